"""Questionnaires filled in after the intake: scored, kept as a series, and passed through the same safety rules as every answer."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import InvalidInput, NotFound
from chalicelib.core.writing import Transaction, transaction
from chalicelib.safety import checkins, kept, registry, rules, scoring, service, store
from chalicelib.safety.kept import MeasureBody
from chalicelib.safety.rules import ITEM9, ITEM9_OF, Given
from chalicelib.safety.schemas import Found, Measure, MeasureEntry, MeasurePage, Measures, ScoreShown
from chalicelib.safety.scoring import Instrument, Score


def add(grant: Grant, entry: MeasureEntry, now: datetime) -> Measure:
    """Score and keep a questionnaire; what bears on safety raises its flag in the same transaction.

    Raises IncompleteAnswers, AnswerOutOfRange, InvalidInput, KeyReused. What a form that is refused says of risk is heeded by the route.
    """
    instrument = _known(entry)
    values = scoring.checked(instrument, entry.answers)
    score = scoring.score(instrument, entry.answers) if instrument.kind == "sum" else None
    measure_id = ids.new(now)

    def attempt() -> service.Answered | None:
        new = _bearing_on_safety(instrument, values, entry)
        row = store.screen_row(grant) if new else None
        with transaction(grant, "measure.add") as write:
            answered = service.answer(write, grant, row, new, now) if new else None
            body = MeasureBody(instrument.slug, tuple(values), entry.difficulty, entry.acute, score, _found(new, answered))
            kept.add_measure(write, grant, measure_id, body, now)
            if score:
                checkins.follow(write, {instrument.slug: (measure_id, score)}, now)
            write.made(measure_id)
        return answered

    try:
        answered = service.repeated(attempt)
    except idempotency.Replay as earlier:
        return measure(grant, earlier.made_id)
    if answered:
        service.alarm(grant, answered, now)
    return measure(grant, measure_id)


def keep(write: Transaction, grant: Grant, filled: Mapping[str, tuple[list[int], int | None, Score]], now: datetime) -> None:
    """Keep the questionnaires of the intake as the first of their series, within the caller's transaction.

    filled: questionnaire -> answers, difficulty and score. Their safety was judged when they were answered. The transaction raises
    Outpaced if another check-in came first.
    """
    made = {}
    for slug, (answers, difficulty, score) in filled.items():
        measure_id = ids.new(now)
        kept.add_measure(write, grant, measure_id, MeasureBody(slug, tuple(answers), difficulty, None, score, "none"), now)
        made[slug] = (measure_id, score)
    if made:
        checkins.follow(write, made, now)


def measure(grant: Grant, measure_id: str) -> Measure:
    """One filled-in questionnaire. Raises NotFound."""
    row = kept.measure(grant, measure_id)
    if row is None:
        raise NotFound
    return _shown(grant, row, accounts.zone_of(grant))


def measures(grant: Grant, page: MeasurePage) -> Measures:
    """One page of the series, newest first, of one instrument or of all; opened for whoever holds the grant."""
    rows = kept.measures(grant, page.cursor, page.limit)
    zone = accounts.zone_of(grant) if rows else ""
    shown = [_shown(grant, row, zone) for row in rows]
    following = rows[-1].measure_id if len(rows) == page.limit else None
    return Measures(items=[one for one in shown if page.instrument in (None, one.instrument)], next=following)


def totals(grant: Grant, slugs: Iterable[str], since: datetime, until: datetime) -> dict[str, list[int]]:
    """The scores of these questionnaires between two instants, both included, oldest first. Each opening is noted as anybody's is."""
    wanted, found = set(slugs), dict[str, list[int]]()
    for row in kept.between(grant, since, until):
        body = kept.opened(grant, row)
        if body.instrument in wanted and body.score is not None:
            found.setdefault(body.instrument, []).append(body.score.total)
    return found


def _known(entry: MeasureEntry) -> Instrument:
    instrument = registry.instruments().get(entry.instrument)
    if instrument is None:
        raise InvalidInput("This questionnaire is not on file.", field="instrument")
    if entry.difficulty is not None and instrument.difficulty is None:
        raise InvalidInput("This questionnaire has no such question.", field="difficulty")
    if entry.acute is not None and instrument.acuity is None:
        raise InvalidInput("This questionnaire has no such question.", field="acute")
    return instrument


def _bearing_on_safety(instrument: Instrument, values: list[int | str], entry: MeasureEntry) -> Given | None:
    if instrument.slug == ITEM9_OF:
        return Given(item9=int(values[ITEM9]))
    if instrument.kind == "screen":
        return Given(answers=tuple(values), acute=entry.acute)  # type: ignore[arg-type]
    return None


def _found(new: Given | None, answered: service.Answered | None) -> Found:
    """What this form came to: for a screen the set itself, a yes or declined answer being positive before the last question is put."""
    if new is None or answered is None:
        return "none"
    if new.begun:
        judged = rules.judge(rules.flagged(new))
        return "positive" if judged == "open" or judged == "none" else judged
    return "screen_required" if answered.screen.outcome == "open" else "none"


def _shown(grant: Grant, row: kept.MeasureRecord, zone: str) -> Measure:
    body = kept.opened(grant, row)
    local = row.at.astimezone(clock.zone(zone))
    return Measure(
        id=row.measure_id,
        instrument=body.instrument,
        at=row.at,
        local=local,
        zone_name=local.tzname() or zone,
        answers=list(body.answers),
        difficulty=body.difficulty,
        acute=body.acute,
        score=ScoreShown(body.score.total, body.score.band) if body.score else None,
        safety=body.safety,
    )
