"""What may become of a request for a new second factor."""

from chalicelib.core.errors import Conflict, TooMany

AN_ADDRESS_A_DAY = 3
"""Requests for one address that are looked up; further ones get the same answer, for the first is on the list."""
AN_HOUR = 60
"""Requests taken in altogether."""


class AskedTooOften(TooMany):
    """More requests than a practice can have within an hour; it says nothing of the address."""

    code = "asked_too_often"
    sentence = "Too many requests are coming in. Please call the practice."


class AlreadyApproved(Conflict):
    """Somebody has decided on this request."""

    code = "already_approved"
    sentence = "This was decided already."
