"""What a therapist needs when a client is in danger during a session, and what the client said of their place."""

from chalicelib.accounts import consents
from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import ConsentView
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.writing import transaction
from chalicelib.practice import service as practices
from chalicelib.sessions import store
from chalicelib.sessions.kept import LOCAL_NUMBERS
from chalicelib.sessions.schemas import Emergency, LocalNumbers, NumbersWish, PlaceSaid

_CONSENT = "telehealth"


def opened(grant: Grant, appointment_id: str, client_id: str) -> Emergency:
    """Everything at once, about one client of the session; that it was opened stands in their access log. Raises NotFound."""
    client = _client(grant, client_id)
    (said,) = store.attestations(grant, [client], appointment_id)
    (numbers,) = LOCAL_NUMBERS.read([client])
    facts, consent, ours = accounts.profile(client), _consent(client), practices.practice()
    with transaction(client, "emergency.open"):
        pass
    return Emergency(
        client_id=client_id,
        preferred_name=facts.preferred_name,
        phone=facts.phone,
        emergency_contact=facts.emergency_contact,
        location_state=said.location_state if said else None,
        place=said.place if said else None,
        private=said.private if said else None,
        said_at=said.at if said else None,
        consent_version=consent.version if consent else None,
        consent_at=consent.agreed_at if consent else None,
        numbers=numbers.numbers if numbers else [],
        crisis=ours.crisis,
        practice_phone=ours.phone,
    )


def keep_numbers(grant: Grant, wish: NumbersWish) -> LocalNumbers:
    """Keep local numbers for one client of the session, in place of those before. Raises NotFound."""
    kept = LocalNumbers(numbers=wish.numbers)
    LOCAL_NUMBERS.keep(_client(grant, wish.client_id), kept, "emergency.numbers")
    return kept


def earlier_place(grant: Grant) -> PlaceSaid:
    """Where a client said they were when they last joined a session."""
    said = store.last_place(grant)
    return PlaceSaid(location_state=said.location_state if said else None, place=said.place if said else None)


def _client(grant: Grant, client_id: str) -> Grant:
    for client in grant.all("client"):
        if client.subject_id == client_id:
            return client
    raise NotFound


def _consent(client: Grant) -> ConsentView | None:
    found = consents.shown(client, "en").items
    return next((one for one in found if one.document == _CONSENT and one.agreed), None)
