from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.providers import rules
from chalicelib.providers.schemas import Away, Licence

TODAY = date(2026, 11, 22)
STATES = st.sampled_from(["NY", "NJ", "AK"])


def licence(state: str, expires: date) -> Licence:
    return Licence(state=state, profession="counselor", number="1", expires=expires)


def test_a_licence_counts_on_its_last_day():
    assert rules.licensed_in([licence("NY", TODAY)], "NY", TODAY)


def test_a_licence_that_ended_yesterday_does_not_count():
    assert not rules.licensed_in([licence("NY", TODAY - timedelta(days=1))], "NY", TODAY)


def test_a_licence_never_extends_to_another_state():
    assert not rules.licensed_in([licence("NY", TODAY)], "NJ", TODAY)


@given(
    st.lists(st.builds(licence, STATES, st.dates(date(2026, 1, 1), date(2027, 12, 31))), max_size=6),
    STATES,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_licensed_in_and_licensed_states_agree(licences, state, day):
    assert rules.licensed_in(licences, state, day) == (state in rules.licensed_states(licences, day))


def test_licences_ending_soon_come_first_to_end_first_and_run_out_ones_are_among_them():
    over, soon, later = (
        licence("AK", TODAY - timedelta(days=3)),
        licence("NJ", TODAY + timedelta(days=10)),
        licence("NY", TODAY + timedelta(days=61)),
    )

    assert rules.ending_within([later, soon, over], TODAY, 60) == [over, soon]


def test_an_absence_covers_its_first_and_last_day():
    away = [Away(first=TODAY, last=TODAY + timedelta(days=2))]

    assert rules.away_on(away, TODAY + timedelta(days=2)) == away[0]
    assert rules.away_on(away, TODAY + timedelta(days=3)) is None
    assert rules.days_away(away) == {TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2)}
