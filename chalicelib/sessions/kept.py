"""What is kept sealed of one client about a session, or about how to help them: check before it, answers after it, local numbers."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import Key, Record, Sealed, get_many, table
from chalicelib.core.writing import transaction
from chalicelib.sessions.schemas import CheckOut, LocalNumbers, PreCallChecked

B = TypeVar("B", bound=msgspec.Struct)


class KeptRecord(Record):
    """One sealed item. Partition: the client; sort: `kept#`, what it is, and the appointment's id where it is of one session."""

    class Meta(Record.Meta):
        table_name = table("sessions")
        subject = "client"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    body = Sealed()


class Kept(Generic[B]):
    """How one kind is kept: the last of it holds. feature: its name in the access log; body: its shape."""

    def __init__(self, feature: str, body: type[B]) -> None:
        self.feature, self.body = feature, body

    def keep(self, grant: Grant, value: B, kind: str, about: str = "") -> None:
        """Keep this in place of what was kept before. kind: what is done, for the access log. Raises Conflict where two do so at once."""
        (earlier,) = get_many([self._key(grant, about)])
        revision = int(earlier.revision) if earlier else 0
        item = self._item(about)
        body = vault.seal(value, grant, feature=self.feature, record=item, revision=revision + 1)
        record = KeptRecord(grant.key("client"), item, revision=revision + 1, body=body)
        with transaction(grant, kind) as write:
            write.put(record, condition=KeptRecord.revision == revision if earlier else None, otherwise=Conflict())

    def read(self, clients: Sequence[Grant], about: str = "") -> list[B | None]:
        """What is kept of each of these clients, None where nothing. Opening another's is noted in that client's access log."""
        rows = get_many([self._key(client, about) for client in clients])
        return [self._open(client, row) if row else None for client, row in zip(clients, rows, strict=True)]

    def _key(self, grant: Grant, about: str) -> Key:
        return Key(KeptRecord, grant.key("client"), self._item(about))

    def _item(self, about: str) -> str:
        return f"kept#{self.feature}#{about}"

    def _open(self, grant: Grant, row: KeptRecord) -> B:
        return vault.open(row.body, self.body, grant, feature=self.feature, record=row.item, revision=int(row.revision))


CHECK_OUTS = Kept("check-outs", CheckOut)
PRE_CALL_CHECKS = Kept("pre-call-checks", PreCallChecked)
LOCAL_NUMBERS = Kept("local-numbers", LocalNumbers)
