"""The matching as one would write it without thinking of speed: everybody looked at by themselves. Judges the engine, and is what it is timed against."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta
from heapq import nsmallest
from typing import NamedTuple

from chalicelib.core import clock
from chalicelib.matching import ranking, rules
from chalicelib.matching.ranking import Level, Taste
from chalicelib.matching.rules import Wish
from chalicelib.providers.schemas import Compact, Licence, Listing

STATES = ["NY", "NJ", "OH", "IL", "CO", "CA", "TX", "WV"]
ZONES = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"]
CONCERNS = ["anxiety", "low_mood", "grief", "sleep", "trauma", "family", "stress", "work_school"]
APPROACHES = ["CBT", "ACT", "DBT", "Psychodynamic"]
AGES = ["teen", "adult", "senior", "couple", "family"]
FORMATS = ["video", "audio", "text", "in_person"]
PAYERS = ["self_pay", "northlake", "harbor"]
LANGUAGES = ["en", "es"]
GENDERS = ["woman", "man", "nonbinary", None]
LEVELS: list[Level] = ["below", "as_expected", "above"]
TODAY = date(2026, 11, 22)
Levels = dict[str, dict[str, Level]]


class Question(NamedTuple):
    """What one client asks."""

    wish: Wish
    conflicts: frozenset[str]
    taste: Taste


class Answer(NamedTuple):
    """fits: ids of all who fit. top: the points of the best, most first."""

    fits: set[str]
    top: list[int]
    ruled_out: dict[str, int]
    alone: dict[str, int]


def directory(count: int, draw: random.Random) -> tuple[list[Listing], Levels]:
    """So many therapists, drawn by chance, with levels of outcomes for some."""
    listings = [_listing(f"p{number:06d}", draw) for number in range(count)]
    levels: Levels = {
        one.provider_id: {"anxiety": draw.choice(LEVELS), "low_mood": draw.choice(LEVELS)} for one in listings if draw.random() < 0.2
    }
    return listings, levels


def _listing(provider_id: str, draw: random.Random) -> Listing:
    some = draw.sample
    licences = [
        Licence(
            state=state,
            profession=draw.choice(["psychologist", "counselor"]),
            number="1",
            expires=TODAY + timedelta(days=draw.randint(-3, 400)),
        )
        for state in some(STATES, draw.randint(1, 3))
    ]
    home = licences[0].state
    compacts = [
        Compact(
            kind=draw.choice(["psypact", "counseling"]),
            number="2",
            home_state=home,
            states=some(STATES, 2),
            granted=TODAY - timedelta(days=draw.randint(-1, 99)),
            expires=TODAY + timedelta(days=draw.randint(-1, 99)),
        )
    ] * (draw.random() < 0.1)
    return Listing(
        provider_id=provider_id,
        name="Pat Hollis",
        zone=draw.choice(ZONES),
        about="I listen.",
        licences=licences,
        compacts=compacts,
        gender=draw.choice(GENDERS),
        formats=some(FORMATS, draw.randint(1, 3)),
        age_groups=some(AGES, draw.randint(1, 4)),
        languages=some(LANGUAGES, draw.randint(1, 2)),
        payers=some(PAYERS, draw.randint(1, 3)),
        concerns=some(CONCERNS, draw.randint(1, 5)),
        approaches=some(APPROACHES, draw.randint(0, 3)),
        fee_cents=draw.randrange(8000, 25000, 500),
        accepts_new=draw.random() < 0.8,
    )


def question(listings: list[Listing], draw: random.Random) -> Question:
    """What a client might ask, drawn by chance."""

    def maybe(values, chance=0.6):
        return draw.choice(values) if draw.random() < chance else None

    concerns = tuple(draw.sample([*CONCERNS, "other"], draw.randint(0, 4)))
    wish = Wish(
        state=draw.choice([*STATES, "AK", ""]),
        age_groups=draw.choice([frozenset({"adult"}), frozenset({"adult", "senior"}), frozenset({"teen"})]),
        format=maybe(FORMATS),
        payer=maybe([*PAYERS, "unheard_of"]),
        budget_cents=maybe([5000, 8000, 12000, 18000, 30000], 0.4),
        language=maybe([*LANGUAGES, "fr"], 0.4),
        concerns=concerns,
    )
    conflicts = frozenset(one.provider_id for one in draw.sample(listings, min(len(listings), draw.randint(0, 3))))
    approaches = tuple(draw.sample(APPROACHES, draw.randint(0, 2)))
    return Question(wish, conflicts | {"nobody"}, Taste(concerns, maybe(["woman", "man", "nonbinary"], 0.3), approaches))


def scan(listings: list[Listing], levels: Levels, asked: Question, now: datetime, most: int) -> Answer:
    """Look at everybody. alone: how many each constraint rules out by itself."""
    measured = sorted({concern for known in levels.values() for concern in known})
    wanted = list(ranking.asked(asked.taste, measured))
    fits, counts, alone = [], Counter(), Counter()
    for listing in listings:
        failed = rules.failing(listing, asked.wish, now.astimezone(clock.zone(listing.zone)).date(), 0)
        if listing.provider_id in asked.conflicts:
            failed.append(rules.CONFLICT)
        counts.update(failed)
        if len(failed) == 1:
            alone.update(failed)
        if not failed:
            fits.append((-ranking.points(listing, levels.get(listing.provider_id, {}), wanted), listing.provider_id))
    best = nsmallest(most, fits)
    return Answer({provider_id for _, provider_id in fits}, [-points for points, _ in best], dict(counts), dict(alone))
