"""What somebody with a hand in the tables can do to sealed parts: exchange them, put older ones back. All of it is found, for every kind."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib.core import audit, clock, integrity, records, vault
from chalicelib.core.records import RECORDS, Sealed
from tests import make
from tests.house.everything import run_from, write_everything

# Whose request opens what is kept, kind by kind; {last} is the last part of the item's sort key.
OPENED_BY = {
    "AttestationRecord": ("owner", "/api/appointments/{last}/place"),
    "ClinicalRecord": ("therapist", "/api/clients/{client_id}/assessments"),
    "BegunRecord": ("owner", "/api/journal-draft"),
    "DefinitionRecord": ("owner", "/api/worksheets/{last}"),
    "FileRecord": ("therapist", "/api/threads/{thread_id}/files/{last}"),
    "HomeworkRecord": ("therapist", "/api/clients/{client_id}/homework"),
    "IntakeRecord": ("owner", "/api/intake"),
    "JournalRecord": ("therapist", "/api/clients/{client_id}/journal"),
    "MeasureRecord": ("therapist", "/api/clients/{client_id}/measures"),
    "MessageRecord": ("therapist", "/api/threads/{thread_id}/messages"),
    "MoodRecord": ("therapist", "/api/clients/{client_id}/moods"),
    "PlanRecord": ("owner", "/api/safety/plan"),
    "ProfileRecord": ("owner", "/api/me"),
    "ReasonRecord": ("owner", "/api/appointments/{last}"),
    "ScreenRecord": ("owner", "/api/safety/screen"),
    "UnsentRecord": ("owner", "/api/threads/{thread_id}/draft"),
    "WorksheetRecord": ("therapist", "/api/clients/{client_id}/worksheet-entries"),
}
ELSEWHERE = {
    "AskedRecord": "a job opens it within a minute and deletes it",
    "BasisRecord": "no request opens it",
    "ContactRecord": "a visitor's, under a key of its own; there is one",
    "CourseRecord": "written again from the measures",
    "DecisionRecord": "opened by who holds the review",
    "ImportedRecord": "the provider's own, opened by a job",
    "KeptRecord": "sealed and opened in one place, tests/sessions",
    "PlaceRecord": "there is one",
    "ReferralRecord": "opened by who holds the review",
    "ResetRecord": "the practice's",
    "SheetDraftRecord": "the therapist's own, kept as the other drafts are",
    "StaffRecord": "the practice's",
}


class SealedPart(NamedTuple):
    """One ciphertext as it was sealed. place: feature and record."""

    subject_id: str
    place: tuple[str, str]
    revision: int


class Kept(NamedTuple):
    """One stored item with something sealed. attribute: which part of it."""

    kind: str
    table: str
    item: dict[str, Any]
    attribute: str
    last: str
    subject_id: str

    @property
    def ciphertext(self) -> bytes:
        return bytes(self.item[self.attribute]["B"])


class Tables:
    """Everything sealed that two clients of one therapist have, and the hand that changes it."""

    def __init__(self, http, aws, monkeypatch) -> None:
        self.sealed: dict[bytes, SealedPart] = {}
        self.overheads: list[int] = []
        seal = vault.seal

        def noted(value, grant, *, feature, record, revision=1, **more):
            made = seal(value, grant, feature=feature, record=record, revision=revision, **more)
            self.overheads.append(len(made) - len(msgspec.json.encode(value)))
            self.sealed[bytes(made)] = SealedPart(grant.subject_id, (feature, record), revision)
            return made

        monkeypatch.setattr(vault, "seal", noted)
        run_from(clock.now())
        self.house, self.dynamodb = make.full_house(http), aws.client("dynamodb")
        owner, stranger, therapist = (self.house.sessions[name] for name in ("owner", "stranger", "therapist"))
        thread = make.care(stranger.id, therapist.id).care_id
        for client, thread_id in ((owner, self.house.ids["thread_id"]), (stranger, thread)):
            write_everything(client, therapist, thread_id, lambda field: f"words of {field}"[:60])
        self.owner_id = owner.id
        self.kept = list(self.found())

    def found(self) -> Iterator[Kept]:
        """All that is sealed by now."""
        for model in RECORDS:
            keys = [name for name in (model._hash_keyname, model._range_keyname) if name]
            for name in [one.attr_name for one in model.get_attributes().values() if isinstance(one, Sealed)]:
                for item in self.dynamodb.scan(TableName=model.Meta.table_name)["Items"]:
                    mine = name in item and {one.attr_name for one in model.get_attributes().values()} >= set(item)
                    if mine and self._is(model, item):
                        values = [item[key]["S"] for key in keys]
                        yield Kept(model.__name__, model.Meta.table_name, item, name, values[-1].rpartition("#")[2], values[0])

    def _is(self, model: type[records.Record], item: dict[str, Any]) -> bool:
        needed = {one.attr_name for one in model.get_attributes().values() if not one.null and one.default is None}
        return needed <= set(item)

    def put(self, kept: Kept, **changed: dict[str, Any]) -> None:
        self.dynamodb.put_item(TableName=kept.table, Item=kept.item | changed)

    def opened(self, kept: Kept):
        who, path = OPENED_BY[kept.kind]
        return self.house.sessions[who].get(path.format(**{**self.house.ids, "last": kept.last}))

    def donors(self, kept: Kept) -> dict[str, bytes]:
        """Ciphertexts that are not what belongs there: another client's of this kind, another entry's or kind's, an older one of this."""
        own = self.sealed[kept.ciphertext]
        others = {"another client's": None, "another entry's": None, "another kind's": None, "an older one": None}
        for ciphertext, part in self.sealed.items():
            if ciphertext == kept.ciphertext or part == own:
                continue
            same_person, same_kind = part.subject_id == own.subject_id, part.place[0] == own.place[0]
            name = {(False, True): "another client's", (True, True): "another entry's", (True, False): "another kind's"}.get(
                (same_person, same_kind)
            )
            name = "an older one" if same_person and part.place == own.place else name
            if name:
                others[name] = ciphertext
        return {name: ciphertext for name, ciphertext in others.items() if ciphertext}

    def damages(self) -> int:
        entries = audit.AuditRecord.query(self.owner_id)
        return sum(entry.kind.endswith(".damaged") for entry in entries)


@pytest.fixture(scope="module")
def tables(http_of_module, aws_of_module) -> Iterator[Tables]:
    """Written once: each test puts back what it changed."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Tables(http_of_module, aws_of_module, monkeypatch)
    clock.source = clock.system_time


def test_every_sealed_kind_is_looked_at_or_says_why_not(app):
    kinds = {model.__name__ for model in RECORDS if any(isinstance(one, Sealed) for one in model.get_attributes().values())}

    assert kinds == set(OPENED_BY) | set(ELSEWHERE)


def test_no_ciphertext_opens_in_anothers_place_and_each_try_is_in_the_clients_access_log(tables):
    tried, let_through = set(), set()
    for kept in [one for one in tables.kept if one.subject_id == tables.owner_id and one.kind in OPENED_BY]:
        if kept.kind in {kind for kind, _ in tried} or tables.opened(kept).status != 200:
            continue
        for donor, ciphertext in tables.donors(kept).items():
            before = tables.damages()
            tables.put(kept, **{kept.attribute: {"B": ciphertext}})
            answer = tables.opened(kept)
            tried.add((kept.kind, donor))
            if (answer.status, answer.code) != (500, "record_damaged") or tables.damages() != before + 1:
                let_through.add((kept.kind, donor, answer.status))
        tables.put(kept)

    assert let_through == set()
    assert {kind for kind, _ in tried} == set(OPENED_BY)
    for kind in ("MoodRecord", "JournalRecord", "WorksheetRecord", "HomeworkRecord"):
        assert {"another client's", "another kind's"} < {donor for one, donor in tried if one == kind}, kind


def test_a_whole_older_item_that_was_put_back_opens_and_is_found_by_verify(tables):
    owner, found = make.grant(tables.owner_id), set()
    assert integrity.verify(owner) > 20
    for kept in [one for one in tables.kept if one.subject_id == tables.owner_id and "revision" in one.item]:
        now = tables.sealed[kept.ciphertext]
        older = [(ciphertext, part) for ciphertext, part in tables.sealed.items() if part[:2] == now[:2] and part.revision < now.revision]
        for ciphertext, part in older[-1:]:
            tables.put(kept, **{kept.attribute: {"B": ciphertext}, "revision": {"N": str(part.revision)}})
            if kept.kind in OPENED_BY:
                assert tables.opened(kept).status == 200, kept.kind
            with pytest.raises(integrity.PutBack):
                integrity.verify(owner)
            tables.put(kept)
            found.add(kept.kind)

    assert found >= {"MoodRecord", "JournalRecord", "WorksheetRecord", "HomeworkRecord", "ProfileRecord"}
    assert integrity.verify(owner) > 20


def test_what_the_product_has_written_holds_for_everybody_and_what_was_removed_is_found_when_it_is_back(tables):
    stored = tables.dynamodb.scan(TableName=audit.AuditRecord.Meta.table_name)["Items"]
    entries = sorted(((one["subject_id"]["S"], one["entry_id"]["S"]) for one in stored), key=itemgetter(1))
    for first in range(0, len(entries), audit.AT_ONCE):
        audit.chain(entries[first : first + audit.AT_ONCE])
    assert max(tables.overheads) <= 340, "bytes that sealing adds to an item"
    for name, role in (("owner", "client"), ("stranger", "client"), ("therapist", "provider"), ("admin", "admin")):
        assert integrity.verify(make.grant(tables.house.sessions[name].id, role)) > 0, name

    owner = tables.house.sessions["owner"]
    entry = owner.post("/api/journal", {"text": "A heron."}).json()
    kept = next(one for one in tables.found() if one.last == entry["id"])
    owner.post(f"/api/journal/{kept.last}/remove")
    assert integrity.verify(make.grant(tables.owner_id))
    tables.put(kept)
    with pytest.raises(integrity.PutBack):
        integrity.verify(make.grant(tables.owner_id))
    owner.post(f"/api/journal/{kept.last}/remove")
    assert integrity.verify(make.grant(tables.owner_id))
