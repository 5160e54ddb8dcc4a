"""What clinicians decided: the practice keeps who and when, the client's record the decision itself and a referral, sealed."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction, transaction
from chalicelib.safety.schemas import Decision, Referral, ReferralState

_FEATURE = "reviews"
_DECIDED = "decided#"
_DECISION = "decision#"
_REFERRAL = "referral#"


class DecidedRecord(Record):
    """One decided review. Partition: the practice; sort: after every review that waits."""

    class Meta(Record.Meta):
        table_name = table("safety")
        subject = "practice"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    client_id = ClearText(why="whose record holds the decision")
    kind = ClearText(why="of what the review was, for the work list")
    raised_at = UTCDateTimeAttribute()
    due_by = UTCDateTimeAttribute()
    decided_by = ClearText(why="the id of the clinician who decided")
    decided_at = UTCDateTimeAttribute()

    @property
    def review_id(self) -> str:
        """The review's own id."""
        return str(self.record_id).removeprefix(_DECIDED)


class DecisionRecord(Record):
    """What was decided and why. Partition: the client; sort: the review. Never changed."""

    class Meta(Record.Meta):
        table_name = table("safety")
        subject = "client"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    body = Sealed()


class ReferralRecord(Record):
    """Where somebody was sent on to. Partition: the client; sort: the review that led to it."""

    class Meta(Record.Meta):
        table_name = table("safety")
        subject = "client"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    state = ClearText(why="sent, accepted or declined, to be followed up without opening it")
    state_at = UTCDateTimeAttribute()
    follow_up_at = UTCDateTimeAttribute()
    body = Sealed()


class ReferralBody(Struct, frozen=True):
    """The sealed part of a referral."""

    to: str
    contact: str
    note: str


class DecisionBody(Struct, frozen=True):
    """The sealed part of a decision."""

    decision: Decision


def decided_key(grant: Grant, review_id: str) -> Key:
    """Where a decided review of the practice is."""
    return Key(DecidedRecord, grant.key("practice"), f"{_DECIDED}{review_id}")


def find(grant: Grant, review_id: str) -> DecidedRecord | None:
    """A decided review of the practice."""
    found: list[DecidedRecord | None] = get_many([decided_key(grant, review_id)])
    return found[0]


def latest(grant: Grant, limit: int) -> list[DecidedRecord]:
    """The practice's latest reviews that are decided, those raised last first."""
    found = DecidedRecord.query(grant.key("practice"), DecidedRecord.record_id.startswith(_DECIDED), scan_index_forward=False, limit=limit)
    return list(found)


def first_decided() -> str:
    """The bound below which reviews are undecided."""
    return _DECIDED


def keep(write: Transaction, grant: Grant, decision: Decision) -> None:
    """Keep a decision in the client's record, within a transaction."""
    record_id = f"{_DECISION}{decision.review_id}"
    body = vault.seal(DecisionBody(decision), grant, feature=_FEATURE, record=record_id)
    write.put(DecisionRecord(grant.key("client"), record_id, at=decision.at, body=body))


def decisions(grant: Grant) -> Iterator[Decision]:
    """Every decision about the client, the newest first."""
    found = DecisionRecord.query(
        grant.key("client"), DecisionRecord.record_id.startswith(_DECISION), scan_index_forward=False, consistent_read=True
    )
    for row in found:
        yield vault.open(row.body, DecisionBody, grant, feature=_FEATURE, record=row.record_id).decision


def refer(write: Transaction, grant: Grant, review_id: str, body: ReferralBody, follow_up_at: datetime, now: datetime) -> None:
    """Keep a referral as sent, within a transaction."""
    record_id = f"{_REFERRAL}{review_id}"
    sealed = vault.seal(body, grant, feature=_FEATURE, record=record_id)
    write.put(ReferralRecord(grant.key("client"), record_id, state="sent", state_at=now, follow_up_at=follow_up_at, body=sealed))


def referrals(grant: Grant) -> Iterator[Referral]:
    """Every referral of the client, the newest first."""
    found = ReferralRecord.query(
        grant.key("client"), ReferralRecord.record_id.startswith(_REFERRAL), scan_index_forward=False, consistent_read=True
    )
    return (_shown(grant, row) for row in found)


def referral(grant: Grant, review_id: str) -> Referral | None:
    """The referral that came of one review."""
    (row,) = get_many([Key(ReferralRecord, grant.key("client"), f"{_REFERRAL}{review_id}")])
    return _shown(grant, row) if row else None


def move_referral(grant: Grant, review_id: str, state: ReferralState, now: datetime, otherwise: AppError) -> None:
    """Note how the referral stands now; `otherwise` is raised where there is none."""
    actions = [ReferralRecord.state.set(state), ReferralRecord.state_at.set(now)]
    with transaction(grant, "referral.change") as write:
        write.update(ReferralRecord(grant.key("client"), f"{_REFERRAL}{review_id}"), actions, ReferralRecord.subject_id.exists(), otherwise)


def undecided(write: Transaction, grant: Grant, review_id: str) -> None:
    """Let a transaction through only while this review was not decided: what comes late must not bring it back."""
    write.check(decided_key(grant, review_id), DecidedRecord.subject_id.does_not_exist(), Conflict())


def _shown(grant: Grant, row: ReferralRecord) -> Referral:
    body = vault.open(row.body, ReferralBody, grant, feature=_FEATURE, record=row.record_id)
    return Referral(
        review_id=row.record_id.removeprefix(_REFERRAL),
        to=body.to,
        contact=body.contact,
        note=body.note,
        state=row.state,  # type: ignore[arg-type]
        state_at=row.state_at,
        follow_up_at=row.follow_up_at,
    )
