"""A person's profile, consents and sign-ins: all in the person's partition of one table."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from pynamodb.attributes import BooleanAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.accounts.schemas import ConsentDecision, Profile
from chalicelib.core import ids, vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict
from chalicelib.core.records import ClearMap, ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.standing import ACTIVE, StandingRecord
from chalicelib.core.writing import Transaction, transaction

FEATURE = "profile"
WITHDRAWN = "consent.withdrawn"
SIGN_INS_KEPT = timedelta(days=90)
TELEHEALTH = "telehealth"
REMINDERS_CHANGED = "reminders.changed"
ZONE_CHANGED = "zone.changed"
_AGREED = "agreed"
_TAG = "tag"
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
    wishes = ClearMap(why="hours before a session at which messages are wished: decides when a job wakes, without a key", null=True)
    tag = ClearText(why="an opaque word that mails carry, by which SES says which came back", null=True)
    mail_stopped = ClearText(why="bounce or complaint: no mail is sent any more, decided without a key", null=True)
    mail_since = UTCDateTimeAttribute(null=True)


class TagRecord(Record):
    """Whose mails carry a tag. Partition: `tag#` and the tag; sort: the word `tag`."""

    class Meta(ProfileRecord.Meta):
        pass

    person_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    subject_kind = ClearText(why="the kind of subject in whose partition the profile is")
    subject_id = ClearText(why="the id of that subject")
    profile_item = ClearText(why="which item of it, for staff without a partition of their own")


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
        tag = ids.new()
        write.put(ProfileRecord(_partition(grant), item, body=body, revision=1, wishes=_wishes(profile), tag=tag))
        write.put(TagRecord(f"{_TAG}#{tag}", _TAG, subject_kind=grant.subject.kind, subject_id=grant.subject_id, profile_item=item))
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


def replace_profile(
    grant: Grant,
    profile: Profile,
    revision: int,
    *,
    ends_consent: bool = False,
    mail_from: datetime | None = None,
    retimed: bool = False,
    elsewhere: bool = False,
) -> None:
    """Put a changed profile in place of the one with this revision. Raises Conflict if it was changed meanwhile.

    ends_consent: whether the change takes the person's own consent its force. mail_from: the instant from which mail that was stopped is
    sent again, None to leave that as it is. retimed: whether reminders come at other times. elsewhere: whether they live in another zone.
    """
    item = _profile_item(grant, grant.caller_id)
    body = vault.seal(profile, grant, feature=FEATURE, record=item, revision=revision + 1)
    actions = [ProfileRecord.body.set(body), ProfileRecord.revision.set(revision + 1), ProfileRecord.wishes.set(_wishes(profile))]
    if mail_from is not None:
        actions += [ProfileRecord.mail_stopped.remove(), ProfileRecord.mail_since.set(mail_from)]
    with transaction(grant, "profile.change") as write:
        write.update(ProfileRecord(_partition(grant), item), actions, ProfileRecord.revision == revision, Conflict())
        if retimed and grant.subject.kind == "client":
            write.tell(REMINDERS_CHANGED, {})
        if elsewhere and grant.subject.kind == "client":
            write.tell(ZONE_CHANGED, {})
        if ends_consent:
            end_consent(write, grant)


def _wishes(profile: Profile) -> dict[str, list[int] | None]:
    """Channel -> hours, None for the practice's times; a channel that is off is left out."""
    channels = {"mail": (profile.remind_by_mail, profile.mail_hours), "sms": (profile.remind_by_sms, profile.sms_hours)}
    return {channel: hours for channel, (on, hours) in channels.items() if on}


def tagged(tag: str) -> TagRecord | None:
    """Whose mails carry this tag."""
    (row,) = get_many([Key(TagRecord, f"{_TAG}#{tag}", _TAG)])
    return row  # type: ignore[no-any-return]


def stop_mail(grant: Grant, profile_item: str, why: str, sent_at: datetime) -> None:
    """Send a person no more mail, unless they turned it on after that mail was sent. A complaint is not weakened by a bounce.

    Raises Conflict where it changes nothing.
    """
    known = ProfileRecord.mail_stopped.does_not_exist() | (ProfileRecord.mail_stopped == "bounce")
    since = ProfileRecord.mail_since.does_not_exist() | (ProfileRecord.mail_since < sent_at)
    with transaction(grant, "mail.stop") as write:
        actions = [ProfileRecord.mail_stopped.set(why)]
        write.update(ProfileRecord(_partition(grant), profile_item), actions, ProfileRecord.revision.exists() & known & since)


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
