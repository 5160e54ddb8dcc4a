"""When care may begin."""

from chalicelib.core.errors import Conflict, Refused


class AlreadyInCare(Conflict):
    """This provider already treats this client."""

    code = "already_in_care"
    sentence = "This therapist is already yours."


class NotTakingClients(Refused):
    """The provider takes no new clients at present."""

    code = "not_taking_clients"
    sentence = "This therapist takes no new clients right now."


class CareEnded(Conflict):
    """The relation has ended; what was written stays readable for the client."""

    code = "care_ended"
    sentence = "This therapist does not treat you any more. You can read what was written."
