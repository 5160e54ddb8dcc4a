"""Consents: the documents in force, what somebody has decided about each, and whether they may be booked with and seen."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from chalicelib.accounts import rules, store
from chalicelib.accounts.schemas import ConsentDecision, ConsentGiven, Consents, ConsentView, Document, Language
from chalicelib.core import idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.records import Key, Record

DOCUMENTS = ("telehealth", "privacy", "fees")
WITHDRAWN = store.WITHDRAWN
_FILES = Path(__file__).parent / "documents"


def document(slug: str, language: Language) -> Document:
    """The version in force of one consent document, in one language."""
    return _documents()[slug, language]


def in_force() -> Mapping[str, str]:
    """Document -> version in force, in the order to read them."""
    return {slug: document(slug, "en").version for slug in DOCUMENTS}


def shown(grant: Grant, language: Language) -> Consents:
    """Every document in force in one language, with what the person has decided about it."""
    latest = rules.standing_decisions(_decisions(grant))
    return Consents(items=[_consent_view(document(slug, language), latest.get(slug)) for slug in DOCUMENTS])


def keep(grant: Grant, decision: ConsentDecision, now: datetime, *, holds: bool, until: datetime | None) -> ConsentGiven:
    """Keep somebody's yes or no. holds: whether a yes to telehealth has force; until: when that ends. Raises OutdatedDocument."""
    version = in_force()[decision.document]
    if decision.agreed and decision.version != version:
        raise rules.OutdatedDocument(version=version)
    consent_id = ids.new(now)
    agreed = store.agreed(grant, version, until) if holds and decision.agreed and decision.document == store.TELEHEALTH else None
    try:
        store.add_consent(grant, consent_id, decision, now, agreed)
    except idempotency.Replay as earlier:
        consent_id = earlier.made_id
    return _given(store.consent(grant, consent_id))


def asked_again(found: Consents) -> Consents:
    """The same documents with telehealth to be agreed to: a yes that stands no more is none to whoever can give it anew."""
    unsaid = {"agreed": False, "agreed_at": None, "agreed_by": None}
    return Consents(items=[replace(one, **unsaid) if one.document == store.TELEHEALTH else one for one in found.items])


def missing(grant: Grant, now: datetime) -> list[str]:
    """Documents the client has yet to agree to, or has withdrawn from, in the order to read them.

    Telehealth is missing too where a yes to it does not stand: the client is under 18 and no guardian has agreed, or of age since.
    """
    open_ones = rules.missing_consents(in_force(), _decisions(grant))
    if not stands(grant, now):
        return [document for document in DOCUMENTS if document in open_ones or document == store.TELEHEALTH]
    return open_ones


def stands(grant: Grant, now: datetime) -> bool:
    """Whether consent to the version of telehealth in force stands. One read."""
    return _is_standing(store.standing_consent(grant), now, in_force()[store.TELEHEALTH])


def key(grant: Grant) -> Key:
    """Where it is kept whether a client's consent to telehealth stands, to be read together with other rows."""
    return store.consent_key(grant)


def check_booking(row: Record | None, now: datetime) -> None:
    """Raise ConsentNeeded unless the row read by `key` says that consent to the version in force stands."""
    _check_standing(row if isinstance(row, store.AgreedRecord) else None, now, in_force()[store.TELEHEALTH])


def check_session(grant: Grant, now: datetime) -> None:
    """Raise ConsentNeeded unless consent to telehealth stands, in whichever version: a new text keeps nobody from a booked session."""
    _check_standing(store.standing_consent(grant), now, None)


@lru_cache(maxsize=1)
def _documents() -> dict[tuple[str, Language], Document]:
    files = sorted(_FILES.glob("*.json"))
    found = [msgspec.json.decode(file.read_bytes(), type=Document) for file in files]
    return {(one.slug, one.language): one for one in found}


def _decisions(grant: Grant) -> list[rules.Decision]:
    return [rules.Decision(one.document, one.version, bool(one.agreed), one.at, one.by) for one in store.consents(grant)]


def _consent_view(text: Document, latest: rules.Decision | None) -> ConsentView:
    agreed = latest is not None and latest.agreed and latest.version == text.version
    return ConsentView(
        document=text.slug,
        version=text.version,
        language=text.language,
        title=text.title,
        notice=text.notice,
        summary=text.summary,
        sections=text.sections,
        agreed=agreed,
        agreed_at=latest.at if latest and agreed else None,
        agreed_by=latest.by if latest and agreed else None,
        last_version=latest.version if latest else None,
    )


def _check_standing(row: store.AgreedRecord | None, now: datetime, version: str | None) -> None:
    if not _is_standing(row, now, version):
        raise rules.ConsentNeeded(document=store.TELEHEALTH)


def _is_standing(row: store.AgreedRecord | None, now: datetime, version: str | None) -> bool:
    return row is not None and row.telehealth == (version or row.telehealth) and (row.until is None or row.until > now)


def _given(record: store.ConsentRecord) -> ConsentGiven:
    return ConsentGiven(
        id=record.consent_id,
        document=record.document,
        version=record.version,
        language="es" if record.language == "es" else "en",
        agreed=bool(record.agreed),
        at=record.at,
        by=record.by,
    )
