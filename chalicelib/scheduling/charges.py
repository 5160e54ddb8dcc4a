"""What changing or missing an appointment costs at this moment, and the sentence that says so."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.core.access import Grant
from chalicelib.ledger import rules as ledger_rules
from chalicelib.ledger import service as ledger
from chalicelib.ledger.rules import Fee
from chalicelib.practice import service as practices
from chalicelib.scheduling import rules


class Quote(NamedTuple):
    """A cost before it is agreed to. fee: None where nothing is owed. until: up to when it costs nothing, in the reader's zone."""

    fee: Fee | None
    until: datetime
    policy: str


def of_change(grant: Grant, start: datetime, local: datetime, now: datetime) -> Quote:
    """What moving or cancelling costs whoever holds the grant: a therapist's change costs nobody anything.

    local: the start in the reader's zone, for which the sentence names its times.
    """
    policy = practices.practice().policy
    until = rules.free_until(start, policy.cancel_notice_hours).astimezone(local.tzinfo)
    if grant.subject.kind != "client":
        return Quote(None, until, "A change by the therapist costs the client nothing.")
    late = rules.late_fee(start, now, policy.cancel_notice_hours, policy.late_fee_cents) > 0
    fee = ledger.fee(grant, "late_fee") if late else None
    day = f"{until:%a %b} {until.day}, {until.hour % 12 or 12}:{until:%M %p} {rules.zone_name(until)}"
    sentence = f"Moving or cancelling is free until {day}. After that it costs {ledger_rules.dollars(policy.late_fee_cents)}."
    return Quote(fee, until, _with_grace(sentence, fee))


def of_absence(client: Grant, local: datetime) -> Quote:
    """What it costs a client not to have come."""
    fee = ledger.fee(client, "no_show_fee")
    return Quote(fee, local, _with_grace(f"Not coming costs {ledger_rules.dollars(fee.cents)}.", fee))


def _with_grace(sentence: str, fee: Fee | None) -> str:
    return f"{sentence} The first time costs nothing." if fee is not None and fee.grace else sentence
