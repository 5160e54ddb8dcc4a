"""A reader's threads: what is new in them, and what waits for an answer by when."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from chalicelib.accounts import service as accounts
from chalicelib.care import access as care_access
from chalicelib.care import service as care
from chalicelib.care.schemas import CareLink
from chalicelib.core import clock, freshness
from chalicelib.core.access import Grant
from chalicelib.messaging import rules, service, store
from chalicelib.messaging.schemas import Party, Thread, ThreadPage, Threads, Waiting
from chalicelib.practice import service as practice
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Away

PAGE = 25


def threads(grant: Grant, page: ThreadPage, now: datetime) -> Threads:
    """The reader's threads, newest message first, at most 25 a page. Staff see the names of the clients on the page."""
    zone = clock.zone_named(page.zone)
    relations, found = care.links_with(grant, store.ThreadRecord)
    views = {view.thread_id: view for view in found}
    links = [link for link in relations if _listed(grant, link, views)]
    links.sort(key=lambda link: _latest(link, views), reverse=True)
    shown, following = _page(links, page.cursor)
    days, named = practice.practice().policy.response_window_days, now.astimezone(zone).tzname()
    freshness.unless_held(*[_seen_of(grant, link, views.get(link.care_id), now) for link in shown], following, days, named)
    parties = _party_names(grant, shown)
    items = [_thread(grant, link, views.get(link.care_id), party, now, zone) for link, party in zip(shown, parties, strict=True)]
    return Threads(items=items, next=following)


def caseload(grant: Grant, now: datetime) -> tuple[list[CareLink], list[Waiting]]:
    """Whom a provider treats now, oldest relation first, and of their threads those that are unread or wait for an answer, due first.

    One query, nothing opened.
    """
    relations, views = care.links_with(grant, store.ThreadRecord)
    treated = [link for link in relations if link.status == "active"]
    threads = {link.care_id for link in treated}
    found = [_waiting(view, now) for view in views if view.thread_id in threads]
    return treated, sorted((one for one in found if one.unread or one.due_by), key=lambda one: (one.due_by is None, one.due_by))


def waiting_in(grant: Grant, thread_id: str, now: datetime) -> Waiting | None:
    """The same of one thread of the provider's, None before its first message. One read, nothing opened."""
    view = store.view(grant, thread_id)
    return _waiting(view, now) if view else None


def _waiting(view: store.ThreadRecord, now: datetime) -> Waiting:
    unread = rules.unread(view.newest_of_other, view.read_to)
    return Waiting(view.thread_id, view.client_id, unread, view.due_by, rules.overdue(view.due_by, now))


def _listed(grant: Grant, link: CareLink, views: dict[str, store.ThreadRecord]) -> bool:
    """Clients see every thread they ever had; staff only those they may open, and the office only those with a message."""
    if grant.subject.kind == "client":
        return True
    return link.status == "active" and (grant.subject.kind == "provider" or link.care_id in views)


def _latest(link: CareLink, views: dict[str, store.ThreadRecord]) -> datetime:
    view = views.get(link.care_id)
    return (view.last_at if view else None) or link.since


def _answer_by(grant: Grant, link: CareLink, view: store.ThreadRecord | None, now: datetime) -> datetime | None:
    """By when what a client writes now is answered; None for staff, for what has ended, and while an answer is due already."""
    asks = grant.subject.kind == "client" and link.status == "active" and (view is None or view.due_by is None)
    return service.answered_by(link.person_id, now) if asks else None


def _seen_of(grant: Grant, link: CareLink, view: store.ThreadRecord | None, now: datetime) -> list[object]:
    """What a thread's line in the list is made of. A client's name is not in it: to tell whether it changed it would have to be opened."""
    state = [view.newest_of_other, view.read_to, view.seen_to, view.last_at, view.due_by, rules.overdue(view.due_by, now)] if view else []
    return [link, _absence(link.person_id, now), _answer_by(grant, link, view, now), state]


def _page(links: Sequence[CareLink], cursor: str | None) -> tuple[list[CareLink], str | None]:
    places = [place for place, link in enumerate(links) if link.care_id == cursor]
    start = places[0] + 1 if places else 0
    shown = list(links[start : start + PAGE])
    return shown, shown[-1].care_id if len(links) > start + PAGE else None


def _party_names(grant: Grant, links: Sequence[CareLink]) -> list[Party]:
    if grant.subject.kind == "client":
        return [Party(link.person_id, _carer_name(link)) for link in links]
    profiles = accounts.profiles(care_access.clients_granted(grant, links)) if links else []
    return [Party(link.person_id, found.preferred_name if found else "") for link, found in zip(links, profiles, strict=True)]


def _carer_name(link: CareLink) -> str:
    if link.practice:
        return practice.practice().name
    listing = providers.known(link.person_id)
    return listing.name if listing else ""


def _thread(grant: Grant, link: CareLink, view: store.ThreadRecord | None, party: Party, now: datetime, zone: tzinfo) -> Thread:
    office = link.practice or grant.subject.kind == "practice"
    client_id, carer_id = (grant.subject_id, link.person_id) if grant.subject.kind == "client" else (link.person_id, grant.subject_id)
    due_by = view.due_by if view and link.status == "active" else None
    answer_by = _answer_by(grant, link, view, now)
    return Thread(
        id=link.care_id,
        kind="practice" if office else "care",
        party=party,
        client_id=client_id,
        provider_id=None if office else carer_id,
        status=link.status,
        unread=view is not None and rules.unread(view.newest_of_other, view.read_to),
        last_at=view.last_at if view else None,
        seen_to=view.seen_to if view else None,
        due_by=due_by,
        due_local=due_by.astimezone(zone) if due_by else None,
        answer_local=answer_by.astimezone(zone) if answer_by else None,
        zone_name=(due_by or answer_by or now).astimezone(zone).tzname() or "",
        overdue=rules.overdue(due_by, now),
        response_days=practice.practice().policy.response_window_days,
        out_of_office=None if office else _absence(carer_id, now),
    )


def _absence(provider_id: str, now: datetime) -> Away | None:
    """The provider's present or next absence."""
    listing = providers.known(provider_id)
    if listing is None:
        return None
    today = clock.date_in(listing.zone, now)
    coming = [absence for absence in listing.away if absence.last >= today]
    return min(coming, key=lambda absence: absence.first, default=None)
