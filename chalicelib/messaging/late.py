"""What happens when an answer does not come in time: the practice hears which thread waits, and nothing of what is in it."""

from datetime import datetime, tzinfo

from chalicelib.care import service as care
from chalicelib.core import settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.writing import transaction
from chalicelib.messaging import late_store, rules, store
from chalicelib.messaging.schemas import LateThread, LateThreads
from chalicelib.providers import service as providers

DUE = "message.due"


def tell_practice(provider_id: str, thread_id: str, now: datetime) -> None:
    """Put a thread on the practice's list unless it was answered, or is due later after all. Safe to repeat."""
    view = store.view(Grant.for_job("messages", Subject("provider", provider_id)), thread_id)
    if view is None or view.due_by is None or not rules.overdue(view.due_by, now):
        return
    with transaction(Grant.for_job("messages", Subject("practice", settings.load().practice)), "message.late") as write:
        late_store.note(write, thread_id, provider_id, view.due_by)


def late_threads(grant: Grant, zone: tzinfo) -> LateThreads:
    """The threads whose answer is late, the longest due first. Where care has ended nobody can answer, and nobody is asked to."""
    found = sorted(late_store.listed(grant), key=lambda record: record.due_by)
    open_still = care.standing([(record.provider_id, record.thread_id) for record in found])
    return LateThreads(items=[_shown(record, zone) for record in found if record.thread_id in open_still])


def _shown(record: late_store.LateRecord, zone: tzinfo) -> LateThread:
    listing, local = providers.known(record.provider_id), record.due_by.astimezone(zone)
    return LateThread(
        thread_id=record.thread_id,
        provider_id=record.provider_id,
        provider=listing.name if listing else "",
        due_by=record.due_by,
        due_local=local,
        zone_name=local.tzname() or "",
    )
