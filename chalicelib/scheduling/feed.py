"""A private calendar address to subscribe to: times and a neutral word, behind a secret that can be changed at any time."""

import secrets
from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.core import settings
from chalicelib.core.access import Grant
from chalicelib.scheduling import feed_store, ics, service, store
from chalicelib.scheduling.schemas import Feed, NewFeed

_BACK, _AHEAD = timedelta(days=30), timedelta(days=400)
_SECRET_BYTES = 32


def state(grant: Grant) -> Feed:
    """Whether there is an address, and since when. The address itself is shown once, when it is made."""
    known = feed_store.state(grant)
    return Feed(active=known is not None, since=known.since if known else None)


def renew(grant: Grant, now: datetime) -> NewFeed:
    """Make a new address; the one before, if any, shows nothing from now on."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    feed_store.change(grant, secret, accounts.profile(grant).language, now)
    return NewFeed(url=f"{settings.load().site}/api/feeds/{secret}/calendar.ics", since=now)


def end(grant: Grant, now: datetime) -> Feed:
    """Let no address show the calendar any more."""
    if feed_store.state(grant) is not None:
        feed_store.change(grant, None, "", now)
    return Feed(active=False, since=None)


def document(grant: Grant, now: datetime) -> str:
    """What the address shows: a month back, thirteen ahead, without what was cancelled. Two reads, no key."""
    known = feed_store.state(grant)
    shown = [service.shown(record) for record in store.between(grant, now - _BACK, now + _AHEAD) if record.status != "cancelled"]
    link = f"{settings.load().site}/{'provider/' if grant.subject.kind == 'provider' else 'home'}"
    return ics.feed(shown, now, language=known.language if known else "en", link=link)
