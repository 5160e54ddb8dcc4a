"""The operator's command that compares what is kept with the access logs."""

import pytest

from chalicelib.core import audit
from chalicelib.core.access import Subject
from infra.tools import verify
from tests import make


@pytest.fixture
def people(http, clock):
    """A client with a mood that was changed once, their therapist, and a practice."""
    make.practice()
    ana = http.sign_in("client", make.person(), standing=False)
    pat = http.sign_in("provider", make.provider(), standing=False)
    make.care(ana.id, pat.id)
    mood = ana.post("/api/moods", {"score": 4, "note": "A heron."}).json()
    return ana, pat, mood["id"]


def said(capsys) -> list[str]:
    return [line for line in capsys.readouterr().out.splitlines() if not line.startswith("{")]


def item_of(aws, entry_id: str) -> tuple[object, str, dict]:
    dynamodb = aws.client("dynamodb")
    (table,) = [name for name in dynamodb.list_tables()["TableNames"] if name.endswith("-wellness")]
    (found,) = [one for one in dynamodb.scan(TableName=table)["Items"] if one["entry_id"]["S"] == entry_id]
    return dynamodb, table, found


def test_everybody_is_checked_and_all_holds(people, capsys):
    ana, pat, _ = people

    assert verify.main([]) == 0
    *lines, total = said(capsys)
    checked = dict(line.split(" ", 1) for line in lines)
    assert {ana.id, pat.id} < set(checked)
    assert int(checked[ana.id].removesuffix(" hold")) > 1
    assert total.endswith(f"of {len(lines)} hold, 0 do not")


def test_an_older_item_that_was_put_back_is_named_by_its_id_and_ends_with_status_one(people, aws, clock, capsys):
    ana, pat, mood_id = people
    dynamodb, table, older = item_of(aws, mood_id)
    clock.advance(minutes=1)
    ana.put(f"/api/moods/{mood_id}", {"score": 4, "note": "Two herons."})
    assert verify.main([ana.id, pat.id]) == 0
    dynamodb.put_item(TableName=table, Item=older)
    said(capsys)

    assert verify.main([pat.id]) == 0
    assert verify.main([pat.id, ana.id]) == 1
    lines = said(capsys)
    assert lines[-2] == f"{ana.id} older_item_put_back table={table} item={mood_id}"
    assert lines[-1].endswith("of 1 hold, 1 do not")
    assert "heron" not in " ".join(lines)


def test_a_log_that_was_changed_is_told_with_the_place(people, aws, capsys):
    ana, _, _ = people
    audit.chain([(ana.id, entry.entry_id) for entry in audit.AuditRecord.query(ana.id)])
    dynamodb = aws.client("dynamodb")
    (table,) = [name for name in dynamodb.list_tables()["TableNames"] if name.endswith("-audit")]
    (first,) = [one for one in dynamodb.scan(TableName=table)["Items"] if one.get("seq", {}).get("N") == "1"]
    dynamodb.put_item(TableName=table, Item=first | {"kind": {"S": "something.else"}})

    assert verify.main([ana.id]) == 1
    assert said(capsys)[-2] == f"{ana.id} audit_chain_broken seq=1"


def test_an_id_that_nobody_has_does_not_pass_for_one_that_holds(people, capsys):
    assert verify.main(["nobody"]) == 1
    assert said(capsys)[0] == "nobody has neither key nor log"


def test_what_is_written_while_it_is_looked_at_is_looked_at_again(people, monkeypatch):
    ana, tried = people[0], []

    def hurried(grant):
        tried.append(grant.subject)
        if len(tried) == 1:
            raise verify.integrity.PutBack(table="x", item="y")
        return 3

    monkeypatch.setattr(verify.integrity, "verify", hurried)
    assert verify.main([ana.id]) == 0
    assert tried == [Subject("client", ana.id)] * 2
