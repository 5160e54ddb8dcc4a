"""Which reminders of one appointment are due, a bit for each person, channel and hour before the start; and how they go out. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from chalicelib.accounts.schemas import HOURS, Wishes

Channel = Literal["mail", "sms"]
Lost = Literal["failed", "unsure", "returned"]
CHANNELS: tuple[Channel, ...] = ("mail", "sms")
_PERSON = len(CHANNELS) * len(HOURS)


class Part(NamedTuple):
    """One reminder of one person by one channel. bit: which of the appointment's it is."""

    person: int
    channel: Channel
    due: datetime
    bit: int


def parts(start: datetime, wishes: Sequence[Wishes], usual: Sequence[int]) -> Iterator[Part]:
    """Every reminder of an appointment. wishes: of its clients, in its order; usual: the practice's hours before the start.

    Hours that the product does not offer are passed over.
    """
    for person, wish in enumerate(wishes):
        for number, channel in enumerate(CHANNELS):
            chosen = wish.get(channel, ())
            for place, hours in enumerate(HOURS):
                if hours in (usual if chosen is None else chosen):
                    bit = 1 << (person * _PERSON + number * len(HOURS) + place)
                    yield Part(person, channel, start.astimezone(UTC) - timedelta(hours=hours), bit)


def due(every: Sequence[Part], sent: int, now: datetime) -> Mapping[tuple[int, Channel], int]:
    """(person, channel) -> the bits that are due and not out. After a pause several hours' reminders are one message."""
    found: dict[tuple[int, Channel], int] = {}
    for part in every:
        if part.due <= now and not part.bit & sent:
            found[part.person, part.channel] = found.get((part.person, part.channel), 0) | part.bit
    return found


def following(every: Sequence[Part], sent: int, now: datetime) -> datetime | None:
    """When the next one is due after `now`, None where none is left."""
    return min((part.due for part in every if part.due > now and not part.bit & sent), default=None)


def apart(bits: int) -> Mapping[tuple[int, Channel], int]:
    """(person, channel) -> those of the bits that are theirs."""
    found: dict[tuple[int, Channel], int] = {}
    for place in range(bits.bit_length()):
        if bits >> place & 1:
            owner = place // _PERSON, CHANNELS[place % _PERSON // len(HOURS)]
            found[owner] = found.get(owner, 0) | 1 << place
    return found


class Ways(NamedTuple):
    """How somebody is told now, as bits: what a mail carries, what a text carries, and what a text carries in the morning.

    instead: the mail stands only in a text's place, so nobody who has answered STOP gets it; by day they would get nothing either.
    """

    mail: int
    text: int
    waits: int
    instead: bool


def ways(mail: int, text: int, *, night: bool, stopped: bool) -> Ways:
    """How somebody is told what they wish to hear by mail and by text, each as bits, 0 where they do not. stopped: they get no mail.

    At night a mail takes the text's place: nobody is woken, and nobody is left untold. Without mail the text waits for the morning.
    """
    if not night:
        return Ways(0 if stopped else mail, text, 0, instead=False)
    if stopped:
        return Ways(0, 0, text, instead=False)
    return Ways(mail | text, 0, 0, instead=bool(text) and not mail)
