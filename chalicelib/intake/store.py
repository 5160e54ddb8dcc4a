"""A client's intake: the draft sealed as one message, and what came of it, sealed for the reviewer."""

from datetime import datetime

from msgspec import Struct
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import ClearText, Key, Record, Sealed, table
from chalicelib.core.writing import Transaction
from chalicelib.intake.schemas import IntakeDraft, IntakeResult
from chalicelib.safety.schemas import Level

FEATURE = "intake"
DRAFT = "draft"


class DraftBody(Struct, frozen=True):
    """The sealed draft. age in years and language as the profile had them at the last reading."""

    answers: IntakeDraft
    age: int | None
    language: str


class AssessmentBody(Struct, frozen=True):
    """The sealed outcome. result: what the client was told. level, reasons: for the reviewing clinician only."""

    result: IntakeResult
    level: Level
    reasons: tuple[str, ...]
    version: str


class IntakeRecord(Record):
    """A client's intake. Partition: the client; sort: the word `draft`."""

    class Meta(Record.Meta):
        table_name = table("intake")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    status = ClearText(why="draft or submitted, decides what may change")
    saved_at = UTCDateTimeAttribute()
    submitted_at = UTCDateTimeAttribute(null=True)
    body = Sealed()
    assessment = Sealed(null=True)


def draft_key(grant: Grant) -> Key:
    """Where the client's intake is."""
    return Key(IntakeRecord, grant.key("client"), DRAFT)


def opened(grant: Grant, row: IntakeRecord) -> DraftBody:
    """The draft of a row."""
    return vault.open(row.body, DraftBody, grant, feature=FEATURE, record=DRAFT, revision=int(row.revision))


def assessed(grant: Grant, row: IntakeRecord) -> AssessmentBody | None:
    """What came of a submitted intake."""
    if not row.assessment:
        return None
    return vault.open(row.assessment, AssessmentBody, grant, feature=FEATURE, record="assessment")


def save(write: Transaction, grant: Grant, row: IntakeRecord | None, body: DraftBody, now: datetime, otherwise: Conflict) -> None:
    """Store the draft within a transaction, which raises `otherwise` if the row is no longer the one that was read."""
    revision = int(row.revision) + 1 if row else 1
    sealed = vault.seal(body, grant, feature=FEATURE, record=DRAFT, revision=revision)
    actions = [IntakeRecord.revision.set(revision), IntakeRecord.body.set(sealed), IntakeRecord.saved_at.set(now)]
    actions += [] if row else [IntakeRecord.status.set("draft")]
    write.update(IntakeRecord(grant.key("client"), DRAFT), actions, _same(row), otherwise)


def submit(write: Transaction, grant: Grant, row: IntakeRecord, assessment: AssessmentBody, now: datetime, otherwise: Conflict) -> None:
    """Close the draft within a transaction and keep what came of it."""
    sealed = vault.seal(assessment, grant, feature=FEATURE, record="assessment")
    actions = [IntakeRecord.status.set("submitted"), IntakeRecord.assessment.set(sealed), IntakeRecord.submitted_at.set(now)]
    write.update(IntakeRecord(grant.key("client"), DRAFT), actions, _same(row) & (IntakeRecord.status == "draft"), otherwise)


def _same(row: IntakeRecord | None) -> Condition:
    return IntakeRecord.revision == int(row.revision) if row else IntakeRecord.client_id.does_not_exist()
