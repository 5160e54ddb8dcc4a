import pytest

from chalicelib.core import ids, outbox
from chalicelib.core.access import Subject
from chalicelib.messaging import jobs
from tests import make

WORDS = "I slept badly again and the heron stood in the rain"


@pytest.fixture
def pair(http):
    make.practice()
    ana = http.sign_in("client", make.person(email="ana@quietroom.example", preferred_name="Ana", language="es"), standing=False)
    pat = http.sign_in("provider", make.person("provider", email="pat@quietroom.example"), standing=False)
    make.listing(pat.id)
    return ana, pat, make.care(ana.id, pat.id).care_id


def sent(who, thread_id):
    return who.post(f"/api/threads/{thread_id}/messages", {"text": WORDS}).json()["id"]


def tell(client_id, thread_id, message_id, to_id):
    refs = {"thread_id": thread_id, "message_id": message_id, "to_id": to_id}
    with make.work():
        jobs.tell_of_message(outbox.Entry(ids.new(), "message.sent", Subject("client", client_id), refs, 0))


def test_the_other_side_hears_that_there_is_a_message_and_no_more(pair, aws):
    ana, pat, thread_id = pair
    tell(ana.id, thread_id, sent(ana, thread_id), pat.id)

    (mail,) = aws.mailbox.mails()
    assert (mail.to, mail.subject) == ("pat@quietroom.example", "You have a new message")
    assert "/provider/messages" in mail.text
    assert not [word for word in ("Ana", "Pat", "heron", "Lakeside", "therap", thread_id) if word in mail.text + mail.subject]


def test_a_client_hears_it_in_their_language(pair, aws):
    ana, pat, thread_id = pair
    tell(ana.id, thread_id, sent(pat, thread_id), ana.id)

    (mail,) = aws.mailbox.mails()
    assert (mail.to, mail.subject) == ("ana@quietroom.example", "Tiene un mensaje nuevo")


def test_who_has_read_it_gets_no_mail(pair, aws):
    ana, pat, thread_id = pair
    message_id = sent(pat, thread_id)
    ana.post(f"/api/threads/{thread_id}/read")

    tell(ana.id, thread_id, message_id, ana.id)

    assert aws.mailbox.mails() == []


def test_who_wants_no_mail_gets_none(pair, aws):
    ana, pat, thread_id = pair
    ana.put("/api/me", {"remind_by_mail": False})

    tell(ana.id, thread_id, sent(pat, thread_id), ana.id)

    assert aws.mailbox.mails() == []


def test_a_mail_that_cannot_be_sent_is_tried_again(pair, aws):
    ana, pat, thread_id = pair
    message_id = sent(pat, thread_id)
    aws.dispatcher.faults.add("ses", "*", "ThrottlingException", times=10)

    with pytest.raises(Exception, match="Throttling"):
        tell(ana.id, thread_id, message_id, ana.id)
    aws.dispatcher.faults.clear()
