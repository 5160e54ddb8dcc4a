import pytest

from chalicelib.core import client_keys, context, vault
from chalicelib.core.access import Caller, Grant, Right, Subject
from chalicelib.core.errors import Misuse
from chalicelib.core.records import Ciphertext
from chalicelib.core.vault import Tampered
from tests.counting import aws_calls

PLACE = {"feature": "slips", "record": "r1"}


def test_what_was_sealed_opens_in_its_place(owner, words):
    message = vault.seal(words(text="quiet words"), owner, **PLACE)

    assert vault.open(message, words, owner, **PLACE).text == "quiet words"


def test_the_words_are_not_in_the_message(owner, words):
    assert b"quiet words" not in vault.seal(words(text="quiet words"), owner, **PLACE)


@pytest.mark.parametrize("elsewhere", [{"record": "r2"}, {"feature": "notes"}, {"revision": 2}], ids=str)
def test_a_message_moved_to_another_place_does_not_open(owner, words, elsewhere):
    message = vault.seal(words(text="x"), owner, **PLACE)

    with pytest.raises(Tampered):
        vault.open(message, words, owner, **(PLACE | elsewhere))


def test_a_message_moved_to_another_client_does_not_open(owner, words):
    other = Grant(Caller("client-2", "client"), Subject("client", "client-2"), Right.OWN)
    client_keys.ensure(other)

    with pytest.raises(Tampered):
        vault.open(vault.seal(words(text="x"), owner, **PLACE), words, other, **PLACE)


@pytest.mark.parametrize("at", [5, 150, -1])
def test_a_damaged_message_does_not_open(owner, words, at):
    message = bytearray(vault.seal(words(text="x"), owner, **PLACE))
    message[at] ^= 1

    with pytest.raises(Tampered):
        vault.open(Ciphertext(bytes(message)), words, owner, **PLACE)


def test_older_messages_open_after_the_key_was_rotated(owner, words):
    before = vault.seal(words(text="before"), owner, **PLACE)
    client_keys.rotate(owner)
    after = vault.seal(words(text="after"), owner, **PLACE)

    assert [vault.open(message, words, owner, **PLACE).text for message in (before, after)] == ["before", "after"]


def test_nothing_opens_once_the_key_is_shredded(owner, words):
    message = vault.seal(words(text="x"), owner, **PLACE)
    client_keys.shred(owner)

    with pytest.raises(client_keys.NoKey):
        vault.open(message, words, owner, **PLACE)


def test_nobody_elses_record_opens_outside_a_request(owner, therapist, words):
    message = vault.seal(words(text="x"), owner, **PLACE)

    with pytest.raises(Misuse):
        vault.open(message, words, therapist, **PLACE)


def test_opening_somebody_elses_record_is_noted_and_ones_own_is_not(owner, therapist, words):
    message = vault.seal(words(text="x"), owner, **PLACE)
    with context.doing(context.Work("r", "GET /x")) as work:
        vault.open(message, words, owner, **PLACE)
        vault.open(message, words, therapist, **PLACE)

    assert work.openings == {(therapist, "slips"): 1}


def test_the_overhead_of_a_short_message_is_at_most_340_bytes(owner, words):
    assert len(vault.seal(words(text="x" * 200), owner, **PLACE)) - len('{"text":""}') - 200 <= 340


def test_a_warm_key_costs_no_kms_call(aws, owner, words):
    vault.seal(words(text="x"), owner, **PLACE)
    with aws_calls() as calls:
        vault.seal(words(text="y"), owner, **PLACE)

    assert calls.total() == 0
