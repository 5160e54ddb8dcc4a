"""Calendar entries, and a private address to subscribe to: times and a neutral word, behind a secret that can be changed at any time."""

import secrets
from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.core import settings
from chalicelib.core.access import Grant
from chalicelib.feeds import ics, store
from chalicelib.feeds.schemas import Feed, NewFeed
from chalicelib.scheduling import service as scheduling

_BACK, _AHEAD = timedelta(days=30), timedelta(days=400)
_SECRET_BYTES = 32


def entry(grant: Grant, appointment_id: str, zone: str | None, now: datetime) -> str:
    """One appointment as an iCalendar document, in `zone` or the reader's own. Raises NotFound."""
    return ics.entry(scheduling.appointment(grant, appointment_id, zone), now)


def state(grant: Grant) -> Feed:
    """Whether there is an address, and since when. The address itself is shown once, when it is made."""
    known = store.state(grant)
    return Feed(active=known is not None, since=known.since if known else None)


def renew(grant: Grant, now: datetime) -> NewFeed:
    """Make a new address; the one before, if any, shows nothing from now on."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    store.change(grant, secret, accounts.profile(grant).language, now)
    return NewFeed(url=f"{settings.load().site}/api/feeds/{secret}/calendar.ics", since=now)


def end(grant: Grant, now: datetime) -> Feed:
    """Let no address show the calendar any more."""
    if store.state(grant) is not None:
        store.change(grant, None, "", now)
    return Feed(active=False, since=None)


def document(grant: Grant, now: datetime) -> str:
    """What the address shows: a month back, thirteen ahead, without what was cancelled. Two reads, no key."""
    known = store.state(grant)
    shown = [one for one in scheduling.between(grant, now - _BACK, now + _AHEAD) if one.status != "cancelled"]
    link = f"{settings.load().site}/{'provider/' if grant.subject.kind == 'provider' else 'home'}"
    return ics.feed(shown, now, language=known.language if known else "en", link=link)
