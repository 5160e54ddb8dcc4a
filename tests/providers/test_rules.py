"""Where a provider may work: licences, compacts between states, and the days each counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.providers import rules
from chalicelib.providers.schemas import Away, Compact, Licence, Listing

TODAY = date(2026, 11, 22)
LONG = date(2028, 1, 1)
YESTERDAY = TODAY - timedelta(days=1)
STATES = st.sampled_from(["NY", "NJ", "AK"])
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def licence(state: str, expires: date, profession: str = "counselor") -> Licence:
    return Licence(state=state, profession=profession, number="1", expires=expires)


def listing(licences: list[Licence], *compacts: Compact) -> Listing:
    return Listing(provider_id="pat", name="Pat", zone="UTC", licences=licences, compacts=list(compacts))


def apit(*states: str, **changed: object) -> Compact:
    facts = {"kind": "psypact", "number": "A1", "home_state": "CO", "states": list(states), "granted": date(2026, 1, 1), "expires": LONG}
    return Compact(**(facts | changed))


def psychologist(*compacts: Compact, expires: date = LONG) -> Listing:
    return listing([licence("CO", expires, "psychologist")], *compacts)


def basis(who: Listing, state: str, on: date = TODAY) -> str | None:
    held = rules.permit(who, state, on)
    return held.basis if held else None


def test_a_licence_counts_on_its_last_day():
    assert basis(listing([licence("NY", TODAY)]), "NY") == "licence"


def test_a_licence_that_ended_yesterday_does_not_count():
    assert basis(listing([licence("NY", YESTERDAY)]), "NY") is None


def test_a_licence_never_extends_to_another_state():
    assert basis(listing([licence("NY", TODAY)]), "NJ") is None


def test_a_psychologist_with_a_current_apit_may_see_clients_in_its_states_while_at_home():
    assert rules.permit(psychologist(apit("WV", "UT")), "WV", TODAY) == rules.Permit("WV", "psypact", date(2026, 1, 1), LONG, "CO")
    assert basis(psychologist(apit("WV", "UT")), "NY") is None


def test_where_there_is_a_licence_nothing_hangs_on_the_compact():
    held = rules.permit(psychologist(apit("CO")), "CO", TODAY)
    assert held is not None
    assert (held.basis, held.home_state) == ("licence", None)


@pytest.mark.parametrize(
    "who",
    [
        psychologist(apit("WV", expires=YESTERDAY)),
        psychologist(apit("WV", granted=TODAY + timedelta(days=1))),
        psychologist(apit("WV"), expires=YESTERDAY),
        listing([licence("CO", LONG, "counselor")], apit("WV")),
        listing([licence("NY", LONG, "psychologist")], apit("WV")),
        listing([], apit("WV")),
    ],
    ids=["apit ended", "apit not begun", "home licence ended", "no psychologist", "licensed elsewhere only", "no licence"],
)
def test_an_apit_counts_only_while_current_and_on_a_psychologists_current_home_licence(who):
    assert basis(who, "WV") is None
    assert "WV" not in rules.permitted_states(who, TODAY)
    assert rules.current_compacts(who, TODAY) == []


def test_a_counselors_privilege_counts_in_its_state_only_and_wherever_the_counselor_is():
    privilege = apit("MN", kind="counseling", home_state="OH", expires=TODAY)
    who = listing([licence("OH", LONG)], privilege)
    assert rules.permit(who, "MN", TODAY) == rules.Permit("MN", "counseling", date(2026, 1, 1), TODAY, None)
    assert basis(who, "AZ") is None
    assert basis(who, "MN", TODAY + timedelta(days=1)) is None
    assert basis(listing([licence("OH", LONG, "psychologist")], privilege), "MN") is None


def test_on_duty_needs_a_licence_and_no_compact_stands_in_for_it():
    assert not rules.holds_licence(psychologist(apit("WV"), expires=YESTERDAY).licences, TODAY)
    assert rules.holds_licence(psychologist().licences, LONG)


compacts = st.builds(
    Compact,
    kind=st.sampled_from(["psypact", "counseling"]),
    number=st.just("1"),
    home_state=STATES,
    states=st.lists(STATES, max_size=3),
    granted=DAYS,
    expires=DAYS,
)
licences = st.builds(licence, STATES, DAYS, st.sampled_from(["counselor", "psychologist"]))


@given(st.lists(licences, max_size=6), st.lists(compacts, max_size=4), STATES, DAYS)
def test_permit_and_permitted_states_agree_and_a_compact_never_outlasts_its_home_licence(held, extended, state, day):
    who = listing(held, *extended)
    found = rules.permit(who, state, day)
    assert (found is not None) == (state in rules.permitted_states(who, day))
    if found is not None and found.basis != "licence":
        assert any(day <= one.expires for one in held)


def test_licences_ending_soon_come_first_to_end_first_and_run_out_ones_are_among_them():
    over, soon, later = (
        licence("AK", TODAY - timedelta(days=3)),
        licence("NJ", TODAY + timedelta(days=10)),
        licence("NY", TODAY + timedelta(days=61)),
    )

    assert rules.ending_within([later, soon, over], TODAY, 60) == [over, soon]


def test_an_absence_covers_its_first_and_last_day():
    away = [Away(first=TODAY, last=TODAY + timedelta(days=2))]

    assert rules.days_away(away) == {TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2)}
