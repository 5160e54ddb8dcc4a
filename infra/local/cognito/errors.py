"""The refusals of the service, by the names AWS documents."""

from __future__ import annotations


class Refused(Exception):
    """A request the service turns down; `kind` goes out as `__type`, `message` beside it."""

    def __init__(self, kind: str, message: str, status: int = 400) -> None:
        super().__init__(kind, message)
        self.kind = kind
        self.message = message
        self.status = status


def not_authorized(message: str) -> Refused:
    """NotAuthorizedException with the given text."""
    return Refused("NotAuthorizedException", message)


def invalid_parameter(message: str) -> Refused:
    """InvalidParameterException with the given text."""
    return Refused("InvalidParameterException", message)


def no_such_user() -> Refused:
    """UserNotFoundException, for callers who may know who exists."""
    return Refused("UserNotFoundException", "User does not exist.")


def wrong_password() -> Refused:
    """The one answer to a wrong password and, where existence is hidden, to an unknown name."""
    return not_authorized("Incorrect username or password.")


def code_expired() -> Refused:
    """ExpiredCodeException for a code that is too old, used, or was never sent."""
    return Refused("ExpiredCodeException", "Invalid code provided, please request a code again.")


def code_mismatch() -> Refused:
    """CodeMismatchException for a mailed or texted code."""
    return Refused("CodeMismatchException", "Invalid verification code provided, please try again.")
