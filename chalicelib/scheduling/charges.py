"""What changing or missing an appointment costs at this moment, and the sentence that says so."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.accounts import service as accounts
from chalicelib.core.access import Grant
from chalicelib.core.writing import Transaction
from chalicelib.ledger import rules as ledger_rules
from chalicelib.ledger import service as ledger
from chalicelib.ledger.rules import Fee
from chalicelib.practice import service as practices
from chalicelib.scheduling import openings, rules
from chalicelib.scheduling.schemas import Appointment, Changed, WhyFree
from chalicelib.scheduling.wording import Language, when

_CHANGE: dict[Language, str] = {
    "en": "Moving or canceling is free until {until}. After that it costs {fee}.",
    "es": "Cambiar o cancelar no cuesta nada hasta {until}. Después cuesta {fee}.",
}
_BY_THERAPIST: dict[Language, str] = {
    "en": "A change by the therapist costs the client nothing.",
    "es": "Un cambio de parte del terapeuta no le cuesta nada al cliente.",
}
_FREE: dict[WhyFree, dict[Language, str]] = {
    "free": {
        "en": "This talk is free. Moving, canceling or missing it costs nothing.",
        "es": "Esta conversación es gratuita. Cambiarla, cancelarla o no asistir no cuesta nada.",
    },
    "moved_by_therapist": {
        "en": "Your therapist moved this appointment at short notice. Moving or canceling it costs you nothing.",
        "es": "Su terapeuta cambió esta cita con poca antelación. Cambiarla o cancelarla no le cuesta nada.",
    },
    "late_before": {
        "en": "This appointment was moved late once before. Moving or canceling it again costs nothing more.",
        "es": "Esta cita ya se cambió tarde una vez. Volver a cambiarla o cancelarla no cuesta nada más.",
    },
}
_ABSENCE: dict[Language, str] = {"en": "Not coming costs {fee}.", "es": "No asistir cuesta {fee}."}
_GRACE: dict[Language, str] = {"en": "The first time costs nothing.", "es": "La primera vez no cuesta nada."}


class Quote(NamedTuple):
    """A cost before it is agreed to. fee: None where nothing is owed. until: up to when it costs nothing, in the reader's zone.

    why: it is free however late.
    """

    fee: Fee | None
    until: datetime
    policy: str
    why: WhyFree | None = None


def why_free(free: bool, moved_by_therapist: bool, late_before: bool) -> WhyFree | None:
    """The first of these reasons that holds."""
    return "free" if free else "moved_by_therapist" if moved_by_therapist else "late_before" if late_before else None


def of_change(grant: Grant, start: datetime, local: datetime, now: datetime, why: WhyFree | None = None) -> Quote:
    """What moving or cancelling costs whoever holds the grant: a therapist's change costs nobody anything.

    local: the start in the reader's zone, for which the sentence names its times. The sentence is in the language of their profile. why:
    it is free, however late it is.
    """
    language = accounts.profile(grant).language if grant.own else "en"
    policy = practices.practice().policy
    until = rules.free_until(start, policy.cancel_notice_hours).astimezone(local.tzinfo)
    if grant.subject.kind != "client":
        return Quote(None, until, _BY_THERAPIST[language])
    if why is not None:
        return Quote(None, local, _FREE[why][language], why)
    late = rules.late_fee(start, now, policy.cancel_notice_hours, policy.late_fee_cents) > 0
    fee = ledger.fee(grant, "late_fee") if late else None
    sentence = _CHANGE[language].format(until=when(until, language, now), fee=ledger_rules.dollars(policy.late_fee_cents))
    return Quote(fee, until, _with_grace(sentence, fee, language))


def moved_late(grant: Grant, start: datetime, now: datetime) -> datetime | None:
    """When a therapist moves an appointment to a start that the client could not change for nothing any more; None for any other move."""
    late = grant.subject.kind == "provider" and now > rules.free_until(start, practices.practice().policy.cancel_notice_hours)
    return now if late else None


def of_absence(reader: Grant, client: Grant, local: datetime, *, free: bool = False) -> Quote:
    """What it costs a client not to have come, said to whoever reads it. free: whether the session itself is."""
    language = accounts.profile(reader).language
    if free:
        return Quote(None, local, _FREE["free"][language])
    fee = ledger.fee(client, "no_show_fee")
    return Quote(fee, local, _with_grace(_ABSENCE[language].format(fee=ledger_rules.dollars(fee.cents)), fee, language))


def check(quote: Quote, shown_cents: int | None) -> None:
    """Raise FeeChanged where a change costs more than the client was shown; None where they were shown nothing."""
    owed = quote.fee.owed if quote.fee else 0
    if shown_cents is not None and owed > shown_cents:
        raise rules.FeeChanged(fee_cents=owed, free_until=quote.until.isoformat(), policy=quote.policy)


def shown(seen: Appointment, quote: Quote) -> Changed:
    """An appointment with what a change of it costs."""
    fee, grace = (quote.fee.owed, quote.fee.grace) if quote.fee else (0, False)
    return Changed(
        **msgspec.structs.asdict(seen),
        fee_cents=fee,
        grace=grace,
        free_until=quote.until,
        free_until_zone_name=rules.zone_name(quote.until),
        policy=quote.policy,
        free_because=quote.why,
    )


def charge(write: Transaction, client: Grant, quote: Quote, appointment_id: str, now: datetime) -> None:
    """Put within a transaction what is owed on the client's ledger, if anything is."""
    if quote.fee is not None:
        ledger.charge(write, client, quote.fee, appointment_id, now, openings.Outpaced())


def _with_grace(sentence: str, fee: Fee | None, language: Language) -> str:
    return f"{sentence} {_GRACE[language]}" if fee is not None and fee.grace else sentence
