"""What somebody has begun to write in a thread: theirs alone to read, on every device of theirs, gone when it is sent."""

from datetime import datetime

from chalicelib.core.access import Grant
from chalicelib.core.writing import transaction
from chalicelib.messaging.draft_store import UNSENT, DraftBody, place
from chalicelib.messaging.schemas import SoFar, Unsent


def unsent(grant: Grant, thread_id: str) -> Unsent:
    """What the caller has written and not sent."""
    record = UNSENT.find(grant, place(grant, thread_id))
    if record is None:
        return Unsent(text="", saved_at=None)
    return Unsent(text=UNSENT.open(grant, record).text, saved_at=record.saved_at)


def keep(grant: Grant, thread_id: str, so_far: SoFar, now: datetime) -> Unsent:
    """Save what is written so far; of two devices the later one stays. Blanks drop it. One write."""
    with transaction(grant, "message.draft") as write:
        if not so_far.text.strip():
            UNSENT.drop(write, place(grant, thread_id))
            return Unsent(text="", saved_at=None)
        UNSENT.keep(write, place(grant, thread_id), DraftBody(so_far.text), now)
    return Unsent(text=so_far.text, saved_at=now)
