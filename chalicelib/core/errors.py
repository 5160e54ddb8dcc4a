"""What can go wrong, in the words of the domain. No HTTP here: the gate maps each family to a status."""

from typing import Any


class AppError(Exception):
    """A failure the caller is told about: a stable `code`, a sentence without personal data, and facts that help to go on.

    details: shown in the answer beside the code, so ids, times, names of fields and numbers only.
    """

    code = "error"
    sentence = "Something went wrong."

    def __init__(self, message: str | None = None, **details: Any) -> None:
        super().__init__(message or self.sentence)
        self.message = message or self.sentence
        self.details = details


class InvalidInput(AppError):
    """The request does not have the shape asked for; `field` names the part."""

    code = "invalid_input"
    sentence = "A part of the request could not be read."


class NotSignedIn(AppError):
    """There is no valid access token."""

    code = "not_signed_in"
    sentence = "Please sign in."


class NotAllowed(AppError):
    """The caller's role does not include this."""

    code = "not_allowed"
    sentence = "Your account cannot do this."


class NotFound(AppError):
    """Not there, or not the caller's: the same answer for both, so that ids cannot be probed."""

    code = "not_found"
    sentence = "This is not here, or not yours to open."


class Conflict(AppError):
    """The present state contradicts the request."""

    code = "conflict"
    sentence = "Something changed in the meantime."


class Refused(AppError):
    """The request is well formed, and a rule of the practice or the clinic says no."""

    code = "refused"
    sentence = "This is not possible."


class TooMany(AppError):
    """Too many requests in too short a time."""

    code = "too_many_requests"
    sentence = "Too many requests. Please wait a moment."


class Unavailable(AppError):
    """A service we depend on does not answer; nothing was written and a repeat is safe."""

    code = "unavailable"
    sentence = "We cannot do this safely right now. Nothing was lost; please try again in a minute."


class Misuse(Exception):
    """A programming error that would break a promise about people's data. Never shown, never caught by a feature."""
