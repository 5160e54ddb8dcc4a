"""Accounts: opening one, one's own facts and sign-ins."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

import msgspec

from chalicelib.accounts import rules, staff, store, wards
from chalicelib.accounts.post import Post, post_of
from chalicelib.accounts.schemas import Me, MeUpdate, Profile, Role, SignIn, SignIns, Stopped
from chalicelib.core import client_keys, clock, ids, settings
from chalicelib.core.access import CLIENT_ROLES, STAFF_ROLES, Grant, Subject
from chalicelib.core.errors import Conflict, Misuse, NotFound
from chalicelib.core.records import Key, Record, get_many
from chalicelib.core.writing import Transaction

SIGN_INS_SHOWN = 20
REMINDERS_CHANGED, ZONE_CHANGED = store.REMINDERS_CHANGED, store.ZONE_CHANGED
_FIXED = ("id", "role", "email")
_TOLD = ("zone_name", "utc_offset", "mail_stopped")
_TIMES = ("remind_by_mail", "remind_by_sms", "mail_hours", "sms_hours")


class _Exists(Conflict):
    pass


def profile(grant: Grant) -> Profile:
    """The profile of the grant's person. Raises NotFound where there is none."""
    return _read(grant)[0]


def profiles(grants: Sequence[Grant]) -> list[Profile | None]:
    """The profiles of at most a page of people, in one read; None where there is none."""
    rows = get_many([store.profile_key(grant) for grant in grants])
    client_keys.warm(grant.subject for grant in grants)
    return [_profile_unless_erased(grant, row) for grant, row in zip(grants, rows, strict=True)]


def profile_key(grant: Grant) -> Key:
    """Where the profile of the grant's person is, for a BatchGetItem that reads it together with other rows."""
    return store.profile_key(grant)


def profile_of(grant: Grant, row: Record | None) -> Profile | None:
    """The profile in a row that was read by `profile_key`, None where the row is missing."""
    return store.open_profile(grant, row)[0] if isinstance(row, store.ProfileRecord) else None


def addressed(grant: Grant) -> tuple[Profile, Post]:
    """Somebody's profile and how they are written to, in one read. Raises NotFound where there is none."""
    facts, _, post = _read(grant)
    return facts, post


def zone_of(grant: Grant) -> str:
    """The IANA zone the person lives in."""
    return profile(grant).zone


def me(grant: Grant) -> Me:
    """The caller's own account."""
    facts, post = addressed(grant)
    return _shown(grant, facts, post.stopped)


def change_me(grant: Grant, update: MeUpdate, now: datetime) -> Me:
    """Replace the parts of the caller's own profile that are given.

    Raises InvalidInput for a date, state or zone that cannot be, TooYoung, FixedField, Conflict.
    """
    current, revision, post = _read(grant)
    given = _given_parts(update)
    _check_fixed(given, _shown(grant, current, post.stopped))
    again = post.stopped is not None and given.get("remind_by_mail") is True
    if post.stopped is not None and not again:
        # It is shown as off meanwhile; what they had wished for stays.
        given.pop("remind_by_mail", None)
    changed = msgspec.structs.replace(current, **given)
    if changed.home_state != current.home_state:
        changed = msgspec.structs.replace(changed, moved_at=now)
    _check(grant, current, changed, now.date())
    if changed != current or again:
        store.replace_profile(
            grant,
            changed,
            revision,
            ends_consent=_becomes_minor(grant, current, changed, now.date()),
            mail_from=now if again else None,
            retimed=again or any(getattr(changed, name) != getattr(current, name) for name in _TIMES),
            elsewhere=changed.zone != current.zone,
        )
    return _shown(grant, changed, None if again else post.stopped)


def _given_parts(update: MeUpdate) -> dict[str, Any]:
    given = {name: value for name, value in msgspec.structs.asdict(update).items() if value is not msgspec.UNSET and name not in _TOLD}
    return given | {name: sorted(set(given[name]), reverse=True) for name in ("mail_hours", "sms_hours") if given.get(name)}


def _check_fixed(given: dict[str, Any], shown: Me) -> None:
    """Take out what cannot be changed. Raises FixedField unless it is as it was."""
    for name in _FIXED:
        if name in given and given.pop(name) != getattr(shown, name):
            raise rules.FixedField(field=name)


def _check(grant: Grant, current: Profile, changed: Profile, today: date) -> None:
    rules.check_state(changed.home_state)
    rules.check_zone(changed.zone, clock.zone_names())
    if changed.birth_date is not None:
        rules.check_birth_date(changed.birth_date, today)
    if changed.birth_date != current.birth_date and grant.subject.kind == "client":
        _check_guarded(grant)


def sign_ins(grant: Grant) -> SignIns:
    """The caller's recent sign-ins, newest first."""
    return SignIns(items=[SignIn(at=record.at) for record in store.sign_ins(grant, SIGN_INS_SHOWN)])


def ensure_account(person_id: str, pool: str, email: str) -> None:
    """Make sure that somebody Cognito has confirmed has an account. Safe to repeat.

    pool: the Cognito pool's id, which bounds the role: the client pool makes clients, the staff pool makes nobody, since staff accounts
    exist only by invitation. Raises Misuse for another pool.
    """
    config = settings.load()
    if pool == config.client_pool:
        open_account(person_id, "client", email)
    elif pool != config.staff_pool:
        raise Misuse("an unknown pool")


def open_account(person_id: str, role: Role, email: str, preferred_name: str = "") -> None:
    """Make a person's key, gate row and profile, unless there is a gate row. Safe to repeat."""
    if store.standing(person_id) is not None:
        return
    grant = _job_grant(person_id, role)
    client_keys.ensure(grant)

    def also(write: Transaction) -> None:
        if role in STAFF_ROLES:
            staff.enter(write, person_id, role, staff.StaffBody(email, preferred_name), clock.now())

    try:
        store.open_account(grant, person_id, role, Profile(email=email, preferred_name=preferred_name), _Exists(), also)
    except _Exists:
        return


def role_of(person_id: str) -> str | None:
    """The role of somebody with an account, None for anybody else."""
    found = store.standing(person_id)
    return found.role if found else None


def note_sign_in(person_id: str, now: datetime) -> None:
    """Note that a person with an account has signed in; nobody without one is noted."""
    found = store.standing(person_id)
    if found is not None:
        store.add_sign_in(_job_grant(person_id, found.role), person_id, ids.new(now), now)
        if found.role in STAFF_ROLES:
            staff.signed_in(_job_grant(person_id, "admin"), person_id, now)


def invite_staff(email: str, role: Literal["provider", "admin"], preferred_name: str) -> str:
    """Invite a colleague: Cognito mails a temporary password, and the account stands ready. Returns their id. Safe to repeat."""
    from chalicelib.accounts import cognito  # its client takes 40 ms to make, and few functions ever need it

    person_id = cognito.invite(email, role)
    open_account(person_id, role, email, preferred_name)
    return person_id


def _job_grant(person_id: str, role: str) -> Grant:
    if role == "admin":
        return Grant.for_job("accounts", Subject("practice", settings.load().practice))
    return Grant.for_job("accounts", Subject("client" if role in CLIENT_ROLES else "provider", person_id))


def _profile_unless_erased(grant: Grant, row: Record | None) -> Profile | None:
    try:
        return profile_of(grant, row)
    except client_keys.NoKey:
        return None


def _read(grant: Grant) -> tuple[Profile, int, Post]:
    (row,) = get_many([store.profile_key(grant)])
    if row is None:
        raise NotFound
    return *store.open_profile(grant, row), post_of(row)


def _shown(grant: Grant, facts: Profile, stopped: Stopped | None) -> Me:
    local = clock.now().astimezone(clock.zone(facts.zone))
    offset = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
    told = {name: getattr(facts, name) for name in Profile.__struct_fields__ if name in Me.__struct_fields__}
    told["mail_stopped"] = stopped
    told["remind_by_mail"] = facts.remind_by_mail and stopped is None
    return Me(id=grant.caller_id, role=grant.caller.role, zone_name=local.tzname() or facts.zone, utc_offset=offset, **told)


def _check_guarded(grant: Grant) -> None:
    """A birth date that a guardian's link rests on is not changed by the teen."""
    if next(wards.guardians(grant), None) is not None:
        raise rules.FixedField(field="birth_date")


def _becomes_minor(grant: Grant, before: Profile, after: Profile, today: date) -> bool:
    """Whether this change tells that somebody who consented as an adult is under 18."""
    if grant.subject.kind != "client" or after.birth_date is None or after.birth_date == before.birth_date:
        return False
    return rules.age(after.birth_date, today) < rules.ADULT_AGE
