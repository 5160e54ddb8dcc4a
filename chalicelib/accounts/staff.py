"""The practice's colleagues: invited by a manager, never by sign-up, and listed with who has not come in yet."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from msgspec import Struct
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.accounts import rules
from chalicelib.accounts.schemas import Colleague, Colleagues, Invitation
from chalicelib.accounts.store import FEATURE, ProfileRecord
from chalicelib.core import client_keys, settings, vault
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import Conflict
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many
from chalicelib.core.writing import Transaction, mark, transaction

_STAFF = "staff#"


class StaffRecord(Record):
    """One colleague. Partition: the practice; sort: `staff#` and the person's id."""

    class Meta(ProfileRecord.Meta):
        pass

    person_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    role = ClearText(why="provider or admin, shown in the list of colleagues")
    invited_at = UTCDateTimeAttribute()
    invited_by = ClearText(why="an id: which manager has invited them", null=True)
    signed_in_at = UTCDateTimeAttribute(null=True)
    body = Sealed()


class StaffBody(Struct, frozen=True):
    """The sealed part."""

    email: str
    name: str


def key(staff_id: str) -> Key:
    """Where one colleague is, for rules of access that read it with the gate row."""
    return Key(StaffRecord, settings.load().practice, f"{_STAFF}{staff_id}")


def enter(write: Transaction, person_id: str, role: str, body: StaffBody, now: datetime) -> None:
    """List somebody as a colleague within the transaction that opens their account."""
    grant = _job()
    client_keys.ensure(grant)
    item = f"{_STAFF}{person_id}"
    sealed = vault.seal(body, grant, feature=FEATURE, record=item)
    write.put(StaffRecord(grant.key("practice"), item, role=role, invited_at=now, body=sealed), replace=True)


def signed_in(grant: Grant, person_id: str, now: datetime) -> None:
    """Note, for the practice, the first time somebody of the staff came in; later ones change nothing."""
    row = StaffRecord(grant.key("practice"), f"{_STAFF}{person_id}")
    pending = StaffRecord.person_id.exists() & StaffRecord.signed_in_at.does_not_exist()
    try:
        mark(row, [StaffRecord.signed_in_at.set(now)], pending)
    except Conflict:
        return


def colleagues(grant: Grant) -> Colleagues:
    """Everybody of the staff: who has not come in yet first, then by name. Staff are few, so this is one query and no pages."""
    shown = [_shown(grant, row) for row in _every(grant)]
    return Colleagues(items=sorted(shown, key=lambda one: (one.signed_in_at is not None, one.name.casefold(), one.staff_id)))


def invite(grant: Grant, wish: Invitation) -> Colleague:
    """Invite a colleague: Cognito mails a temporary password. Safe to repeat until they have come in.

    Raises AlreadyStaff for somebody who has, or who was invited for another role.
    """
    from chalicelib.accounts import service  # opens accounts, and with them enters colleagues here

    earlier = next((one for one in colleagues(grant).items if one.email.casefold() == wish.email.casefold()), None)
    if earlier is not None:
        if earlier.signed_in_at or earlier.role != wish.role:
            raise rules.AlreadyStaff
        return invite_again(grant, earlier.staff_id)
    person_id = service.invite_staff(wish.email, wish.role, wish.name)
    return _note(grant, person_id)


def invite_again(grant: Grant, staff_id: str) -> Colleague:
    """Mail somebody who has not come in yet another temporary password. Raises AlreadyStaff for somebody who has."""
    from chalicelib.accounts import cognito  # its client takes 40 ms to make, and few functions ever need it

    if not cognito.invite_again(colleague(grant, staff_id).email):
        raise rules.AlreadyStaff
    return _note(grant, staff_id)


def colleague(grant: Grant, staff_id: str) -> Colleague:
    """One colleague."""
    (row,) = get_many([key(staff_id)])
    return _shown(grant, row)


def _note(grant: Grant, person_id: str) -> Colleague:
    row = StaffRecord(grant.key("practice"), f"{_STAFF}{person_id}")
    with transaction(grant, "staff.invite") as write:
        write.update(row, [StaffRecord.invited_by.set(grant.caller_id)], StaffRecord.person_id.exists())
    return colleague(grant, person_id)


def _every(grant: Grant) -> Iterator[StaffRecord]:
    return iter(StaffRecord.query(grant.key("practice"), StaffRecord.item.startswith(_STAFF), consistent_read=True))


def _shown(grant: Grant, row: StaffRecord) -> Colleague:
    body = vault.open(row.body, StaffBody, grant, feature=FEATURE, record=row.item)
    role: Literal["provider", "admin"] = "admin" if row.role == "admin" else "provider"
    return Colleague(
        staff_id=row.item.removeprefix(_STAFF),
        role=role,
        email=body.email,
        name=body.name,
        invited_at=row.invited_at,
        signed_in_at=row.signed_in_at,
    )


def _job() -> Grant:
    return Grant.for_job("accounts", Subject("practice", settings.load().practice))
