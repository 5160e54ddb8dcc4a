"""Teens and their guardians: who may consent for whom, as rows of ids, states and times in either side's partition."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.accounts.rules import Basis
from chalicelib.accounts.store import FEATURE, ProfileRecord, end_consent
from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many
from chalicelib.core.standing import StandingRecord
from chalicelib.core.writing import transaction

_BASIS, _GUARDIAN, _WARD = "minor", "guardian#", "ward#"


class BasisRecord(Record):
    """Who consents for one minor, as the practice has set it. Partition: the client; sort: the word `minor`."""

    class Meta(ProfileRecord.Meta):
        pass

    person_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    basis = ClearText(why="guardian or minor_alone, decides before any key is read who may consent")
    set_by = ClearText(why="an id: who in the practice has set it")
    set_at = UTCDateTimeAttribute()
    body = Sealed()


class BasisBody(Struct, frozen=True):
    """The sealed part: by which rule, in the manager's words."""

    source: str


class GuardianRecord(Record):
    """One guardian of one client, from either side. Partition: the client or the guardian; sort: the other side."""

    class Meta(ProfileRecord.Meta):
        pass

    person_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    other_id = ClearText(why="an id, the other side of the link")
    since = UTCDateTimeAttribute()
    until = UTCDateTimeAttribute()


def basis_key(client_id: str) -> Key:
    """Where it is kept who consents for a minor."""
    return Key(BasisRecord, client_id, _BASIS)


def ward_key(guardian_id: str, client_id: str) -> Key:
    """Where a guardian's own side of a link is."""
    return Key(GuardianRecord, guardian_id, f"{_WARD}{client_id}")


def basis(grant: Grant) -> Basis | None:
    """Who consents for this client, None where the practice has not set it."""
    (row,) = get_many([basis_key(grant.key("client"))])
    return row.basis if row else None


def set_basis(grant: Grant, basis: Basis, source: str, now: datetime) -> None:
    """Set who consents for this client, and by which rule. What was agreed before by somebody else loses its force."""
    body = vault.seal(BasisBody(source), grant, feature=FEATURE, record=_BASIS)
    row = BasisRecord(grant.key("client"), _BASIS, basis=basis, set_by=grant.caller_id, set_at=now, body=body)
    with transaction(grant, "minor.set") as write:
        write.put(row, replace=True)
        end_consent(write, grant)


def link(grant: Grant, guardian_id: str, now: datetime, until: datetime) -> None:
    """Let somebody be this client's guardian until the client is of age; their account becomes a guardian's."""
    client_id = grant.key("client")
    with transaction(grant, "guardian.link") as write:
        for key, other in _sides(client_id, guardian_id):
            write.put(GuardianRecord(key.hash, key.range, other_id=other, since=now, until=until), replace=True)
        write.update(StandingRecord(guardian_id), [StandingRecord.role.set("guardian")], StandingRecord.person_id.exists())


def unlink(grant: Grant, guardian_id: str, otherwise: AppError) -> None:
    """End it; `otherwise` is raised where there is none."""
    with transaction(grant, "guardian.unlink") as write:
        for key, _ in _sides(grant.key("client"), guardian_id):
            write.delete(GuardianRecord(key.hash, key.range), GuardianRecord.person_id.exists(), otherwise)


def guardians(grant: Grant) -> Iterator[GuardianRecord]:
    """Every guardian of this client."""
    return iter(GuardianRecord.query(grant.key("client"), GuardianRecord.item.startswith(_GUARDIAN), consistent_read=True))


def wards(grant: Grant) -> Iterator[GuardianRecord]:
    """Every client this guardian is linked with."""
    return iter(GuardianRecord.query(grant.key("client"), GuardianRecord.item.startswith(_WARD), consistent_read=True))


def _sides(client_id: str, guardian_id: str) -> list[tuple[Key, str]]:
    return [(Key(GuardianRecord, client_id, f"{_GUARDIAN}{guardian_id}"), guardian_id), (ward_key(guardian_id, client_id), client_id)]
