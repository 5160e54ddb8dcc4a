"""What may be sent, by when it is answered, what is unread."""

from collections.abc import Collection
from datetime import date, datetime, tzinfo

from chalicelib.core.errors import InvalidInput
from chalicelib.practice.rules import end_of_business_day


def check(text: str, attachments: Collection[str]) -> None:
    """Raise InvalidInput for a message with neither words nor a file."""
    if not text.strip() and not attachments:
        raise InvalidInput("There is nothing to send yet.", field="text")


def answer_due(sent: datetime, days: int, zone: tzinfo, closed: Collection[date]) -> datetime:
    """By when (UTC) a message is to be answered: the end of the `days`-th business day after it was sent, in the answering side's zone.

    closed: days that are no business days there: holidays and absences.
    """
    return end_of_business_day(sent, days, zone, closed)


def unread(newest_of_other: str | None, read_to: str | None) -> bool:
    """Whether the other side's newest message is newer than what was read. Both are message ids, which sort by time."""
    return newest_of_other is not None and (read_to is None or newest_of_other > read_to)


def overdue(due_by: datetime | None, now: datetime) -> bool:
    """Whether an answer was due before now."""
    return due_by is not None and due_by < now


def readable_to(asked: str | None, newest_of_other: str | None) -> str | None:
    """How far a read mark may go: what was asked for, never past the newest message there is."""
    if newest_of_other is None or asked is None:
        return newest_of_other
    return min(asked, newest_of_other)
