"""Asking for a new second factor, looking the person up, deciding, carrying it out.

The answer to whoever asks is the same for every address and takes as long: who it is about is looked up afterwards, by a job.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any

from chalicelib.accounts import cognito
from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import Profile
from chalicelib.core import clock, ids, mail, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import NotFound, TooMany
from chalicelib.core.writing import transaction
from chalicelib.practice import rules as practice_rules
from chalicelib.practice import service as practices
from chalicelib.recovery import messages, rules, store
from chalicelib.recovery.access import subject_of
from chalicelib.recovery.schemas import Contact, Proof, Reset, ResetAsked, ResetCase, Resets, ResetWish

JOB = "recovery"


class _Repeated(TooMany):
    pass


class _Waits(rules.AlreadyApproved):
    pass


def ask(grant: Grant, wish: ResetWish, now: datetime) -> ResetAsked:
    """Take in that somebody cannot get in, and say by when they are called. Tells nobody whether there is such an account.

    Raises AskedTooOften where more ask than can be, whatever the address.
    """
    contact = Contact(wish.email.strip().lower(), wish.phone, wish.language)
    # The address is counted first: one that is repeated must not use up what others may ask. Counted alike, account or none.
    with suppress(_Repeated):
        store.count_address(grant, contact.email, now, rules.AN_ADDRESS_A_DAY, _Repeated())
        store.count_everybody(grant, now, rules.AN_HOUR, rules.AskedTooOften())
        store.add_asked(grant, ids.new(now), contact, staff=wish.staff, at=now)
    facts = practices.practice()
    local = _due(now).astimezone(clock.zone(facts.zone))
    return ResetAsked(answer_by=local, zone_name=local.tzname() or facts.zone, phone=facts.phone)


def look_up(asked_id: str) -> None:
    """Put whoever wrote on the practice's list, and tell the account's owner; forget it where nobody signs in so. Safe to repeat."""
    practice = Grant.for_job(JOB, Subject("practice", settings.load().practice))
    found = store.asked(practice, asked_id)
    if found is None:
        return
    row, contact = found
    person_id = cognito.find(contact.email, staff=row.pool == "staff")
    role = accounts.role_of(person_id) if person_id else None
    if person_id and role:
        words = messages.asked(contact.language, practices.practice().phone)
        try:
            with transaction(practice, "second_factor.list") as write:
                store.add_reset(write, practice, person_id, role, contact, row.at, _due(row.at), _Waits())
        except _Waits:
            pass  # Whoever asks again is on the list already, and was told.
        else:
            mail.send(contact.email, words.subject, words.text)
    with transaction(practice, "second_factor.looked_up") as write:
        store.drop_asked(write, row)


def resets(grant: Grant) -> Resets:
    """Everybody who waits, the first due first. Nothing is opened."""
    return Resets(items=sorted((Reset(**_facts(row)) for row in store.resets(grant)), key=lambda one: (one.due_by, one.person_id)))


def case(grant: Grant, person_id: str) -> ResetCase:
    """One of them, opened to make sure who it is. grant: for the person, the practice beside it; the opening is in their access log."""
    practice = _practice(grant)
    row = _row(practice, person_id)
    contact = store.contact(practice, row)
    # A manager's profile lies with the practice under their own id, which nobody else's grant names.
    profile = accounts.profile(grant) if row.role != "admin" else Profile(email=contact.email)
    return ResetCase(
        **_facts(row),
        email=contact.email,
        phone_given=contact.phone,
        name=profile.preferred_name,
        phone_on_file=profile.phone,
        birth_date=profile.birth_date,
    )


def approve(grant: Grant, person_id: str, proof: Proof) -> Reset:
    """Let the person connect a new second factor. Who approved and how they made sure stays in the access log. Raises AlreadyApproved."""
    row = _row(_practice(grant), person_id)
    with transaction(grant, f"second_factor.reset.{proof}") as write:
        store.approve(write, row, proof, grant.caller_id, rules.AlreadyApproved())
        write.tell(store.APPROVED, {"person_id": person_id}, grant=_practice(grant))
    return Reset(**{**_facts(row), "state": "approved"})


def decline(grant: Grant, person_id: str) -> Resets:
    """Take the person off the list: it was not them, or they found their way in. Raises AlreadyApproved."""
    with transaction(grant, "second_factor.decline") as write:
        store.remove(write, _row(_practice(grant), person_id), "waiting", rules.AlreadyApproved())
    return resets(_practice(grant))


def carry_out(person_id: str) -> None:
    """Take the lost factor off, end every session, tell the person, and take them off the list. Safe to repeat at any point.

    A repeat for the mail's sake leaves a factor alone that was connected in the meantime.
    """
    practice = Grant.for_job(JOB, Subject("practice", settings.load().practice))
    row = store.reset(practice, person_id)
    if row is None or row.state == "waiting":
        return
    if row.state == "approved":
        cognito.forget_factors(person_id, row.role)
        store.note_off(practice, row)
    contact, site = store.contact(practice, row), settings.load().site
    link = f"{site}/provider/sign-in" if subject_of(person_id, row.role).kind != "client" else f"{site}/sign-in"
    words = messages.done(contact.language, practices.practice().phone, link)
    mail.send(contact.email, words.subject, words.text)
    with transaction(practice, "second_factor.done") as write:
        store.remove(write, row, "off", rules.AlreadyApproved())


def _due(asked_at: datetime) -> datetime:
    """The end of the next business day."""
    facts = practices.practice()
    return practice_rules.end_of_business_day(asked_at, 1, clock.zone(facts.zone), facts.closed_days)


def _practice(grant: Grant) -> Grant:
    return next(one for one in grant.parties if one.subject.kind == "practice")


def _row(practice: Grant, person_id: str) -> store.ResetRecord:
    row = store.reset(practice, person_id)
    if row is None:
        raise NotFound
    return row


def _facts(row: store.ResetRecord) -> dict[str, Any]:
    state = "waiting" if row.state == "waiting" else "approved"
    return {"person_id": row.reset_of, "role": row.role, "state": state, "asked_at": row.asked_at, "due_by": row.due_by}
