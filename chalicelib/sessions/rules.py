"""When a session is open, and where it may be held."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from chalicelib.core.errors import InvalidInput, Refused
from chalicelib.scheduling.rules import minutes_after

OPENS_BEFORE = timedelta(minutes=15)
CLOSES_AFTER = timedelta(minutes=15)
NOTICED = timedelta(seconds=1)
"""A shorter silence is a line's ordinary unevenness."""
LATE_FROM = timedelta(minutes=5)
"""A therapist who lets a waiting client in later than this owes the minutes."""


class TooEarly(Refused):
    """The session is not open yet; `opens_at` says when it will be."""

    code = "too_early"
    sentence = "This session is not open yet."


class TooLate(Refused):
    """The session's time is over."""

    code = "too_late"
    sentence = "This session's time is over."


class NotOnline(Refused):
    """The session is cancelled, over, or held in person; `status` and `format` say which."""

    code = "no_open_session"
    sentence = "This session cannot be joined."


class NotLicensedThere(Refused):
    """The therapist has no licence that is valid today where the client is. Tells where one is, and the crisis lines."""

    code = "not_licensed_there"
    sentence = "Your therapist has no license where you are. You can correct the place."


class HomeStateNeeded(Refused):
    """Under PSYPACT the therapist has to be in the state they named as home; `home_state` says which. They have not said so on joining."""

    code = "home_state_needed"
    sentence = "Say on joining that you are in your home state. Your PSYPACT authority counts only there."


class PlaceNeeded(Refused):
    """The client has not said yet where they are."""

    code = "place_needed"
    sentence = "Say where you are before you join."


class NotWaiting(Refused):
    """This client is not at the door."""

    code = "not_waiting"
    sentence = "This client has not come in yet."


class NobodyCame(Refused):
    """A session without anybody let in has no attendance to record."""

    code = "nobody_came"
    sentence = "Nobody was let in, so there is no session to end."


class SomebodyWasIn(Refused):
    """A session somebody was let into took place: it is ended, not called off."""

    code = "somebody_was_in"
    sentence = "Somebody was let into this session. Record it as held."


class NotHeld(Refused):
    """There is nothing to say of a session before it has been held, nor for who was not in it."""

    code = "not_held"
    sentence = "This session has not been held, or you were not in it."


class Window(NamedTuple):
    """From when to when a session may be joined, both included."""

    opens: datetime
    closes: datetime


class Stretch(NamedTuple):
    """A time in which one end got nothing from the other."""

    start: datetime
    end: datetime


class Lost(NamedTuple):
    """What the line took from a session. total: got by at least one end not; agreed: of that, missed by both ends."""

    total: timedelta
    agreed: timedelta

    @property
    def minutes(self) -> int:
        """Whole minutes, half a minute counting as one."""
        return int((self.total + timedelta(seconds=30)) // timedelta(minutes=1))

    def at_most(self, length: timedelta) -> "Lost":
        """The same, no longer than this: what one end tells is only its word."""
        return Lost(min(self.total, length), min(self.agreed, length))


class Attendance(NamedTuple):
    """Who was in a session, from when to when, what the line took of it, and how many minutes are credited.

    late: minutes for which a client waited past the start for the therapist.
    """

    attended: list[str]
    started: datetime
    ended: datetime
    lost: Lost
    credited: int
    late: int = 0


def window(start: datetime, minutes: int, lost: int = 0) -> Window:
    """Open 15 minutes before the start until 15 after the scheduled end and the `lost` minutes, in the zone of `start`."""
    opens, closes = start.astimezone(UTC) - OPENS_BEFORE, minutes_after(start, minutes + lost) + CLOSES_AFTER
    return Window(opens.astimezone(start.tzinfo), closes.astimezone(start.tzinfo))


def came(since: datetime, start: datetime) -> bool:
    """Whether who waits since then came to the session at the time it has now, not before it was moved."""
    return since >= start.astimezone(UTC) - OPENS_BEFORE


def times_told(pairs: Iterable[tuple[datetime, datetime]]) -> list[Stretch]:
    """Reported times, checked. Raises InvalidInput for one that names no zone or ends before it starts."""
    told = [Stretch(*pair) for pair in pairs]
    if not all(one.start.tzinfo and one.end.tzinfo and one.start <= one.end for one in told):
        raise InvalidInput("A lost time has an offset and does not end before it starts.", field="lost")
    return told


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same times without overlaps, first first: told twice, a stretch counts once."""
    found: list[Stretch] = []
    for stretch in sorted(stretches):
        if found and stretch.start <= found[-1].end:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, stretch.end))
        else:
            found.append(stretch)
    return found


def within(stretches: Iterable[Stretch], opened: Window) -> list[Stretch]:
    """What of these times lies in the window and is long enough to be noticed."""
    cut = (Stretch(max(one.start, opened.opens), min(one.end, opened.closes)) for one in stretches)
    return [one for one in cut if one.end - one.start >= NOTICED]


def since(began: datetime, stretches: Iterable[Stretch]) -> list[Stretch]:
    """What of these times lies after a session began."""
    return [Stretch(max(one.start, began), one.end) for one in stretches if one.end > began]


def reconcile(reports: Sequence[Sequence[Stretch]]) -> Lost:
    """What the reports of all ends say together.

    A session needs both directions, so what any one end missed is lost; two ends that tell of the same time count it once. `agreed` is
    what at least two of them missed, for whoever reads the record.
    """
    own = [merged(report) for report in reports]
    total = _length(merged(stretch for report in own for stretch in report))
    pairs = [_common(one, other) for place, one in enumerate(own) for other in own[place + 1 :]]
    return Lost(total, _length(merged(stretch for pair in pairs for stretch in pair)))


def credited(lost: int, due: datetime, ended: datetime) -> int:
    """Minutes to credit: those lost that were not made up for by going on after the scheduled end."""
    added = max(0, minutes_held(due, ended))
    return max(0, lost - added)


def minutes_late(start: datetime, came: datetime, admitted: datetime) -> int:
    """Whole minutes for which somebody who had come waited past the start; 0 for fewer than five."""
    waited = admitted - max(start, came)
    return int(waited // timedelta(minutes=1)) if waited >= LATE_FROM else 0


def ended_at(opened: Window, started: datetime, scheduled: datetime, now: datetime) -> datetime:
    """When a session ended that is ended now: as it was scheduled where its window is past.

    Who ends it next morning was not in it all night; minutes nobody knows of make up for none that are owed and raise no code.
    """
    return max(started, scheduled if now > opened.closes else now)


def _length(stretches: Iterable[Stretch]) -> timedelta:
    return sum((stretch.end - stretch.start for stretch in stretches), timedelta())


def _common(one: Sequence[Stretch], other: Sequence[Stretch]) -> list[Stretch]:
    both = (Stretch(max(mine.start, theirs.start), min(mine.end, theirs.end)) for mine in one for theirs in other)
    return [stretch for stretch in both if stretch.end > stretch.start]


def check_open(opened: Window, now: datetime, zone_name: str) -> None:
    """Raise TooEarly or TooLate outside the window.

    zone_name: how people call the zone `opened` is in, told beside the opening time.
    """
    if now < opened.opens:
        raise TooEarly(opens_at=opened.opens, zone_name=zone_name)
    if now > opened.closes:
        raise TooLate


def in_person(format: str) -> bool:
    """Whether people meet in a room: nobody comes to a door here, and what came of it is its therapist's word."""
    return format == "in_person"


def check_joinable(status: str, format: str) -> None:
    """Raise NotOnline for a session that is not booked any more or not held online."""
    if status != "booked" or in_person(format):
        raise NotOnline(status=status, format=format)


def unsaid(status: str, opened: Window, now: datetime) -> bool:
    """Whether a session is over and nobody has said what came of it: held, missed, or not taken place."""
    return status == "booked" and now > opened.closes


def met(start: datetime, minutes: int, attended: list[str], now: datetime) -> Attendance:
    """The attendance of a session in person: from its start to its end by the calendar, or to now where that is sooner."""
    start = start.astimezone(UTC)
    return Attendance(attended, start, min(now, minutes_after(start, minutes)), Lost(timedelta(), timedelta()), 0)


def has_media(format: str) -> bool:
    """Whether sound flows in a session: what is written waits for the line and is not lost with it, so it costs no minute."""
    return format in ("video", "audio")


def check_whole(location_state: str | None, private: bool | None) -> None:
    """Raise InvalidInput where only one half of an attestation is given."""
    if (location_state is None) != (private is None):
        raise InvalidInput(
            "Say both where you are and whether you are alone.", field="location_state" if location_state is None else "private"
        )


def minutes_held(started: datetime, ended: datetime) -> int:
    """Whole minutes between two instants."""
    return int((ended - started).total_seconds() // 60)
