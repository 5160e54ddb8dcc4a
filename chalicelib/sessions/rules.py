"""When a session is open, and where it may be held."""

from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.core.errors import InvalidInput, Refused

OPENS_BEFORE = timedelta(minutes=15)
CLOSES_AFTER = timedelta(minutes=15)


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


class Window(NamedTuple):
    """From when to when a session may be joined, both included."""

    opens: datetime
    closes: datetime


def window(start: datetime, minutes: int) -> Window:
    """Open 15 minutes before the start until 15 after the scheduled end, in the zone of `start`."""
    return Window(start - OPENS_BEFORE, start + timedelta(minutes=minutes) + CLOSES_AFTER)


def check_open(opened: Window, now: datetime, zone_name: str) -> None:
    """Raise TooEarly or TooLate outside the window.

    zone_name: how people call the zone `opened` is in, told beside the opening time.
    """
    if now < opened.opens:
        raise TooEarly(opens_at=opened.opens, zone_name=zone_name)
    if now > opened.closes:
        raise TooLate


def check_joinable(status: str, format: str) -> None:
    """Raise NotOnline for a session that is not booked any more or not held online."""
    if status != "booked" or format == "in_person":
        raise NotOnline(status=status, format=format)


def check_whole(location_state: str | None, private: bool | None) -> None:
    """Raise InvalidInput where only one half of an attestation is given."""
    if (location_state is None) != (private is None):
        raise InvalidInput(
            "Say both where you are and whether you are alone.", field="location_state" if location_state is None else "private"
        )


def minutes_held(started: datetime, ended: datetime) -> int:
    """Whole minutes between two instants."""
    return int((ended - started).total_seconds() // 60)
