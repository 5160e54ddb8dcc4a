"""One table of its own for what every table does."""

import pytest
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.core import client_keys, ids, vault
from chalicelib.core.access import Caller, Grant, Right, Subject
from chalicelib.core.records import RECORDS, Record, Sealed, table
from chalicelib.core.schemas import Request


class Words(Request):
    text: str


class SlipRecord(Record):
    class Meta(Record.Meta):
        table_name = table("test-slips")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    slip_id = UnicodeAttribute(range_key=True)
    body = Sealed()


RECORDS.remove(SlipRecord)


@pytest.fixture
def slips(aws):
    if not SlipRecord.exists():
        Model.create_table.__func__(SlipRecord, wait=True, billing_mode="PAY_PER_REQUEST")
    return SlipRecord


@pytest.fixture
def owner(aws) -> Grant:
    grant = Grant(Caller("client-1", "client"), Subject("client", "client-1"), Right.OWN)
    client_keys.ensure(grant)
    return grant


@pytest.fixture
def therapist(owner) -> Grant:
    return Grant(Caller("provider-1", "provider"), owner.subject, Right.CARE, why="care")


@pytest.fixture
def slip(slips, owner):
    """Make one slip, sealed, ready to be put."""

    def make(text: str = "what was said", slip_id: str | None = None, revision: int = 1, grant: Grant = owner) -> SlipRecord:
        slip_id = slip_id or ids.new()
        body = vault.seal(Words(text=text), grant, feature="slips", record=slip_id, revision=revision)
        return slips(grant.subject_id, slip_id, body=body)

    return make


@pytest.fixture
def words():
    return Words
