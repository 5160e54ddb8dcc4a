"""How a person is written to, without a key: which channels and when, under which tag, and whether mail was stopped."""

from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from chalicelib.accounts import store
from chalicelib.accounts.schemas import Stopped, Wishes
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import Conflict
from chalicelib.core.records import Record


class Post(NamedTuple):
    """How a person is written to. wishes: see `Wishes`; tag: what their mails carry; stopped: why none are sent."""

    wishes: Wishes
    tag: str
    stopped: Stopped | None


def post_of(row: Record | None) -> Post:
    """What the row read by `profile_key` says about writing to a person; nothing is wished by somebody without one."""
    if not isinstance(row, store.ProfileRecord):
        return Post({}, "", None)
    return Post(row.wishes or {}, row.tag or "", row.mail_stopped)  # type: ignore[arg-type]


def stop_mail(tag: str, why: Stopped, sent_at: datetime) -> None:
    """Send no more mail to whoever a mail with this tag went to: it could not be delivered, or they called it unwanted.

    sent_at: when that mail was sent. Unknown tags, and mails from before they turned mail on again, change nothing. Safe to repeat.
    """
    row = store.tagged(tag)
    if row is None:
        return
    with suppress(Conflict):
        store.stop_mail(Grant.for_job("accounts", Subject(row.subject_kind, row.subject_id)), row.profile_item, why, sent_at)
