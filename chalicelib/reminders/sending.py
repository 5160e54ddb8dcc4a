"""Reminders: once each, to whom and by what they are wished, never after a cancel, never the old time.

A sweep finds what is due and queues it; a page of it is read at once, and each reminder is leased, sent and moved on. After a crash a mail
may go out a second time; a text does not: nobody knows whether it went out, and the practice is told.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.accounts import post
from chalicelib.accounts import service as accounts
from chalicelib.accounts.post import Post
from chalicelib.accounts.schemas import Profile
from chalicelib.core import client_keys, clock, log, mail, queue, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import AppError, Conflict
from chalicelib.core.records import Record, get_many
from chalicelib.core.writing import transaction
from chalicelib.practice import service as practices
from chalicelib.reminders import messages, rules, store, texting
from chalicelib.reminders.rules import Channel, Lost
from chalicelib.scheduling import reminding
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.reminding import Due

JOB = "reminders"
PAGE = 20
"""Reminders of one queued message: their rows, with four clients each, fill one read."""
FAILURES = (AppError, BotoCoreError, ClientError, ValueError, KeyError)
# A send that begins this close to the end of the lease could still be under way after it.
_LAST_MOMENT = timedelta(seconds=12)
Outcome = Literal["sent", "failed", "unsure"]
Row = tuple[int, Channel, Lost]
"""Bits of one person's reminders by one channel, and how they were lost: a row of the practice's list."""


class Message(NamedTuple):
    """One message. bits: which reminders it carries out."""

    bits: int
    channel: Channel
    send: Callable[[], object]


class Plan(NamedTuple):
    """What is to be done for one appointment now.

    skipped: bits of what cannot or need not be sent at all. returned: those of them by mail that came back, of somebody without texts.
    unread: bits of people whose profile does not open now. again: when a text may go out that waits for the morning.
    """

    messages: list[Message]
    skipped: int
    returned: int
    unread: int
    again: datetime | None


def sweep(now: datetime) -> int:
    """Queue every reminder that is due; say how many appointments that are. One that is not done is queued again a minute later."""
    found = list(reminding.due(now))
    queue.put(JOB, [{"due": found[begin : begin + PAGE]} for begin in range(0, len(found), PAGE)])
    return len(found)


def carry_out(found: Sequence[Sequence[str]]) -> int:
    """Send a page of reminders, each as `reminding.due` names it; say how many messages went out."""
    people = {client_id: _client(client_id) for _, _, *clients in found for client_id in clients}
    keys = [reminding.key(provider_id, appointment_id) for provider_id, appointment_id, *_ in found]
    rows = get_many([*keys, *(accounts.profile_key(person) for person in people.values())])
    profiles = dict(zip(people, rows[len(keys) :], strict=True))
    waiting = [reminder for row in rows[: len(keys)] if (reminder := reminding.of_row(row)) is not None]
    try:
        client_keys.warm(_client(client_id).subject for reminder in waiting for client_id in reminder.appointment.client_ids)
    except FAILURES as failed:
        # Whose key is missing is found when their profile is opened, one by one.
        log.failure("send_failed", failed, job=JOB)
    return sum(_remind(reminder, profiles) for reminder in waiting)


def parts(reminder: Due, profiles: Mapping[str, Record | None]) -> list[rules.Part]:
    """Every reminder of an appointment, by what its clients wish."""
    wishes = [post.post_of(profiles.get(client_id)).wishes for client_id in reminder.appointment.client_ids]
    return list(rules.parts(reminder.appointment.start, wishes, practices.practice().policy.reminder_hours))


def _remind(reminder: Due, profiles: Mapping[str, Record | None]) -> int:
    """Send one appointment's due reminders; say how many messages went out. What fails stays due, what went out is kept in mind."""
    now, every = clock.now(), parts(reminder, profiles)
    unsure = reminder.texting & ~reminder.sent
    begun = now >= reminder.appointment.start
    plan = _plan(reminder, profiles, every, unsure, now)
    if not reminding.take(reminder, unsure | (0 if begun else _texts(plan.messages)), now):
        return 0
    try:
        if begun:
            left = plan.unread | sum(message.bits for message in plan.messages)
            _finish(reminder, every, reminder.sent | unsure, left, unsure, None)
            return 0
        return _send(reminder, plan, every, unsure)
    except Conflict:
        log.event("job_failed", job=JOB, code="lease_lost")
        return 0


def _send(reminder: Due, plan: Plan, every: list[rules.Part], unsure: int) -> int:
    done, left, count = reminder.sent | unsure | plan.skipped, plan.unread, 0
    for number, message in enumerate(plan.messages, start=1):
        outcome = _try(message, reminder)
        if outcome == "failed":
            left |= message.bits
        else:
            done |= message.bits
            unsure |= message.bits if outcome == "unsure" else 0
            count += outcome == "sent"
        # Noted at once where more is to go out: after a crash only this very message can go out a second time.
        if number < len(plan.messages):
            reminding.note(reminder, done & ~(unsure | plan.returned), unsure | _texts(plan.messages[number:]))
    now = clock.now()
    if left and reminder.tries + 1 < reminding.TRIES:
        _keep(reminder, reminding.postponed(reminder, done, now), [*_listed(plan.returned, "returned"), *_listed(unsure, "unsure")])
    else:
        _finish(reminder, every, done, left, unsure, plan.again, plan.returned)
    return count


def _finish(reminder: Due, every: list[rules.Part], done: int, left: int, unsure: int, again: datetime | None, returned: int = 0) -> None:
    """Everything is sent or given up: go on to what comes next, and put what is given up on the practice's list."""
    following = rules.following(every, done | left, clock.now())
    soonest = min((at for at in (following, again) if at is not None and at < reminder.appointment.start), default=None)
    lost = [*_listed(left, "failed"), *_listed(returned, "returned"), *_listed(unsure, "unsure")]
    _keep(reminder, reminding.finished(reminder, done | left, soonest), lost)


def _listed(bits: int, state: Lost) -> list[Row]:
    return [(bits, channel, state) for (_, channel), bits in rules.apart(bits).items()]


def _keep(reminder: Due, changes: reminding.Changes, lost: Sequence[Row]) -> None:
    if not lost:
        reminding.mark(reminder, changes)
        return
    practice = Grant.for_job(JOB, Subject("practice", settings.load().practice))
    place = {"provider_id": reminder.appointment.provider_id, "appointment_id": reminder.appointment.id}
    with transaction(practice, "reminder.fail") as write:
        reminding.change(write, reminder, changes)
        for bits, channel, state in lost:
            store.add(write, practice, clock.now(), bits=bits, channel=channel, state=state, **place)
    log.event("send_failed", job=JOB, code="given_up", count=len(lost))


def _texts(left: Sequence[Message]) -> int:
    """The bits of the message that goes out first, if that is a text."""
    return left[0].bits if left and left[0].channel == "sms" else 0


def _plan(reminder: Due, profiles: Mapping[str, Record | None], every: list[rules.Part], unsure: int, now: datetime) -> Plan:
    """What is wished, due and not out yet. A person whose profile does not open keeps nobody else from hearing."""
    due = rules.due(every, reminder.sent | unsure, now)
    found, skipped, returned, unread, again = list[Message](), 0, 0, 0, list[datetime]()
    for number, client_id in enumerate(reminder.appointment.client_ids):
        wanted: dict[Channel, int] = {channel: bits for (person, channel), bits in due.items() if person == number}
        if not wanted:
            continue
        row = profiles.get(client_id)
        try:
            profile = accounts.profile_of(_client(client_id), row)
        except FAILURES as failed:
            log.failure("send_failed", failed, job=JOB)
            unread |= sum(wanted.values())
            continue
        if profile is not None:
            own = _wanted(reminder, profile, post.post_of(row), wanted, now)
            found += own.messages
            skipped |= own.skipped
            returned |= own.returned
            again += [own.again] if own.again else []
    # Mails first: what is noted after the last of them says which text goes out next.
    return Plan(sorted(found, key=lambda message: message.channel), skipped, returned, unread, min(again, default=None))


def _wanted(reminder: Due, profile: Profile, how: Post, wanted: dict[Channel, int], now: datetime) -> Plan:
    """One person's messages."""
    start = scheduling.in_zone(reminder.appointment, profile.zone).start
    to, local, found = texting.number(profile.phone), now.astimezone(clock.zone(profile.zone)), list[Message]()
    by_text = wanted.get("sms", 0) if to else 0
    way = rules.ways(wanted.get("mail", 0), by_text, night=texting.quiet(local), stopped=how.stopped is not None)
    if way.mail:
        words = messages.mail("reminder", start, profile.language, link("client"), now)
        send = partial(mail.send, profile.email, words.subject, words.text, html=words.html, tag=how.tag)
        found.append(Message(way.mail, "mail", partial(_unless_stopped, to, send) if way.instead and to else send))
    if way.text and to:
        text = messages.sms(start, profile.language, link("client"))
        found.append(Message(way.text, "sms", partial(texting.send, to, text)))
    skipped = sum(wanted.values()) & ~(way.mail | way.text | way.waits)
    returned = wanted.get("mail", 0) if how.stopped == "bounce" and not (to and "sms" in how.wishes) else 0
    return Plan(found, skipped, returned, 0, texting.morning(local) if way.waits else None)


def _unless_stopped(to: str, send: Callable[[], object]) -> None:
    """Send what takes a text's place, but to somebody who has answered STOP."""
    if not texting.opted_out(to):
        send()


def _try(message: Message, reminder: Due) -> Outcome:
    """Send one message, unless the lease is nearly over; say whether that went well."""
    if reminder.until is None or clock.now() > reminder.until - _LAST_MOMENT:
        return "failed"
    try:
        message.send()
    except texting.Unsure as failed:
        log.failure("send_failed", failed, job=JOB)
        return "unsure"
    except FAILURES as failed:
        log.failure("send_failed", failed, job=JOB)
        return "failed"
    return "sent"


def link(kind: str) -> str:
    """Where a message leads: a person's own start page, which opens nothing without signing in."""
    return f"{settings.load().site}/{'provider/' if kind == 'provider' else 'home'}"


def _client(client_id: str) -> Grant:
    return Grant.for_job(JOB, Subject("client", client_id))
