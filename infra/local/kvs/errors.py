"""How the service refuses: an exception name, an HTTP status and a sentence."""


class Refused(Exception):
    """A request or message the service does not take. `name` as AWS spells it."""

    def __init__(self, name: str, status: int, message: str) -> None:
        super().__init__(message)
        self.name, self.status, self.message = name, status, message


def invalid(message: str) -> Refused:
    """A parameter is missing, malformed or too large."""
    return Refused("InvalidArgumentException", 400, message)


def denied(message: str) -> Refused:
    """The caller may not, or the signature does not hold."""
    return Refused("AccessDeniedException", 403, message)


def missing(message: str) -> Refused:
    """There is no such channel."""
    return Refused("ResourceNotFoundException", 404, message)


def limited(message: str) -> Refused:
    """Too many viewers, or too many calls in a second."""
    return Refused("ClientLimitExceededException", 400, message)
