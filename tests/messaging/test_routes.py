from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.care import service as care
from chalicelib.core import records
from chalicelib.core.outbox import OutboxRecord
from chalicelib.messaging import store
from chalicelib.practice.schemas import Policy
from chalicelib.providers.schemas import Away
from tests import make
from tests.counting import aws_calls

# A Tuesday, 10:00 in New York.
TUESDAY = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
WORDS = "I slept badly again and the heron stood in the rain"


class Room:
    """Ana in Pat's care, Quinn who treats nobody, all signed in."""

    def __init__(self, http):
        make.practice()
        self.ana = http.sign_in("client", make.person(preferred_name="Ana"), standing=False)
        self.pat = http.sign_in("provider", make.provider(), standing=False)
        self.quinn = http.sign_in("provider", make.provider(name="Quinn Ames"), standing=False)
        self.ben = http.sign_in("client", make.person(preferred_name="Ben"), standing=False)
        self.link = make.care(self.ana.id, self.pat.id)
        self.thread = f"/api/threads/{self.link.care_id}"

    def say(self, who, text=WORDS, **headers):
        return who.post(f"{self.thread}/messages", {"text": text, "attachments": []}, **headers)

    def heard(self, who):
        return who.get(f"{self.thread}/messages").json()["items"]


@pytest.fixture
def room(http, clock):
    clock.set(TUESDAY)
    return Room(http)


def only(who):
    (thread,) = who.get("/api/threads").json()["items"]
    return thread


def test_a_message_reaches_the_other_side_word_for_word(room, clock):
    sent = room.say(room.ana)
    clock.advance(minutes=1)
    room.say(room.pat, "Thank you for telling me.")

    newest, first = room.heard(room.pat)
    assert sent.status == 201
    assert (first["text"], first["sender"], first["mine"]) == (WORDS, "client", False)
    assert (newest["text"], newest["sender"], newest["mine"]) == ("Thank you for telling me.", "provider", True)
    assert [one["text"] for one in room.heard(room.ana)] == [newest["text"], first["text"]]


def test_no_stored_item_holds_a_word_of_it(room, aws):
    room.say(room.ana)

    stored = str([aws.client("dynamodb").scan(TableName=name)["Items"] for name in aws.stores.tables()])
    assert "heron" not in stored
    assert "slept" not in stored


def test_the_answer_carries_local_time_with_its_zone(room):
    room.say(room.ana)

    (shown,) = room.ana.get(f"{room.thread}/messages?zone=America/New_York").json()["items"]

    assert (shown["local"], shown["zone_name"]) == ("2026-11-24T10:00:00-05:00", "EST")
    assert room.ana.get(f"{room.thread}/messages?zone=Mars/Olympus").status == 400


@pytest.mark.parametrize("persona", ["quinn", "ben"])
def test_a_foreign_thread_and_an_unknown_one_answer_alike(room, persona):
    stranger = getattr(room, persona)
    room.say(room.ana)

    for thread_id in (room.link.care_id, "01h455vb4pex5vsknk084sn02q", "x"):
        path = f"/api/threads/{thread_id}"
        asked = [stranger.get(f"{path}/messages"), stranger.post(f"{path}/messages", {"no": 1}), stranger.post(f"{path}/read")]
        assert [(one.status, one.code) for one in asked] == [(404, "not_found")] * 3
    assert len(room.heard(room.ana)) == 1


def test_a_former_therapist_neither_reads_nor_writes_nor_lists(room, clock):
    room.say(room.ana)
    care.end(make.choice(room.ana.id, room.pat.id), clock.now())

    assert room.pat.get(f"{room.thread}/messages").status == 404
    assert room.say(room.pat).status == 404
    assert room.pat.get("/api/threads").json()["items"] == []


def test_after_care_has_ended_the_client_reads_and_does_not_write(room, clock):
    room.say(room.ana)
    care.end(make.choice(room.ana.id, room.pat.id), clock.now())

    assert len(room.heard(room.ana)) == 1
    assert (room.say(room.ana).status, room.say(room.ana).code) == (409, "care_ended")
    assert only(room.ana)["status"] == "ended"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"text": ""}, 400),
        ({"text": "  \n"}, 400),
        ({"text": "a" * 10_001}, 400),
        ({"text": 5}, 400),
        ({"text": "Hello", "urgent": True}, 400),
        ({"text": "Hello", "attachments": ["f1"]}, 400),
        ({"text": "Hello", "attachments": ["0" * 26]}, 422),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_is_kept(room, body, status):
    assert room.ana.post(f"{room.thread}/messages", body).status == status
    assert room.heard(room.ana) == []
    assert only(room.pat)["last_at"] is None


def test_text_without_attachments_is_enough(room):
    assert room.ana.post(f"{room.thread}/messages", {"text": "Hello"}).json()["attachments"] == []


def test_one_key_sent_twice_makes_one_message(room):
    first, second = (room.say(room.ana, idempotency_key="k1") for _ in range(2))

    assert first.status == second.status == 201
    assert first.json() == second.json()
    assert len(room.heard(room.pat)) == 1


def test_sixteen_sends_at_once_under_one_key_make_one_message(room):
    with ThreadPoolExecutor(16) as pool:
        sent = list(pool.map(lambda _: room.say(room.ana, idempotency_key="k1"), range(16)))

    assert {one.status for one in sent} <= {201, 503}
    assert len({one.json()["id"] for one in sent if one.status == 201}) == 1
    assert len(room.heard(room.pat)) == 1


def test_one_key_with_another_text_is_a_conflict(room):
    room.say(room.ana, idempotency_key="k1")

    assert room.say(room.ana, "Something else", idempotency_key="k1").code == "idempotency_key_reused"


def test_a_thread_is_unread_until_it_is_read_and_the_writer_is_told(room, clock):
    first = room.say(room.ana).json()["id"]
    clock.advance(minutes=1)
    second = room.say(room.ana, "And one more thing").json()["id"]
    assert only(room.pat)["unread"]
    assert not only(room.ana)["unread"]

    room.pat.post(f"{room.thread}/read", {"message_id": first})
    assert (only(room.pat)["unread"], only(room.ana)["seen_to"]) == (True, first)

    assert room.pat.post(f"{room.thread}/read").json()["message_id"] == second
    assert (only(room.pat)["unread"], only(room.ana)["seen_to"]) == (False, second)


def test_a_read_mark_never_moves_back_nor_past_what_was_written(room, clock):
    first = room.say(room.ana).json()["id"]
    clock.advance(minutes=1)
    second = room.say(room.ana, "And one more thing").json()["id"]

    assert room.pat.post(f"{room.thread}/read", {"message_id": "z" * 26}).json()["message_id"] == second
    assert room.pat.post(f"{room.thread}/read", {"message_id": first}).json()["message_id"] == second


@pytest.mark.parametrize("first", ["ana", "pat"])
def test_what_is_kept_late_is_not_taken_for_read_by_who_has_read_what_came_before_it(room, clock, first):
    room.say(room.pat, "Long before")
    clock.advance(minutes=5)
    shown = room.say(getattr(room, first), "Written second, kept first").json()["id"]
    clock.set(TUESDAY + timedelta(minutes=1))

    room.say(room.pat, "Written first, kept second")

    room.ana.post(f"{room.thread}/read", {"message_id": shown})
    assert only(room.ana)["unread"]
    assert [one["text"] for one in room.heard(room.ana)[:2]] == ["Written first, kept second", "Written second, kept first"]


def test_a_message_does_not_open_in_another_thread_of_the_same_client(room, aws, clock):
    care.enrol(make.job("client", room.ana.id, "accounts"), clock.now())
    (office,) = [one for one in room.ana.get("/api/threads").json()["items"] if one["kind"] == "practice"]
    room.say(room.ana)
    table = {"TableName": store.MessageRecord.Meta.table_name}
    (item,) = aws.client("dynamodb").scan(**table)["Items"]
    item["item"]["S"] = item["item"]["S"].replace(room.link.care_id, office["id"])
    aws.client("dynamodb").put_item(**table, Item=item)

    assert room.ana.get(f"/api/threads/{office['id']}/messages").code == "record_damaged"


@pytest.mark.parametrize("late", [0, 1])
def test_of_two_devices_that_mark_at_the_same_moment_the_further_one_counts(room, clock, monkeypatch, late):
    first = room.say(room.ana).json()["id"]
    clock.advance(minutes=1)
    marks = [first, room.say(room.ana, "And one more thing").json()["id"]]
    look = store.view

    def while_the_other_device_marks(grant, thread_id):
        seen = look(grant, thread_id)
        monkeypatch.setattr(store, "view", look)
        room.pat.post(f"{room.thread}/read", {"message_id": marks[1 - late]})
        return seen

    monkeypatch.setattr(store, "view", while_the_other_device_marks)

    assert room.pat.post(f"{room.thread}/read", {"message_id": marks[late]}).json()["message_id"] == marks[1]
    assert (only(room.pat)["unread"], only(room.ana)["seen_to"]) == (False, marks[1])


def test_reading_an_empty_thread_changes_nothing(room):
    assert room.pat.post(f"{room.thread}/read").json() == {"thread_id": room.link.care_id, "message_id": None}


def test_an_answer_is_due_at_the_end_of_the_next_business_day_and_the_answer_settles_it(room, clock):
    room.say(room.ana)
    clock.advance(hours=30)
    room.say(room.ana, "Did you get this?")

    due = only(room.ana)
    assert due["due_by"] == "2026-11-25T22:00:00Z"
    assert not due["overdue"]
    clock.advance(hours=2)
    assert only(room.pat)["overdue"]

    room.say(room.pat, "I am here.")
    assert (only(room.ana)["due_by"], only(room.pat)["overdue"]) == (None, False)


def test_before_writing_a_client_reads_by_when_an_answer_would_come_and_staff_do_not(room, clock):
    thread = room.ana.get("/api/threads?zone=America/Denver").json()["items"][0]
    held = {"if_none_match": room.ana.get("/api/threads").headers["ETag"]}

    assert (thread["answer_local"], thread["zone_name"]) == ("2026-11-25T15:00:00-07:00", "MST")
    assert only(room.pat)["answer_local"] is None
    clock.advance(hours=24)
    assert room.ana.get("/api/threads", **held).json()["items"][0]["answer_local"] == "2026-11-26T22:00:00Z"
    room.say(room.ana)
    assert only(room.ana)["answer_local"] is None


def test_an_absence_shows_in_the_thread_and_puts_off_the_due_time(room):
    from chalicelib.providers import service as providers

    listing = providers.listing(room.pat.id)
    facts = {name: getattr(listing, name) for name in listing.__struct_fields__ if name not in ("provider_id", "away")}
    make.listing(room.pat.id, **facts, away=[Away(first=date(2026, 11, 25), last=date(2026, 11, 29))])

    room.say(room.ana)

    shown = only(room.ana)
    assert shown["out_of_office"] == {"first": "2026-11-25", "last": "2026-11-29", "note": ""}
    assert shown["due_by"] == "2026-11-30T22:00:00Z"


def test_each_side_sees_whom_the_thread_is_with(room):
    hers, theirs = only(room.ana), only(room.pat)

    assert (hers["party"], hers["kind"]) == ({"id": room.pat.id, "name": "Pat Hollis"}, "care")
    assert theirs["party"] == {"id": room.ana.id, "name": "Ana"}
    assert hers["id"] == theirs["id"] == room.link.care_id
    assert (hers["client_id"], hers["provider_id"]) == (room.ana.id, room.pat.id)


def test_the_thread_with_the_newest_message_comes_first(room, clock):
    clock.advance(hours=1)
    other = make.care(room.ben.id, room.pat.id)
    assert [one["id"] for one in room.pat.get("/api/threads").json()["items"]] == [other.care_id, room.link.care_id]

    clock.advance(hours=1)
    room.say(room.ana)
    assert [one["id"] for one in room.pat.get("/api/threads").json()["items"]] == [room.link.care_id, other.care_id]


def test_a_long_caseload_comes_in_pages_of_twenty_five(room, clock):
    for _ in range(26):
        clock.advance(minutes=1)
        make.care(make.person(), room.pat.id)

    first = room.pat.get("/api/threads").json()
    rest = room.pat.get(f"/api/threads?cursor={first['next']}").json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (25, 2, None)
    assert len({one["id"] for one in first["items"] + rest["items"]}) == 27


def test_messages_come_in_pages_without_gap_or_repeat(room, clock):
    for number in range(7):
        clock.advance(minutes=1)
        room.say(room.ana, f"Message {number}")

    pages, cursor = [], ""
    while cursor is not None:
        page = room.pat.get(f"{room.thread}/messages?limit=3{cursor and f'&cursor={cursor}'}").json()
        pages.append([one["text"] for one in page["items"]])
        cursor = page["next"]

    assert [text for page in pages for text in page] == [f"Message {number}" for number in reversed(range(7))]


def test_the_office_and_a_client_write_to_each_other_and_no_therapist_sees_it(room, http, clock):
    amy = http.sign_in("admin", make.person("admin"), standing=False)
    care.enrol(make.job("client", room.ana.id, "accounts"), clock.now())
    (office,) = [one for one in room.ana.get("/api/threads").json()["items"] if one["kind"] == "practice"]
    path = f"/api/threads/{office['id']}/messages"
    assert amy.get("/api/threads").json()["items"] == []

    room.ana.post(path, {"text": "May I have a receipt?"})
    clock.advance(minutes=1)
    amy.post(path, {"text": "It is on its way."})

    assert office["party"]["name"] == "Lakeside Counseling"
    assert [(one["sender"], one["text"]) for one in room.ana.get(path).json()["items"]] == [
        ("practice", "It is on its way."), ("client", "May I have a receipt?"),
    ]  # fmt: skip
    assert [one["party"]["name"] for one in amy.get("/api/threads").json()["items"]] == ["Ana"]
    assert room.pat.get(path).status == 404
    assert amy.get(f"{room.thread}/messages").status == 404


def test_a_sent_message_leaves_word_for_whoever_mails_without_any_of_its_words(room, aws):
    sent = room.say(room.ana).json()

    (entry,) = [
        records.get_many([records.Key(OutboxRecord, item["entry_id"]["S"])])[0]
        for item in aws.client("dynamodb").scan(TableName=records.table("outbox"))["Items"]
        if item["topic"]["S"] == "message.sent"
    ]
    assert entry.subject_id == room.ana.id
    assert entry.refs == {"thread_id": room.link.care_id, "message_id": sent["id"], "to_id": room.pat.id}


def test_a_therapists_reading_is_in_the_clients_access_log(room):
    from chalicelib.core.audit import AuditRecord

    room.say(room.ana)
    room.heard(room.pat)

    entries = [(entry.caller_id, entry.kind, entry.times) for entry in AuditRecord.query(room.ana.id)]
    assert (room.pat.id, "messages.read", 1) in entries


def test_sixteen_writers_at_once_lose_nothing_and_every_reader_sees_one_order(room, clock):
    from chalicelib.core import clock as product_clock

    product_clock.source = product_clock.system_time
    care.enrol(make.job("client", room.ben.id, "accounts"), TUESDAY)
    writers = [room.ana, room.pat] * 8

    def write(numbered):
        number, who = numbered
        return [room.say(who, f"{number}.{turn}").json()["id"] for turn in range(3)]

    with ThreadPoolExecutor(16) as pool:
        sent = list(pool.map(write, enumerate(writers)))

    hers, theirs = room.heard(room.ana), room.heard(room.pat)
    order = [one["id"] for one in hers]
    assert len(order) == 48
    assert order == [one["id"] for one in theirs] == sorted(order, reverse=True)
    assert all(ids == sorted(ids) for ids in sent)


def test_an_answer_cannot_be_due_before_it_was_asked(room, clock):
    clock.set(TUESDAY + timedelta(days=4))
    room.say(room.ana)

    assert only(room.pat)["due_by"] == "2026-11-30T22:00:00Z"


def warm(room):
    room.say(room.ana)
    room.heard(room.pat)
    room.heard(room.ana)
    only(room.ana)


def test_sending_takes_one_write_beside_the_gate_row(room, clock):
    warm(room)
    for who in (room.ana, room.pat):
        clock.advance(minutes=1)
        with aws_calls() as calls:
            room.say(who)
        assert dict(calls) == {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 1}


def test_reading_ones_own_thread_takes_one_query_beside_the_gate_row(room):
    warm(room)
    with aws_calls() as calls:
        room.heard(room.ana)
    assert dict(calls) == {"dynamodb.BatchGetItem": 1, "dynamodb.Query": 1}


def test_a_therapist_reads_with_one_query_and_one_entry_beside_the_gate_row(room):
    warm(room)
    with aws_calls() as calls:
        room.heard(room.pat)
    assert dict(calls) == {"dynamodb.BatchGetItem": 1, "dynamodb.Query": 1, "dynamodb.PutItem": 1}


def test_listing_ones_threads_takes_one_query_beside_the_gate_row_however_many_there_are(room):
    warm(room)
    for _ in range(5):
        make.care(room.ana.id, make.provider())
    with aws_calls() as calls:
        assert len(room.ana.get("/api/threads").json()["items"]) == 6
    assert dict(calls) == {"dynamodb.BatchGetItem": 1, "dynamodb.Query": 1}


@pytest.mark.parametrize(("service", "operation"), [("kms", "Decrypt"), ("dynamodb", "TransactWriteItems"), ("dynamodb", "BatchGetItem")])
def test_while_something_we_need_is_down_nothing_is_kept_and_a_repeat_is_safe(room, aws, service, operation):
    from chalicelib.core import client_keys

    client_keys._unwrapped.clear()
    aws.dispatcher.faults.add(service, operation, "ThrottlingException", times=20)
    failed = room.say(room.ana, idempotency_key="k1")
    aws.dispatcher.faults.clear()

    assert (failed.status, failed.headers.get("Retry-After")) == (503, "5")
    assert room.heard(room.ana) == []
    assert room.say(room.ana, idempotency_key="k1").status == 201
    assert len(room.heard(room.ana)) == 1


def test_asking_again_for_what_one_has_opens_nothing_and_takes_one_query_beside_the_gate_row(room):
    from chalicelib.core.audit import AuditRecord

    warm(room)
    for who in (room.ana, room.pat):
        held = who.get(f"{room.thread}/messages").headers["ETag"]
        entries = AuditRecord.count(room.ana.id)
        with aws_calls() as calls:
            again = who.get(f"{room.thread}/messages", if_none_match=held)
        assert (again.status, again.content, again.headers["ETag"]) == (304, b"", held)
        assert dict(calls) == {"dynamodb.BatchGetItem": 1, "dynamodb.Query": 1}
        assert AuditRecord.count(room.ana.id) == entries


def test_a_list_of_threads_that_has_not_changed_costs_its_reader_one_query_beside_the_gate_row(room):
    warm(room)
    for who in (room.ana, room.pat):
        held = who.get("/api/threads").headers["ETag"]
        with aws_calls() as calls:
            assert who.get("/api/threads", if_none_match=held).status == 304
        assert dict(calls) == {"dynamodb.BatchGetItem": 1, "dynamodb.Query": 1}


def test_what_is_new_comes_to_who_holds_the_older_answer(room, clock):
    room.say(room.ana)
    held = {path: room.ana.get(path).headers["ETag"] for path in (f"{room.thread}/messages", "/api/threads")}
    clock.advance(minutes=1)
    room.say(room.pat, "I am here.")

    for path, version in held.items():
        assert room.ana.get(path, if_none_match=version).status == 200


def test_a_list_of_threads_that_has_not_changed_is_not_sent_again_until_an_answer_is_late(room, clock):
    room.say(room.ana)
    for who in (room.ana, room.pat):
        held = {"if_none_match": who.get("/api/threads").headers["ETag"]}
        assert who.get("/api/threads", **held).status == 304
    clock.advance(days=3)

    assert room.pat.get("/api/threads", **held).json()["items"][0]["overdue"]


def test_a_list_of_threads_is_sent_again_when_the_practice_answers_within_other_days(room):
    held = {"if_none_match": room.ana.get("/api/threads").headers["ETag"]}
    assert room.ana.get("/api/threads", **held).status == 304
    make.practice(policy=Policy(response_window_days=3))

    assert room.ana.get("/api/threads", **held).json()["items"][0]["response_days"] == 3
