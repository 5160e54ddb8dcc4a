"""The directory of therapists."""

from datetime import datetime

from chalicelib.core import clock, settings
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.core.writing import Transaction
from chalicelib.providers import directory, rules, store
from chalicelib.providers.directory import Directory
from chalicelib.providers.schemas import Listing, ProviderPage, Tally

LISTED = store.LISTED


def listing(provider_id: str) -> Listing | None:
    """One therapist's listing as it is now, None for an unknown id. One read."""
    return store.find(settings.load().practice, provider_id)


def listings() -> list[Listing]:
    """The whole directory, in the order of ids. At most a minute old by the machine's clock, so read again what a decision hangs on."""
    return list(directory.current().by_id.values())


def everybody() -> Directory:
    """The directory as this process holds it: the same object as long as nothing has changed."""
    return directory.current()


def known(provider_id: str) -> Listing | None:
    """One therapist's listing from the directory held in this process: for names and absences, not for decisions."""
    return directory.current().by_id.get(provider_id)


def listing_key(provider_id: str) -> Key:
    """The row of a therapist's listing, for a BatchGetItem that reads it together with other rows."""
    return store.key(settings.load().practice, provider_id)


def listing_of(row: Record | None) -> Listing | None:
    """The listing in a row that was read by `listing_key`, None where the row is missing."""
    return store.read(row) if isinstance(row, store.ProviderRecord) else None


def outcomes_of(row: Record | None) -> dict[str, Tally]:
    """What closed cases came to, by concern, in a row that was read by `listing_key`; not public."""
    return store.outcomes(row) if isinstance(row, store.ProviderRecord) else {}


def keep_outcomes(write: Transaction, row: Record | None, sums: dict[str, Tally]) -> None:
    """Replace a provider's sums within a transaction, for the row as it was read. Raises Conflict if they were changed meanwhile."""
    if isinstance(row, store.ProviderRecord):
        store.keep_outcomes(write, row, sums)


def enter(grant: Grant, entry: Listing) -> None:
    """Enter a therapist into the directory or replace their listing. grant: for the practice."""
    store.save(grant, entry)
    directory.reread()


def page(provider_id: str, now: datetime) -> ProviderPage:
    """A therapist's public page, with the licences that are valid today where the therapist is. Raises NotFound."""
    found = listing(provider_id)
    if found is None:
        raise NotFound
    today = clock.date_in(found.zone, now)
    facts = {name: getattr(found, name) for name in ProviderPage.__struct_fields__}
    licences = [licence for licence in found.licences if today <= licence.expires]
    return ProviderPage(**{**facts, "licences": licences, "compacts": rules.current_compacts(found, today)})


def forget() -> None:
    """Read the directory again at the next call."""
    directory.forget()
