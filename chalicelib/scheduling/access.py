"""Who an appointment belongs to: its provider and its clients, each by the copy in their own partition."""

from datetime import datetime

from chalicelib.care.access import met
from chalicelib.core import clock
from chalicelib.core.access import Allow, Asked, Caller, Grant, Right, Subject, own
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record, get_many
from chalicelib.scheduling import store


def party_to(path: str) -> Allow:
    """A client or provider, for their own, with every other party to the appointment named in the path.

    A provider only while they treat everybody it is with, or are about to meet them in a free first talk: it is closed to a former
    therapist from the next request on.
    """
    return PartyTo(path)


def held_by(path: str) -> Allow:
    """The provider of the appointment named in the path, with its clients."""
    return PartyTo(path, "provider")


def sees(path: str) -> Allow:
    """As `party_to`, and as `settles` for its therapist: what is seen is when it is and how it stands."""
    return PartyTo(path, "client", "provider", unsaid=True)


def settles(path: str) -> Allow:
    """The provider of the appointment named in the path, to say what came of it.

    Also one whom a client of it has left since it began, for as long as nobody has said: nobody else was there.
    """
    return PartyTo(path, "provider", unsaid=True)


def come_to(path: str) -> Allow:
    """A client of the appointment named in the path, with every other party to it."""
    return PartyTo(path, "client")


class PartyTo(Allow):
    """See `party_to`, `held_by`, `sees` and `settles`."""

    def __init__(self, path: str, *roles: str, unsaid: bool = False) -> None:
        super().__init__(*(roles or ("client", "provider")))
        self.path, self.unsaid = path, unsaid

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [store.appointment_key(caller.id, asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        record = rows[0]
        if not isinstance(record, store.AppointmentRecord):
            raise NotFound
        unsaid = self.unsaid and record.status == "booked" and record.start <= clock.now()
        # A therapist who is there early begins it.
        begun = min(record.start, record.came_at or record.start) if unsaid else None
        return opened(caller, record.provider_id, record.client_ids, begun)


def beside(caller: Caller, provider_id: str, appointment_id: str | None) -> Grant:
    """The client who calls, this provider beside them, and everybody else whom their named appointment, if one is named, is with."""
    (known,) = get_many([store.appointment_key(caller.id, appointment_id)]) if appointment_id else (None,)
    return _with_parties(caller, provider_id, known.client_ids if known else [caller.id])


def opened(caller: Caller, provider_id: str, client_ids: list[str], since: datetime | None = None) -> Grant:
    """What a party to it may do with what is between these people. Raises NotFound for a provider who does not treat them all.

    since: for one whom they have left since then, too.
    """
    if caller.role == "provider" and met(caller.id, client_ids, since) != set(client_ids):
        raise NotFound
    return _with_parties(caller, provider_id, client_ids)


def _with_parties(caller: Caller, provider_id: str, client_ids: list[str]) -> Grant:
    """The caller's own grant, beside it one for every other of these people."""
    mine = own(caller)
    people = [Subject("provider", provider_id), *(Subject("client", client_id) for client_id in client_ids)]
    others = tuple(Grant(caller, person, Right.PARTY, why="appointment") for person in people if person != mine.subject)
    return Grant(caller, mine.subject, mine.right, mine.why, others)
