import pytest

from chalicelib.core import audit, client_keys, context
from chalicelib.core.access import Caller, Grant, Right, Subject
from chalicelib.core.writing import transaction


def _entries(subject: str = "client-1") -> list[audit.AuditRecord]:
    return list(audit.AuditRecord.query(subject))


def _chain_all() -> None:
    audit.chain([(entry.subject_id, entry.entry_id) for entry in _entries()])


def _put(grant: Grant, record: object) -> None:
    with transaction(grant, "slip.add") as write:
        write.put(record)


def test_every_write_leaves_an_entry_with_the_digest_of_what_was_sealed(owner, slip):
    _put(owner, slip())

    entry = _entries()[-1]
    assert (entry.kind, entry.caller_id, entry.right, len(entry.digests)) == ("slip.add", "client-1", "own", 1)


def test_a_write_that_fails_leaves_no_entry(owner, slip):
    record = slip()
    _put(owner, record)
    before = len(_entries())

    with pytest.raises(Exception, match="Something changed"):
        _put(owner, record)
    assert len(_entries()) == before


def test_a_transaction_with_two_clients_leaves_an_entry_with_each(owner, slip):
    other = Grant(Caller("provider-1", "provider"), Subject("client", "client-2"), Right.CARE)
    both = Grant(other.caller, owner.subject, Right.CARE, parties=(other,))
    _put(both, slip())

    assert [_entries(client)[-1].kind for client in ("client-1", "client-2")] == ["slip.add", "slip.add"]


def test_openings_become_one_entry_per_subject(owner, therapist):
    with context.doing(context.Work("r", "GET /x")) as work:
        work.openings[therapist, "slips"] += 3
        audit.write_openings(work)

    assert [(entry.kind, entry.caller_id, entry.times, entry.why) for entry in _entries()[-1:]] == [("slips.read", "provider-1", 3, "care")]


def test_the_chain_holds_when_nothing_was_touched(owner, slip):
    for _ in range(3):
        _put(owner, slip())
    _chain_all()

    assert audit.verify(owner) == len(_entries())


def test_chaining_an_entry_twice_changes_nothing(owner, slip):
    _put(owner, slip())
    _chain_all()
    before = [(entry.seq, entry.hash) for entry in _entries()]
    _chain_all()

    assert [(entry.seq, entry.hash) for entry in _entries()] == before


def test_entries_of_several_subjects_are_chained_each_in_its_own_order(owner, slip):
    other = Grant(Caller("client-2", "client"), Subject("client", "client-2"), Right.OWN)
    client_keys.ensure(other)
    for grant in (owner, other, owner):
        _put(grant, slip(grant=grant))
    audit.chain([(entry.subject_id, entry.entry_id) for entry in sorted(_entries() + _entries("client-2"), key=lambda one: one.entry_id)])

    assert [entry.seq for entry in _entries()] == [1, 2, 3]
    assert (audit.verify(owner), audit.verify(other)) == (3, 2)


def test_a_batch_that_comes_again_after_half_of_it_was_chained_goes_on_where_it_was(owner, slip):
    for _ in range(3):
        _put(owner, slip())
    first, *rest = [(entry.subject_id, entry.entry_id) for entry in _entries()]
    audit.chain([first])
    audit.chain([first, *rest])

    assert [entry.seq for entry in _entries()] == [1, 2, 3, 4]
    assert audit.verify(owner) == 4


@pytest.mark.parametrize("change", [{"kind": "nothing.read"}, {"caller_id": "somebody"}, {"times": 99}, {"digests": ["0"]}], ids=str)
def test_a_changed_entry_breaks_the_chain(aws, owner, slip, change):
    _put(owner, slip())
    _put(owner, slip())
    _chain_all()
    entry = _entries()[0]
    for name, value in change.items():
        setattr(entry, name, value)
    aws.client("dynamodb").put_item(TableName=entry.Meta.table_name, Item=entry.serialize())

    with pytest.raises(audit.Broken):
        audit.verify(owner)


def test_a_removed_entry_breaks_the_chain(aws, owner, slip):
    for _ in range(3):
        _put(owner, slip())
    _chain_all()
    entry = _entries()[-1]
    aws.client("dynamodb").delete_item(
        TableName=entry.Meta.table_name, Key={"subject_id": {"S": entry.subject_id}, "entry_id": {"S": entry.entry_id}}
    )

    with pytest.raises(audit.Broken):
        audit.verify(owner)
