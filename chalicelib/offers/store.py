"""Who waits for a time with a provider, and the times that were offered: places in the provider's partition, offers in the client's.

Both lie in the table of appointments, beside what they wait for and what they hold.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.availability.rules import MINUTE
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError
from chalicelib.core.records import ClearList, ClearText, Key, Record, get_many, table
from chalicelib.core.writing import Transaction
from chalicelib.offers.schemas import Wishes
from chalicelib.scheduling.rules import Hold

_PLACE = "wait#"
_OFFER = "offer#"


class PlaceRecord(Record):
    """One client's place on a provider's waitlist. Partition: the provider; sort: `wait#` and the client's id.

    since: who came first is asked first. ends: nothing after it is wanted. offer_id: of the offer that is open. passed: starts (epoch
    seconds) that were turned down.
    """

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = "provider"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    wishes = ClearText(why="weekdays, length and way of meeting, which open times are compared with")
    since = UTCDateTimeAttribute()
    ends = UTCDateTimeAttribute()
    offer_id = ClearText(why="an id, the offer that is open", null=True)
    passed = ClearList(why="starts that were offered and not taken")

    @property
    def client_id(self) -> str:
        """Who waits."""
        return self.item.removeprefix(_PLACE)

    @property
    def wanted(self) -> Wishes:
        """What they wait for."""
        return msgspec.json.decode(self.wishes, type=Wishes)


class OfferRecord(Record):
    """One time that was offered to a client. Partition: the client; sort: `offer#` and the offer's id."""

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = "client"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    provider_id = ClearText(why="an id, whose time it is")
    # Not `start`: whatever has one is in the index of appointments.
    begins = UTCDateTimeAttribute()
    minutes = NumberAttribute()
    format = ClearText(why="video, audio, text or in person, decides how to meet")
    zone = ClearText(why="the zone its reader reads times in")
    held_until = UTCDateTimeAttribute()
    state = ClearText(why="open, taken, passed or expired, decides what may be done")
    moves = ClearText(why="an id, the appointment that moves there if the offer is taken", null=True)
    appointment_id = ClearText(why="an id, the appointment that was made of it", null=True)

    @property
    def offer_id(self) -> str:
        """The offer's id."""
        return self.item.removeprefix(_OFFER)

    @property
    def hold(self) -> Hold:
        """The hold that keeps the time."""
        start = int(self.begins.timestamp())
        return Hold((start, start + int(self.minutes) * MINUTE), int(self.held_until.timestamp()))


def place(provider: Grant, client_id: str) -> PlaceRecord | None:
    """One client's place with this provider."""
    (row,) = get_many([Key(PlaceRecord, provider.key("provider"), f"{_PLACE}{client_id}")])
    return row  # type: ignore[no-any-return]


def places(provider: Grant) -> list[PlaceRecord]:
    """Everybody who waits for this provider's times, who came first first."""
    found = PlaceRecord.query(provider.key("provider"), PlaceRecord.item.startswith(_PLACE), consistent_read=True)
    return sorted(found, key=lambda one: (one.since, one.item))


def keep_place(
    write: Transaction, provider: Grant, client_id: str, wishes: Wishes, since: datetime, ends: datetime, otherwise: AppError
) -> None:
    """Give a client a new place within a transaction. otherwise: raised if they have one."""
    facts = msgspec.json.encode(wishes).decode()
    write.put(
        PlaceRecord(provider.key("provider"), f"{_PLACE}{client_id}", wishes=facts, since=since, ends=ends, passed=[]), otherwise=otherwise
    )


def change_place(write: Transaction, known: PlaceRecord, wishes: Wishes, ends: datetime, otherwise: AppError) -> None:
    """Change within a transaction what a client waits for; their place in the row stays."""
    facts = msgspec.json.encode(wishes).decode()
    actions = [PlaceRecord.wishes.set(facts), PlaceRecord.ends.set(ends), PlaceRecord.passed.set([])]
    write.update(PlaceRecord(known.owner_id, known.item), actions, PlaceRecord.since == known.since, otherwise)


def end_place(write: Transaction, known: PlaceRecord, otherwise: AppError) -> None:
    """Take a place away within a transaction. otherwise: raised if an offer has come for it meanwhile."""
    same = (PlaceRecord.since == known.since) & _offered(known.offer_id)
    write.delete(PlaceRecord(known.owner_id, known.item), same, otherwise)


def note_offer(write: Transaction, known: PlaceRecord, offer_id: str | None, passed: Sequence[int], otherwise: AppError) -> None:
    """Note within a transaction which offer is open for a place, or that none is, and what was turned down."""
    actions: list[Action] = [PlaceRecord.passed.set(list(passed))]
    actions.append(PlaceRecord.offer_id.set(offer_id) if offer_id else PlaceRecord.offer_id.remove())
    same = (PlaceRecord.since == known.since) & (PlaceRecord.wishes == known.wishes) & _offered(known.offer_id)
    write.update(PlaceRecord(known.owner_id, known.item), actions, same, otherwise)


def _offered(offer_id: str | None) -> Condition:
    return PlaceRecord.offer_id == offer_id if offer_id else PlaceRecord.offer_id.does_not_exist()


def offer_key(client_id: str, offer_id: str) -> Key:
    """Where one offer is, for the rule of access that reads it with the gate row."""
    return Key(OfferRecord, client_id, f"{_OFFER}{offer_id}")


def offer(client: Grant, offer_id: str) -> OfferRecord | None:
    """One offer of the client's."""
    (row,) = get_many([offer_key(client.key("client"), offer_id)])
    return row  # type: ignore[no-any-return]


def offers(client: Grant, most: int) -> list[OfferRecord]:
    """The newest offers to the client, newest first."""
    found = OfferRecord.query(client.key("client"), OfferRecord.item.startswith(_OFFER), scan_index_forward=False, limit=most)
    return list(found)


def new_offer(client: Grant, offer_id: str, **facts: Any) -> OfferRecord:
    """An open offer to the client, not yet written."""
    return OfferRecord(client.key("client"), f"{_OFFER}{offer_id}", state="open", **facts)


def close_offer(write: Transaction, known: OfferRecord, state: str, appointment_id: str | None, otherwise: AppError) -> None:
    """Say within a transaction what became of an open offer. otherwise: raised if it is not open any more."""
    actions = [OfferRecord.state.set(state)]
    if appointment_id is not None:
        actions.append(OfferRecord.appointment_id.set(appointment_id))
    write.update(OfferRecord(known.owner_id, known.item), actions, OfferRecord.state == "open", otherwise)
