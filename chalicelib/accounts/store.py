"""A person's profile, consents and sign-ins: all in the person's partition of one table."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from pynamodb.attributes import BooleanAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.accounts.schemas import ConsentDecision, Profile
from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict
from chalicelib.core.records import ClearText, Key, Record, Sealed, Transaction, get_many, table, transaction
from chalicelib.core.standing import ACTIVE, StandingRecord

FEATURE = "profile"
WITHDRAWN = "consent.withdrawn"
SIGN_INS_KEPT = timedelta(days=90)
TELEHEALTH = "telehealth"
_AGREED = "agreed"
_PROFILE = "profile"
_CONSENT = "consent#"
_SIGN_IN = "signin#"


class ProfileRecord(Record):
    """One person's own facts. Partition: the person, or the practice for its staff without clients of their own."""

    class Meta(Record.Meta):
        table_name = table("accounts")
        subject = ("client", "provider", "practice")
        ttl = "expires_at"

    person_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    body = Sealed()
    revision = NumberAttribute()


class ConsentRecord(Record):
    """One decision on one version of a document. Partition: the person; sort: time-ordered id. Never changed."""

    class Meta(ProfileRecord.Meta):
        pass

    person_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    document = ClearText(why="which of the three documents, the same for everybody")
    version = ClearText(why="which version of the document, the same for everybody")
    language = ClearText(why="in which language the document was read")
    agreed = BooleanAttribute()
    by = ClearText(why="an id: who decided, the person or a guardian")
    at = UTCDateTimeAttribute()

    @property
    def consent_id(self) -> str:
        """The decision's own id."""
        return str(self.item).removeprefix(_CONSENT)


class AgreedRecord(Record):
    """Whether consent to telehealth stands, beside the decisions it follows from. Partition: the client; sort: the word `agreed`."""

    class Meta(ProfileRecord.Meta):
        pass

    person_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    telehealth = ClearText(why="the version agreed to, which decides on booking before any key is read")
    until = UTCDateTimeAttribute(null=True)


class SignInRecord(Record):
    """One sign-in that passed both factors. Partition: the person; sort: time-ordered id. Forgotten after 90 days."""

    class Meta(ProfileRecord.Meta):
        pass

    person_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    expires_at = TTLAttribute()


def standing(person_id: str) -> StandingRecord | None:
    """The gate row of a person, None for somebody without an account."""
    (row,) = get_many([Key(StandingRecord, person_id)])
    return row  # type: ignore[no-any-return]


def open_account(
    grant: Grant, person_id: str, role: str, profile: Profile, otherwise: AppError, also: Callable[[Transaction], None] | None = None
) -> None:
    """Make the gate row and the profile together, with what `also` adds; `otherwise` if there is a gate row."""
    item = _profile_item(grant, person_id)
    body = vault.seal(profile, grant, feature=FEATURE, record=item)
    with transaction(grant, "account.open") as write:
        write.put(StandingRecord(person_id, role=role, state=ACTIVE), otherwise=otherwise)
        write.put(ProfileRecord(_partition(grant), item, body=body, revision=1))
        if grant.subject.kind == "client":
            write.tell("account.opened", {})
        if also is not None:
            also(write)


def profile_key(grant: Grant) -> Key:
    """Where the profile of the grant's person is."""
    return Key(ProfileRecord, _partition(grant), _profile_item(grant, grant.caller_id))


def open_profile(grant: Grant, row: ProfileRecord) -> tuple[Profile, int]:
    """The profile in a row read by `profile_key`, with its revision."""
    return _open(grant, row), int(row.revision)


def replace_profile(grant: Grant, profile: Profile, revision: int, *, ends_consent: bool = False) -> None:
    """Put a changed profile in place of the one with this revision. Raises Conflict if it was changed meanwhile.

    ends_consent: whether the change takes the person's own consent its force.
    """
    item = _profile_item(grant, grant.caller_id)
    body = vault.seal(profile, grant, feature=FEATURE, record=item, revision=revision + 1)
    with transaction(grant, "profile.change") as write:
        write.put(ProfileRecord(_partition(grant), item, body=body, revision=revision + 1), ProfileRecord.revision == revision, Conflict())
        if ends_consent:
            end_consent(write, grant)


def add_consent(grant: Grant, consent_id: str, decision: ConsentDecision, at: datetime, standing: "AgreedRecord | None") -> None:
    """Keep one decision, and what stands by it: `standing` where it is a yes that has force; a no to telehealth ends what stood."""
    record = ConsentRecord(
        grant.key("client"),
        f"{_CONSENT}{consent_id}",
        document=decision.document,
        version=decision.version,
        language=decision.language,
        agreed=decision.agreed,
        by=grant.caller_id,
        at=at,
    )
    with transaction(grant, "consent.decide") as write:
        write.put(record)
        write.made(consent_id)
        if standing is not None:
            write.put(standing, replace=True)
        if not decision.agreed and decision.document == TELEHEALTH:
            end_consent(write, grant)
        if not decision.agreed:
            write.tell(WITHDRAWN, {"document": decision.document})


def agreed(grant: Grant, version: str, until: datetime | None) -> AgreedRecord:
    """What stands by a yes to telehealth. until: the end of a guardian's yes, None for one's own."""
    return AgreedRecord(grant.key("client"), _AGREED, telehealth=version, until=until)


def end_consent(write: Transaction, grant: Grant) -> None:
    """Let consent to telehealth stand no more, within a transaction. The decisions stay on record."""
    write.delete(AgreedRecord(grant.key("client"), _AGREED))


def consent_key(grant: Grant) -> Key:
    """Where it is kept whether consent to telehealth stands."""
    return Key(AgreedRecord, grant.key("client"), _AGREED)


def standing_consent(grant: Grant) -> AgreedRecord | None:
    """Whether consent to telehealth stands, to whichever version."""
    (row,) = get_many([consent_key(grant)])
    return row  # type: ignore[no-any-return]


def consents(grant: Grant) -> Iterator[ConsentRecord]:
    """Every decision of the person, oldest first."""
    return iter(ConsentRecord.query(grant.key("client"), ConsentRecord.item.startswith(_CONSENT), consistent_read=True))


def consent(grant: Grant, consent_id: str) -> ConsentRecord:
    """One decision."""
    return ConsentRecord.get(grant.key("client"), f"{_CONSENT}{consent_id}", consistent_read=True)


def add_sign_in(grant: Grant, person_id: str, sign_in_id: str, at: datetime) -> None:
    """Note one sign-in."""
    record = SignInRecord(_partition(grant), f"{_sign_ins(grant, person_id)}{sign_in_id}", at=at, expires_at=at + SIGN_INS_KEPT)
    with transaction(grant, "sign_in.note") as write:
        write.put(record)


def sign_ins(grant: Grant, limit: int) -> Iterator[SignInRecord]:
    """The caller's latest sign-ins, newest first."""
    prefix = _sign_ins(grant, grant.caller_id)
    return iter(SignInRecord.query(_partition(grant), SignInRecord.item.startswith(prefix), scan_index_forward=False, limit=limit))


def _partition(grant: Grant) -> str:
    return grant.key("client", "provider", "practice")


def _profile_item(grant: Grant, person_id: str) -> str:
    """Admins have no partition of their own: theirs is the practice's, and the item names the person."""
    return f"{_PROFILE}#{person_id}" if grant.subject.kind == "practice" else _PROFILE


def _sign_ins(grant: Grant, person_id: str) -> str:
    return f"{_SIGN_IN}{person_id}#" if grant.subject.kind == "practice" else _SIGN_IN


def _open(grant: Grant, row: ProfileRecord) -> Profile:
    return vault.open(row.body, Profile, grant, feature=FEATURE, record=row.item, revision=int(row.revision))
