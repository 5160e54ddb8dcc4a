"""Times as people of a language write them, their zone named."""

from datetime import datetime
from typing import Literal

from chalicelib.scheduling.rules import zone_name

Language = Literal["en", "es"]
_DAYS: dict[Language, str] = {"en": "Mon Tue Wed Thu Fri Sat Sun", "es": "lun mar mié jue vie sáb dom"}
_MONTHS: dict[Language, str] = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
}


def when(local: datetime, language: Language, now: datetime) -> str:
    """A local time: `Tue Mar 4, 3:00 PM EST`, `mar 4 mar, 3:00 p. m. EST`; with its year where that is not the one it is read in."""
    year = "" if local.year == now.astimezone(local.tzinfo).year else str(local.year)
    return _written(_DAYS[language].split()[local.weekday()], local, year, language)


def when_in_text(local: datetime, language: Language) -> str:
    """The same for a text message: without a year, for it tells of a day at most half a year ahead; a Spanish Saturday without its weekday.

    `7 mar, 3:00 p. m. EST`: the alphabet of text messages has no á, and one letter outside it makes two messages of one.
    """
    day = _DAYS[language].split()[local.weekday()]
    return _written("" if "á" in day else day, local, "", language)


def _written(day: str, local: datetime, year: str, language: Language) -> str:
    month = _MONTHS[language].split()[local.month - 1]
    clock = f"{local.hour % 12 or 12}:{local:%M}"
    if language == "es":
        date = " ".join(filter(None, [day, str(local.day), month, year]))
        return f"{date}, {clock} {'a. m.' if local.hour < 12 else 'p. m.'} {zone_name(local)}"
    date = ", ".join(filter(None, [f"{day} {month} {local.day}", year]))
    return f"{date}, {clock} {'AM' if local.hour < 12 else 'PM'} {zone_name(local)}"
