"""The clinical intake assessment: what a licensed provider found in a session of 50 to 60 minutes, and whether care goes on here."""

from datetime import datetime

from msgspec import Struct
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import idempotency, ids, vault
from chalicelib.core.access import Grant
from chalicelib.core.records import Record, Sealed, table
from chalicelib.core.writing import transaction
from chalicelib.intake.schemas import Assessment, AssessmentEntry, Assessments

_FEATURE = "assessments"
_CLINICAL = "clinical#"


class ClinicalRecord(Record):
    """One assessment. Partition: the client; sort: time-ordered id. Never changed."""

    class Meta(Record.Meta):
        table_name = table("intake")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    body = Sealed()


class ClinicalBody(Struct, frozen=True):
    """The sealed part, and who found it."""

    entry: AssessmentEntry
    by: str


def record(grant: Grant, entry: AssessmentEntry, now: datetime) -> Assessment:
    """Keep what the provider who treats the client found."""
    assessment_id = ids.new(now)
    body = vault.seal(ClinicalBody(entry, grant.caller_id), grant, feature=_FEATURE, record=assessment_id)
    try:
        with transaction(grant, "assessment.record") as write:
            write.put(ClinicalRecord(grant.key("client"), f"{_CLINICAL}{assessment_id}", at=now, body=body))
            write.made(assessment_id)
    except idempotency.Replay as earlier:
        return next(one for one in assessments(grant).items if one.id == earlier.made_id)
    return _shown(assessment_id, now, ClinicalBody(entry, grant.caller_id))


def assessments(grant: Grant) -> Assessments:
    """Every assessment of the client that is open to whoever holds the grant, newest first."""
    # `~` sorts after everything an id is made of.
    within = ClinicalRecord.record_id.between(f"{_CLINICAL}{grant.oldest_id}", f"{_CLINICAL}~")
    found = ClinicalRecord.query(grant.key("client"), within, scan_index_forward=False, consistent_read=True)
    return Assessments(items=[_opened(grant, row) for row in found])


def _opened(grant: Grant, row: ClinicalRecord) -> Assessment:
    assessment_id = row.record_id.removeprefix(_CLINICAL)
    return _shown(assessment_id, row.at, vault.open(row.body, ClinicalBody, grant, feature=_FEATURE, record=assessment_id))


def _shown(assessment_id: str, at: datetime, body: ClinicalBody) -> Assessment:
    entry = body.entry
    return Assessment(id=assessment_id, at=at, by=body.by, level=entry.level, plan=entry.plan, minutes=entry.minutes, note=entry.note)
