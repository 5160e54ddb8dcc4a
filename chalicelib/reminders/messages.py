"""What messages about appointments say, to anybody who may see a phone's screen: when, and where to manage it. Nothing else.

No name of anybody, no practice, no kind of care, no code; the one link leads to our own site and opens nothing by itself. `now` is when a
mail is sent: another year's date names its year.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Literal, NamedTuple

from chalicelib.scheduling.wording import Language, when, when_in_text

News = Literal["reminder", "booked", "moved", "cancelled", "missed"]
SeriesNews = Literal["booked", "cancelled"]


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
        "cancelled": "Appointment canceled: {when}",
        "missed": "Missed appointment: {when}",
    },
    "es": {
        "reminder": "Recordatorio: cita {when}",
        "booked": "Cita reservada: {when}",
        "moved": "Cita cambiada a {when}",
        "cancelled": "Cita cancelada: {when}",
        "missed": "Cita sin asistencia: {when}",
    },
}
_SERIES: dict[Language, dict[SeriesNews, str]] = {
    "en": {"booked": "Appointments booked, the first: {when}", "cancelled": "Appointments canceled, the first: {when}"},
    "es": {"booked": "Citas reservadas, la primera: {when}", "cancelled": "Citas canceladas, la primera: {when}"},
}
_OFFER: dict[Language, str] = {"en": "A time is free: {when}", "es": "Hay una hora libre: {when}"}
_KEPT: dict[Language, str] = {"en": "Kept for you until {until}", "es": "Reservada para usted hasta {until}"}
_MANAGE: dict[Language, str] = {"en": "Manage", "es": "Gestionar"}
# Every letter of it is in the alphabet of text messages: one that is not would halve what fits into one.
STOP: dict[Language, str] = {"en": "Reply STOP to opt out.", "es": "Responda STOP para darse de baja."}
_SETTINGS: dict[Language, str] = {
    "en": "Reminders can be changed or switched off under Settings.",
    "es": "Los recordatorios se cambian o se desactivan en Ajustes.",
}


def mail(news: News, local: datetime, language: Language, link: str, now: datetime) -> Message:
    """The mail that tells this, with a plain and an HTML body of the same words."""
    subject = _NEWS[language][news].format(when=when(local, language, now))
    return _message(language, subject, "", link, _SETTINGS[language] if news == "reminder" else "")


def series(news: SeriesNews, times: Sequence[datetime], language: Language, link: str, now: datetime) -> Message:
    """The mail that tells of appointments that repeat. times: local, at least one, soonest first."""
    subject = _SERIES[language][news].format(when=when(times[0], language, now))
    return _message(language, subject, f"{'; '.join(when(time, language, now) for time in times)}.", link, "")


def offer(local: datetime, until: datetime, language: Language, link: str, now: datetime) -> Message:
    """The mail that a time is kept for its reader. until: local too."""
    subject = _OFFER[language].format(when=when(local, language, now))
    return _message(language, subject, f"{_KEPT[language].format(until=when(until, language, now))}.", link, "")


def _message(language: Language, subject: str, more: str, link: str, after: str) -> Message:
    text = "\n\n".join(filter(None, [f"{subject}.", more, f"{_MANAGE[language]}: {link}", after]))
    before, rest = (f"<p>{escape(words)}</p>" if words else "" for words in (more, after))
    html = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>'
        f'<body><p>{escape(subject)}.</p>{before}<p><a href="{escape(link)}">{_MANAGE[language]}</a></p>{rest}</body></html>'
    )
    return Message(subject, f"{text}\n", html)


def sms(local: datetime, language: Language, link: str) -> str:
    """The text message that reminds."""
    return _text(_NEWS[language]["reminder"].format(when=when_in_text(local, language)), language, link)


def offer_sms(local: datetime, language: Language, link: str) -> str:
    """The text message that a time is kept for its reader."""
    return _text(_OFFER[language].format(when=when_in_text(local, language)), language, link)


def _text(words: str, language: Language, link: str) -> str:
    return f"{words}. {_MANAGE[language]}: {link}. {STOP[language]}"
