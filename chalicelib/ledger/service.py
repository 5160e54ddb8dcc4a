"""Fees, waivers and credits: what a change of an appointment would cost, and the lines that say what it did."""

from datetime import datetime

from chalicelib.core import ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, NotFound
from chalicelib.core.writing import Transaction, transaction
from chalicelib.ledger import rules, store
from chalicelib.ledger.rules import Fee
from chalicelib.ledger.schemas import CreditReason, FeeKind, LedgerPage, Line, Lines, WaiverWish
from chalicelib.practice import service as practices


def fee(grant: Grant, kind: FeeKind) -> Fee:
    """The fee of this kind by the practice's policy as it would meet this client now. One read, none where the policy has no grace."""
    policy = practices.practice().policy
    cents = policy.late_fee_cents if kind == "late_fee" else policy.no_show_fee_cents
    return Fee(kind, cents, grace=policy.first_time_grace and cents > 0 and not store.grace_used(grant))


def charge(write: Transaction, grant: Grant, owed: Fee, appointment_id: str, now: datetime, otherwise: AppError) -> None:
    """Put a fee on the client's ledger within a transaction; with grace, and the waiver beside it.

    otherwise: raised if the grace was used meanwhile, so that the caller looks again.
    """
    if not owed.cents:
        return
    line_id = ids.new(now)
    store.add(write, grant, line_id, owed.kind, now, appointment_id=appointment_id, cents=owed.cents)
    if owed.grace:
        store.use_grace(write, grant, now, otherwise)
        store.add(
            write, grant, line_id + store.WAIVER, "waiver", now, appointment_id=appointment_id, cents=-owed.cents, reason="first_time"
        )


def credit(write: Transaction, grant: Grant, appointment_id: str, minutes: int, now: datetime, reason: CreditReason = "technical") -> None:
    """Credit minutes of a session, within the transaction that ends it; nothing for none.

    reason: technical for those that the line or a late start took, therapist_absent for a whole session that its therapist missed.
    """
    if minutes > 0:
        store.add(write, grant, ids.new(now), "credit", now, appointment_id=appointment_id, minutes=minutes, reason=reason)


def waive(grant: Grant, line_id: str, wish: WaiverWish, now: datetime) -> Line:
    """Take one fee off a client's ledger. Raises NotFound, NotAFee, AlreadyWaived."""
    found = store.line(grant, line_id)
    if found is None:
        raise NotFound
    if not rules.is_fee(found.kind):
        raise rules.NotAFee
    with transaction(grant, "fee.waive") as write:
        made = store.add(
            write,
            grant,
            line_id + store.WAIVER,
            "waiver",
            now,
            appointment_id=found.appointment_id,
            cents=-int(found.cents),
            reason=wish.reason,
            otherwise=rules.AlreadyWaived(),
        )
    return _shown(made)


def lines(grant: Grant, page: LedgerPage) -> Lines:
    """One page of a client's ledger, newest first."""
    found = store.lines(grant, page.cursor, page.limit)
    return Lines(items=[_shown(row) for row in found], next=found[-1].line_id if len(found) == page.limit else None)


def _shown(row: store.LineRecord) -> Line:
    return Line(
        id=row.line_id,
        kind=row.kind,  # type: ignore[arg-type]
        cents=None if row.cents is None else int(row.cents),
        minutes=None if row.minutes is None else int(row.minutes),
        appointment_id=row.appointment_id,
        at=row.at,
        waives=row.line_id.removesuffix(store.WAIVER) if row.kind == "waiver" else None,
        reason=row.reason,  # type: ignore[arg-type]
    )
