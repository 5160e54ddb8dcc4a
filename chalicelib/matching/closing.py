"""Counting a closed case: the first and the last score of each concern that is measured, added to its therapist's sums."""

from datetime import datetime, timedelta

from chalicelib.care import service as care
from chalicelib.core import client_keys, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import Conflict
from chalicelib.core.records import get_many
from chalicelib.core.writing import transaction
from chalicelib.intake import service as intake
from chalicelib.matching import marks, outcomes
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Tally
from chalicelib.safety import measures

BEFORE = timedelta(days=30)
"""The intake's scores come before care begins; those as old as this count as its first."""


class _Counted(Conflict):
    pass


def count(client: Grant, provider_id: str, entry_id: str, now: datetime) -> None:
    """Count the case a client has closed with a provider, once for each entry that tells of it. Nothing of who it was is kept.

    client: a job's grant. Raises Conflict if the provider's sums were changed meanwhile.
    """
    ends = _ends(client, provider_id)
    if not ends:
        return
    grant = Grant.for_job("matching", Subject("practice", settings.load().practice))
    (row,) = get_many([providers.listing_key(provider_id)])
    sums = providers.outcomes_of(row)
    added = {concern: outcomes.plus(sums.get(concern, Tally()), *scores) for concern, scores in ends.items()}
    try:
        with transaction(grant, "outcomes.count") as write:
            marks.note_counted(write, grant, entry_id, now, _Counted())
            providers.keep_outcomes(write, row, {**sums, **added})
    except _Counted:
        return


def _ends(client: Grant, provider_id: str) -> dict[str, tuple[int, int]]:
    """By concern the client had named, the first and the last score of the case; nothing for a case that goes on or was erased."""
    link = next((one for one in care.links(client) if one.person_id == provider_id), None)
    if link is None or link.until is None:
        return {}
    try:
        named = intake.wishes_of(client, get_many([intake.wishes_key(client)])[0]).concerns
        wanted = {concern: slug for concern, slug in outcomes.MEASURED_BY.items() if concern in named}
        series = measures.totals(client, wanted.values(), link.since - BEFORE, link.until) if wanted else {}
    except client_keys.NoKey:
        return {}
    return {concern: (series[slug][0], series[slug][-1]) for concern, slug in wanted.items() if len(series.get(slug, ())) > 1}
