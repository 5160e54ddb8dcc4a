"""Telling whoever waits that a therapist has opened: the one who joined first is told first, each once a round."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple

import msgspec

from chalicelib.care import service as care
from chalicelib.core import client_keys, clock, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.records import get_many
from chalicelib.core.writing import Transaction, transaction
from chalicelib.matching import conflicts, store, turns, waitlist
from chalicelib.matching.store import DoorRecord, PlaceBody, PlaceRecord, Told, WaitingRecord
from chalicelib.matching.turns import Door
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing

JOB = "matching"
TOLD = "waitlist.told"
AGAIN = "waitlist.again"
CHANNELS = ("mail", "sms")
_PAGE = 25


class _Waiting(NamedTuple):
    """One client who waits, with their place opened."""

    grant: Grant
    line: WaitingRecord
    row: PlaceRecord
    body: PlaceBody


def look(provider_id: str, now: datetime) -> int:
    """See how a therapist stands now and tell those whom that concerns; say how many were told. Safe to repeat.

    Raises Conflict if another looked at the same moment.
    """
    practice = Grant.for_job(JOB, Subject("practice", settings.load().practice))
    listing = providers.listing(provider_id)
    if listing is None:
        return 0
    clients = care.caseloads([provider_id])[provider_id]
    free = turns.free_places(listing.accepts_new, listing.capacity, clients)
    before = store.door(practice, provider_id)
    visit = _Visit(practice, listing, clients, turns.looked_at(before.door() if before else Door(), free), before, now)
    told = visit.tell(turns.to_tell(visit.door, free, now))
    visit.leave()
    return told


class _Visit:
    """One look at one therapist's door. What it finds is kept with each client told, so that a crash forgets and repeats nothing."""

    def __init__(self, practice: Grant, listing: Listing, clients: int, door: Door, before: DoorRecord | None, now: datetime) -> None:
        self.practice, self.listing, self.clients, self.now = practice, listing, clients, now
        self.door, self.row, self.more = door, before, False

    def tell(self, left: int | None) -> int:
        """Tell at most `left` of those who wait, None for everybody; note whether somebody is left for later."""
        told = 0
        for waiting in self._waiting() if self.door.open else ():
            if self._concerned(waiting.body):
                self.more = told == left
                if self.more:
                    break
                self._tell(waiting)
                told += 1
        return told

    def leave(self) -> None:
        """Keep how the door stands, and look again once the next in turn may be told."""
        again_at = self._again_at()
        due = turns.next_turn(self.door, self.now) if self.more and again_at is None else None
        if due or self.row is None or self.row.door() != self.door:
            with transaction(self.practice, "waitlist.look") as write:
                self._put_door(write, again_at or due)
                if due:
                    write.tell(AGAIN, {"provider_id": self.listing.provider_id}, due=due)

    def _waiting(self) -> Iterator[_Waiting]:
        """Those who wait where the therapist may see them today, in the order they joined, a page at a time."""
        today = clock.date_in(self.listing.zone, self.now)
        states = provider_rules.permitted_states(self.listing, today)
        lines = store.lines(self.practice, states) if states else iter(())
        while page := list(islice(lines, _PAGE)):
            grants = [Grant.for_job(JOB, Subject("client", line.client_id)) for line in page]
            client_keys.warm(grant.subject for grant in grants)
            rows = get_many([*map(store.place_key, grants), *map(conflicts.key, grants)])
            for grant, line, row, apart in zip(grants, page, rows, rows[len(grants) :], strict=False):
                # Whoever left or was erased since the list was read is passed over, and who cannot work with this therapist.
                with suppress(client_keys.NoKey):
                    if row is not None and self.listing.provider_id not in conflicts.of(apart):
                        yield _Waiting(grant, line, row, store.opened(grant, row))

    def _concerned(self, body: PlaceBody) -> bool:
        provider_id = self.listing.provider_id
        told = body.told.get(provider_id)
        if body.provider_id not in (None, provider_id) or (told is not None and told.round == self.door.round):
            return False
        return not waitlist.failing(self.listing, body.wish, self.clients, self.now)

    def _tell(self, waiting: _Waiting) -> None:
        """One transaction: the client is told, the door knows it, and a message by each channel is on its way."""
        provider_id = self.listing.provider_id
        body = msgspec.structs.replace(waiting.body, told={**waiting.body.told, provider_id: Told(self.door.round, self.now)})
        self.door = replace(self.door, told=(*self.door.told, self.now))
        with transaction(waiting.grant, "waitlist.tell") as write:
            store.note_told(write, waiting.line, waiting.row, body, self.now)
            self.row = self._put_door(write, self._again_at())
            for channel in CHANNELS:
                write.tell(TOLD, {"channel": channel})

    def _put_door(self, write: Transaction, again_at: datetime | None) -> DoorRecord:
        return store.put_door(write, self.practice.key("practice"), self.listing.provider_id, self.row, self.door, again_at)

    def _again_at(self) -> datetime | None:
        """When the door is looked at again by itself, None where no such look is to come."""
        return self.row.again_at if self.row and self.row.again_at and self.row.again_at > self.now else None
