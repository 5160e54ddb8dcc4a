"""A therapist builds a worksheet from the product's parts and gives it to clients they treat; nobody else opens it."""

import copy
import uuid

import pytest

from chalicelib.care import service as care
from chalicelib.core import clock
from tests import make


@pytest.fixture
def people(http):
    ana = http.sign_in("client", make.person(zone="America/Denver"), standing=False)
    pat = http.sign_in("provider", make.person("provider"), standing=False)
    make.listing(pat.id)
    make.care(ana.id, pat.id)
    return ana, pat


@pytest.fixture
def built(people):
    return people[1].post("/api/worksheets", make.a_worksheet()).json()


def _slugs(session):
    return [one["slug"] for one in session.get("/api/worksheets").json()["items"]]


def _give(people, slug):
    ana, pat = people
    return pat.post(f"/api/clients/{ana.id}/homework", {"kind": "worksheet", "ref": slug})


def _with(change):
    sheet = copy.deepcopy(make.a_worksheet())
    change(sheet, sheet["pages"][0]["parts"])
    return sheet


def test_it_is_the_clients_once_it_is_given_and_is_filled_in_like_any_other(people, built):
    ana, pat = people
    slug = built["slug"]
    assert (slug in _slugs(pat), slug in _slugs(ana), ana.get(f"/api/worksheets/{slug}").status) == (True, False, 404)

    homework = _give(people, slug).json()
    assert homework["title"] == built["title"]
    assert slug in _slugs(ana)
    assert ana.get(f"/api/worksheets/{slug}").json()["pages"] == built["pages"]

    refused = ana.post(f"/api/worksheets/{slug}/entries", {"answers": {"step": "Open it."}, "finished": True})
    assert refused.status == 201
    unfinished = ana.post(f"/api/worksheets/{slug}/entries", {"finished": True})
    assert (unfinished.code, unfinished.json()["error"]["missing"]) == ("worksheet_unfinished", ["step"])
    assert pat.get(f"/api/clients/{ana.id}/worksheet-entries").status == 404
    ana.put("/api/sharing", {"worksheets": True})
    (shared,) = pat.get(f"/api/clients/{ana.id}/worksheet-entries").json()["items"]
    assert (shared["answers"], shared["sheet"]["title"]) == ({"step": "Open it."}, built["title"])


def test_an_entry_reads_as_it_was_asked_when_it_was_begun(people, built):
    ana, pat = people
    slug = built["slug"]
    _give(people, slug)
    entry = ana.post(f"/api/worksheets/{slug}/entries", {"answers": {"step": "Open it."}}).json()

    def other_parts(sheet, parts):
        parts[0]["id"] = "leap"

    changed = pat.put(f"/api/worksheets/{slug}", {**_with(other_parts), "version": 1}).json()
    assert changed["version"] == 2
    assert ana.get(f"/api/worksheets/{slug}").json()["version"] == 1
    _give(people, slug)
    assert ana.get(f"/api/worksheets/{slug}").json()["version"] == 2

    kept = ana.put(f"/api/worksheet-entries/{entry['id']}", {"answers": {"step": "And read it."}, "finished": True}).json()
    assert (kept["sheet"]["version"], kept["sheet"]["pages"]) == (1, built["pages"])
    assert ana.post(f"/api/worksheets/{slug}/entries", {"answers": {"step": "x"}}).json()["error"]["field"] == "step"


def test_one_given_anew_while_an_earlier_version_is_open_is_begun_as_it_is_now(people, built):
    ana, pat = people
    _give(people, built["slug"])
    assert ana.get(f"/api/worksheets/{built['slug']}").json()["version"] == 1
    pat.put(f"/api/worksheets/{built['slug']}", {**_with(lambda _, parts: parts[0].update(id="leap")), "version": 1})
    _give(people, built["slug"])

    begun = ana.post(f"/api/worksheets/{built['slug']}/entries", {})
    assert (begun.status, begun.json()["sheet"]["version"]) == (201, 2)
    kept = ana.put(f"/api/worksheet-entries/{begun.json()['id']}", {"answers": {"leap": "Open it."}, "finished": True})
    assert kept.json()["answers"] == {"leap": "Open it."}


def test_somebody_else_and_a_former_client_cannot_open_it_and_keep_what_they_wrote(people, built, http):
    ana, pat = people
    slug = built["slug"]
    _give(people, slug)
    entry = ana.post(f"/api/worksheets/{slug}/entries", {"answers": {"step": "Open it."}}).json()
    other = http.sign_in("client", make.person(), standing=False)
    make.care(other.id, pat.id)
    outsider = http.sign_in("provider", make.person("provider"), standing=False)
    make.listing(outsider.id)

    care.switch(make.choice(ana.id, make.provider()), clock.now())

    answers = []
    for session in (ana, other, outsider):
        assert slug not in _slugs(session)
        answers += [session.get(f"/api/worksheets/{slug}"), session.get("/api/worksheets/no-such")]
    for session in (ana, other):
        answers += [session.post(f"/api/worksheets/{slug}/entries"), session.post("/api/worksheets/no-such/entries")]
    answers += [outsider.put(f"/api/worksheets/{slug}", {**make.a_worksheet(), "version": 1})]
    assert {(answer.status, answer.code) for answer in answers} == {(404, "not_found")}
    kept = ana.get(f"/api/worksheet-entries/{entry['id']}").json()
    assert (kept["answers"], kept["sheet"]["pages"]) == ({"step": "Open it."}, built["pages"])
    assert ana.put(f"/api/worksheet-entries/{entry['id']}", {"answers": {"step": "Later."}, "finished": True}).status == 200


def test_somebody_elses_worksheet_cannot_be_given(people, built, http):
    ana, _ = people
    quinn = http.sign_in("provider", make.person("provider"), standing=False)
    make.listing(quinn.id)
    make.care(ana.id, quinn.id)

    refused = quinn.post(f"/api/clients/{ana.id}/homework", {"kind": "worksheet", "ref": built["slug"]})

    assert (refused.status, refused.json()["error"]["field"]) == (400, "ref")


def test_one_out_of_use_cannot_be_given_and_whoever_has_it_keeps_it(people, built):
    ana, pat = people
    slug = built["slug"]
    _give(people, slug)
    put_away = pat.put(f"/api/worksheets/{slug}/archived", {"archived": True}).json()

    assert put_away["archived"]
    assert _give(people, slug).json()["error"]["field"] == "ref"
    assert slug in _slugs(ana)
    pat.put(f"/api/worksheets/{slug}/archived", {"archived": False})
    assert _give(people, slug).status == 201


def test_two_changes_of_one_version_do_not_lose_each_other(people, built):
    change = {**make.a_worksheet(minutes=9), "version": 1}
    first, second = (people[1].put(f"/api/worksheets/{built['slug']}", change) for _ in range(2))

    assert (first.status, second.status) == (200, 409)


def test_sent_twice_under_one_key_it_is_built_once(people):
    key = str(uuid.uuid4())
    slugs = {people[1].post("/api/worksheets", make.a_worksheet(), **{"Idempotency-Key": key}).json()["slug"] for _ in range(2)}

    assert len(slugs) == 1


def test_a_worksheet_of_the_product_is_nobodys_to_change(people):
    assert people[1].put("/api/worksheets/sleep-log", {**make.a_worksheet(), "version": 1}).status == 404


WRONG = {
    "title": lambda sheet, _: sheet["title"].update(en=" "),
    "title.en": lambda sheet, _: sheet["title"].update(en=""),
    "minutes": lambda sheet, _: sheet.update(minutes=0),
    "pages": lambda sheet, parts: parts.clear(),
    "pages.0.title": lambda sheet, _: sheet["pages"][0]["title"].update(es=" "),
    "pages.0.parts.1.id": lambda _, parts: parts[1].update(id="step"),
    "pages.0.parts.0.label": lambda _, parts: parts[0]["label"].update(es=" "),
    "pages.0.parts.1.high": lambda _, parts: parts[1].update(low=5, high=5),
    "pages.0.parts.1.step": lambda _, parts: parts[1].update(high=10, step=3),
    "pages.0.parts.1.options": lambda _, parts: parts[1].update(kind="choice"),
    "pages.0.parts.1.in_seconds": lambda _, parts: parts[1].update(kind="breathe"),
    "pages.0.parts.0.required": lambda _, parts: parts[0].update(kind="breathe", in_seconds=4, out_seconds=6, rounds=3),
    "pages.0.parts.0.options": lambda _, parts: parts[0].update(options=[{"value": "a", "label": {"en": "a", "es": "a"}}]),
    "pages.0.parts.1.options.1.value": lambda _, parts: parts[1].update(
        kind="choice", options=[{"value": "a", "label": {"en": "a", "es": "a"}}] * 2
    ),
}


@pytest.mark.parametrize("field", WRONG)
def test_what_could_not_be_filled_in_is_refused_by_its_field(people, field):
    refused = people[1].post("/api/worksheets", _with(WRONG[field]))

    assert (refused.status, refused.json()["error"]["field"].replace("[", ".").replace("]", "")) == (400, field)


@pytest.mark.parametrize("kind", ["riddle", 3])
def test_an_unknown_kind_of_part_is_refused_by_its_field(people, kind):
    refused = people[1].post("/api/worksheets", _with(lambda _, parts: parts[0].update(kind=kind)))

    assert refused.status == 400
    assert "kind" in refused.json()["error"]["field"]


@pytest.mark.parametrize("begun", [False, True])
def test_what_is_not_saved_yet_waits_sealed_on_every_device_until_it_is_saved(people, built, aws, begun):
    pat, place = people[1], "/api/worksheets/" + ("new" if begun else built["slug"])
    draft = f"{place}/draft"
    assert pat.get(draft).json() == {"text": "", "version": None, "saved_at": None}

    pat.put(draft, {"text": '{"title": "Her', "version": None if begun else 1})
    pat.put(draft, {"text": '{"title": "Heron', "version": None if begun else 1})

    assert (pat.get(draft).json()["text"], pat.get(draft).json()["version"]) == ('{"title": "Heron', None if begun else 1)
    assert "Heron" not in str([aws.client("dynamodb").scan(TableName=name)["Items"] for name in aws.stores.tables()])
    saved = pat.post("/api/worksheets", make.a_worksheet()) if begun else pat.put(place, {**make.a_worksheet(), "version": 1})
    assert saved.status in (200, 201)
    assert pat.get(draft).json()["text"] == ""


def test_a_draft_that_is_refused_or_overtaken_stays(people, built):
    pat, place = people[1], f"/api/worksheets/{built['slug']}"
    pat.put(place, {**make.a_worksheet(), "version": 1})
    pat.put(f"{place}/draft", {"text": "of the first", "version": 1})

    assert pat.put(place, {**make.a_worksheet(), "version": 1}).status == 409
    assert pat.get(f"{place}/draft").json()["text"] == "of the first"
    assert pat.put(f"{place}/draft", {"text": ""}).json()["saved_at"] is None
    assert pat.get(f"{place}/draft").json()["text"] == ""


def test_nobody_else_reaches_a_draft(people, built, http):
    ana, pat = people
    pat.put(f"/api/worksheets/{built['slug']}/draft", {"text": "mine"})
    rae = http.sign_in("provider", make.person("provider"), standing=False)

    assert rae.get(f"/api/worksheets/{built['slug']}/draft").status == 404
    assert rae.get("/api/worksheets/new/draft").json()["text"] == ""
    assert ana.get("/api/worksheets/new/draft").status == 403
