"""What a visitor asked to be kept: one sealed item under a key of its own, which is destroyed with it."""

from datetime import datetime

from pynamodb.attributes import TTLAttribute, UnicodeAttribute

from chalicelib.contact.schemas import KeptAnswers
from chalicelib.core import client_keys, vault
from chalicelib.core.access import Grant
from chalicelib.core.records import Key, Record, Sealed, get_many, table
from chalicelib.core.writing import transaction

FEATURE = "contact"
EXPIRES = "contact.expires"


class ContactRecord(Record):
    """One kept contact. Partition: the digest of the token the visitor's page holds."""

    class Meta(Record.Meta):
        table_name = table("contact")
        subject = "contact"
        ttl = "expires_at"

    contact_id = UnicodeAttribute(hash_key=True)
    body = Sealed()
    expires_at = TTLAttribute()


def keep(grant: Grant, answers: KeptAnswers, until: datetime) -> None:
    """Seal the answers under a new key, and see to it that both are gone at `until`."""
    client_keys.ensure(grant)
    body = vault.seal(answers, grant, feature=FEATURE, record=FEATURE)
    with transaction(grant, "contact.keep") as write:
        write.put(ContactRecord(grant.key("contact"), body=body, expires_at=until))
        write.tell(EXPIRES, {}, due=until)


def find(grant: Grant, now: datetime) -> KeptAnswers | None:
    """The answers kept, None for a contact that is not there or past its time."""
    (row,) = get_many([Key(ContactRecord, grant.key("contact"))])
    if row is None or row.expires_at <= now:
        return None
    return vault.open(row.body, KeptAnswers, grant, feature=FEATURE, record=FEATURE)


def shred(grant: Grant) -> None:
    """Destroy the item and its key together. Safe to repeat."""
    with transaction(grant, "contact.shred") as write:
        write.delete(ContactRecord(grant.key("contact")))
        client_keys.destroy(write)
    client_keys.forget(grant.subject)
