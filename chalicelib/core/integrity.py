"""Whether what is kept of a subject is what was written: the chain of their access log, and every sealed part against the log.

Sealing alone binds a ciphertext to its place and revision. That a whole older item was put back only the log can tell.
"""

from chalicelib.core import audit, digests, partitions
from chalicelib.core.access import Grant
from chalicelib.core.audit import AuditRecord
from chalicelib.core.errors import Conflict


class PutBack(Conflict):
    """A sealed part is not the last one that was written in its place; `table` and `item` tell where."""

    code = "older_item_put_back"


def verify(grant: Grant) -> int:
    """Check everything sealed in the subject's partitions and say how many parts hold.

    Raises audit.Broken where the log does not hold, PutBack for a part that is older than the newest, was removed, or never written here.
    """
    newest = _newest(audit.verified(grant))
    checked = 0
    for table, model in digests.sealed_tables(grant.subject.kind).items():
        for raw in partitions.items(model, grant.subject_id):
            key = digests.key_of(model, raw)
            for place, digest in digests.of_stored(table, key, raw).items():
                if newest.get(place) != digest:
                    raise PutBack(table=table, item=key[-1])
                checked += 1
    return checked


def _newest(entries: list[AuditRecord]) -> dict[str, str]:
    """The digest that belongs in each place, empty where what was there was removed."""
    return {place: digest for entry in entries for place, _, digest in (one.partition(":") for one in entry.digests)}
