"""The demo practice: invented facts, a directory of three therapists, somebody on call at every hour."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from chalicelib.practice import service as practice_service
from chalicelib.practice.schemas import OfficeHours, Payer, Practice, Shift
from chalicelib.providers.schemas import Compact, Licence, Listing

STATES = ["CO", "IL", "IN", "NJ", "NY", "OH"]
PAYERS = [
    Payer(code="self_pay", name="I pay myself"),
    Payer(code="northlake", name="Northlake Health Plan", copay_cents=2500),
    Payer(code="harbor", name="Harbor Mutual", copay_cents=4000),
]


def practice(on_call: list[str], today: date, now: datetime) -> Practice:
    """The practice's facts. on_call: provider ids, who take turns of a day each around `now`."""
    shifts = [
        Shift(provider_id=person, starts=now + timedelta(days=day), ends=now + timedelta(days=day + 1))
        for day in range(-30, 60)
        for person in on_call[day % len(on_call) :] + on_call[: day % len(on_call)]
    ]
    return Practice(
        name="Lakeside Counseling",
        neutral_name="Lakeside Office",
        phone="+1 312 555 0147",
        zone="America/Chicago",
        states=STATES,
        payers=PAYERS,
        crisis=practice_service.crisis_contacts("US"),
        hours=[OfficeHours(weekday=day, opens=time(9), closes=time(17)) for day in range(1, 6)],
        closed_days=[date(today.year, 12, 25), date(today.year + 1, 1, 1)],
        on_call=shifts,
    )


def listings(ids: dict[str, str], today: date) -> list[Listing]:
    """The three therapists: several states, different zones, one licence that has just ended, one that ends soon."""
    long, soon, gone = today + timedelta(days=700), today + timedelta(days=44), today - timedelta(days=2)
    return [_pat(ids["pat"], long, soon), _quinn(ids["quinn"], long, today), _rae(ids["rae"], long, gone)]


def _licences(profession: str, by_state: dict[str, date]) -> list[Licence]:
    return [
        Licence(state=state, profession=profession, number=f"{state}-0{4100 + place}", expires=expires)
        for place, (state, expires) in enumerate(by_state.items())
    ]


def _pat(provider_id: str, long: date, soon: date) -> Listing:
    return Listing(
        provider_id=provider_id,
        name="Pat Hollis",
        credentials="LCPC",
        pronouns="they/them",
        zone="America/Chicago",
        about="We go at your pace and keep one thing in view each week. I will tell you plainly what I think, and ask what you make of it.",
        licences=_licences("counselor", {"IL": long, "NY": long, "OH": long, "IN": soon}),
        formats=["video", "audio", "text"],
        age_groups=["adult", "couple", "teen"],
        languages=["en"],
        payers=["self_pay", "northlake"],
        concerns=["anxiety", "low_mood", "relationship", "stress", "work_school"],
        approaches=["CBT", "ACT"],
        fee_cents=14000,
    )


def _quinn(provider_id: str, long: date, today: date) -> Listing:
    apit = Compact(
        kind="psypact",
        number="APIT-20417",
        home_state="CO",
        states=["UT", "WV"],
        granted=today - timedelta(days=200),
        expires=today + timedelta(days=165),
    )
    return Listing(
        provider_id=provider_id,
        name="Quinn Abara",
        credentials="PhD",
        pronouns="she/her",
        zone="America/Denver",
        about="I work with grief and with changes nobody asked for. Silence is welcome here; you will not have to fill it.",
        licences=_licences("psychologist", {"CO": long, "NY": long, "NJ": long}),
        compacts=[apit],
        gender="woman",
        formats=["video", "audio"],
        age_groups=["adult", "senior"],
        languages=["en", "es"],
        payers=["self_pay", "harbor"],
        concerns=["grief", "life_change", "low_mood", "trauma", "loneliness"],
        approaches=["Psychodynamic", "Trauma-informed care"],
        fee_cents=16500,
    )


def _rae(provider_id: str, long: date, gone: date) -> Listing:
    return Listing(
        provider_id=provider_id,
        name="Rae Lindqvist",
        credentials="LMFT",
        pronouns="she/her",
        zone="America/Los_Angeles",
        about="Families and couples talk here until each has been heard. I keep time, and I keep it fair.",
        licences=_licences("marriage_family_therapist", {"IL": long, "OH": long, "NY": gone}),
        formats=["video"],
        age_groups=["adult", "teen", "couple", "family"],
        languages=["en"],
        payers=["self_pay", "northlake", "harbor"],
        concerns=["family", "parenting", "relationship", "anger", "identity"],
        approaches=["DBT", "Emotionally focused therapy"],
        fee_cents=12500,
    )
