"""What messages about appointments say, to anybody who may see a phone's screen: when, and where to manage it. Nothing else.

No name of anybody, no practice, no kind of care, no code; the one link leads to our own site and opens nothing by itself.
"""

from datetime import datetime
from html import escape
from typing import Literal, NamedTuple

from chalicelib.scheduling.rules import zone_name

Language = Literal["en", "es"]
News = Literal["reminder", "booked", "moved", "cancelled"]


class Message(NamedTuple):
    """One mail's words."""

    subject: str
    text: str
    html: str


_NEWS: dict[Language, dict[News, str]] = {
    "en": {
        "reminder": "Reminder: appointment {when}",
        "booked": "Appointment booked: {when}",
        "moved": "Appointment moved to {when}",
        "cancelled": "Appointment cancelled: {when}",
    },
    "es": {
        "reminder": "Recordatorio: cita {when}",
        "booked": "Cita reservada: {when}",
        "moved": "Cita cambiada a {when}",
        "cancelled": "Cita cancelada: {when}",
    },
}
_MANAGE: dict[Language, str] = {"en": "Manage", "es": "Gestionar"}
_STOP: dict[Language, str] = {"en": "Reply STOP to opt out.", "es": "Responda STOP para no recibir más."}
_SETTINGS: dict[Language, str] = {
    "en": "Reminders can be changed or switched off under Settings.",
    "es": "Los recordatorios se cambian o se desactivan en Ajustes.",
}
_DAYS: dict[Language, str] = {"en": "Mon Tue Wed Thu Fri Sat Sun", "es": "lun mar mié jue vie sáb dom"}
_MONTHS: dict[Language, str] = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
}


def when(local: datetime, language: Language) -> str:
    """A local time as people of the language write it, its zone named: `Tue Mar 4, 3:00 PM EST`, `mar 4 mar, 3:00 p. m. EST`."""
    day = _DAYS[language].split()[local.weekday()]
    month = _MONTHS[language].split()[local.month - 1]
    clock = f"{local.hour % 12 or 12}:{local:%M}"
    if language == "es":
        return f"{day} {local.day} {month}, {clock} {'a. m.' if local.hour < 12 else 'p. m.'} {zone_name(local)}"
    return f"{day} {month} {local.day}, {clock} {'AM' if local.hour < 12 else 'PM'} {zone_name(local)}"


def mail(news: News, local: datetime, language: Language, link: str) -> Message:
    """The mail that tells this, with a plain and an HTML body of the same words."""
    subject = _NEWS[language][news].format(when=when(local, language))
    after = f"\n\n{_SETTINGS[language]}" if news == "reminder" else ""
    text = f"{subject}.\n\n{_MANAGE[language]}: {link}{after}\n"
    rest = f"<p>{escape(_SETTINGS[language])}</p>" if after else ""
    html = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>'
        f'<body><p>{escape(subject)}.</p><p><a href="{escape(link)}">{_MANAGE[language]}</a></p>{rest}</body></html>'
    )
    return Message(subject, text, html)


def sms(local: datetime, language: Language, link: str) -> str:
    """The text message that reminds."""
    return f"{_NEWS[language]['reminder'].format(when=when(local, language))}. {_MANAGE[language]}: {link}. {_STOP[language]}"
