"""What may become of a request for a new second factor."""

from chalicelib.core.errors import Conflict


class AlreadyApproved(Conflict):
    """Somebody has decided on this request."""

    code = "already_approved"
    sentence = "This was decided already."
