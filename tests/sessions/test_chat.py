"""What is written during a session lands in the messages."""

import pytest

from chalicelib.core import ids


@pytest.fixture
def inside(room):
    """Both are in."""
    room.join()
    room.admit()
    return room


def _messages(person):
    (thread,) = [one for one in person.get("/api/threads").json()["items"] if one["kind"] == "care"]
    return thread, person.get(f"/api/threads/{thread['id']}/messages").json()["items"]


def test_what_either_writes_is_in_the_thread_of_both(inside, after):
    inside.client.post(inside.path("chat"), {"text": "The form is called A-12."})
    after(minutes=1)
    inside.therapist.post(inside.path("chat"), {"text": "Thank you."})

    for person in (inside.client, inside.therapist):
        _, found = _messages(person)
        assert [(one["text"], one["sender"]) for one in found] == [("Thank you.", "provider"), ("The form is called A-12.", "client")]


def test_what_is_written_in_a_session_asks_for_no_answer(inside):
    inside.client.post(inside.path("chat"), {"text": "Here is the link."})
    thread, _ = _messages(inside.therapist)

    assert (thread["due_by"], thread["unread"]) == (None, True)


def test_a_question_from_before_the_session_stays_due(inside):
    thread, _ = _messages(inside.client)
    inside.client.post(f"/api/threads/{thread['id']}/messages", {"text": "When do we meet next?"})
    inside.therapist.post(inside.path("chat"), {"text": "See the page I sent."})

    assert _messages(inside.therapist)[0]["due_by"] is not None


def test_sent_twice_under_one_key_it_is_kept_once(inside):
    key = ids.new()
    first, second = (inside.client.post(inside.path("chat"), {"text": "Once."}, idempotency_key=key) for _ in range(2))

    assert (first.status, first.json()) == (201, second.json())
    assert len(_messages(inside.client)[1]) == 1


def test_who_has_not_been_let_in_writes_nothing(room):
    assert room.client.post(room.path("chat"), {"text": "Hello?"}).code == "not_waiting"
    room.join()
    assert room.client.post(room.path("chat"), {"text": "Hello?"}).code == "not_waiting"


def test_an_empty_or_endless_text_is_refused(inside):
    for text in ("", "x" * 2001):
        assert inside.client.post(inside.path("chat"), {"text": text}).status == 400
