from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.practice import rules
from chalicelib.practice.schemas import Shift

NEW_YORK = ZoneInfo("America/New_York")
TUESDAY_MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=NEW_YORK)
THANKSGIVING = date(2026, 11, 26)


def shift(provider_id: str, starts: datetime, hours: int = 12) -> Shift:
    return Shift(provider_id=provider_id, starts=starts, ends=starts + timedelta(hours=hours))


def test_those_on_call_come_in_the_rotas_order():
    now = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    rota = [shift("quinn", now - timedelta(hours=1)), shift("rae", now - timedelta(hours=20)), shift("pat", now - timedelta(hours=5))]

    assert rules.on_call(rota, now) == ["quinn", "pat"]


def test_a_shift_holds_from_its_start_and_not_at_its_end():
    start = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

    assert rules.on_call([shift("pat", start)], start) == ["pat"]
    assert rules.on_call([shift("pat", start)], start + timedelta(hours=12)) == []


def test_one_business_day_is_the_end_of_the_next_day():
    assert rules.end_of_business_day(TUESDAY_MORNING, 1, NEW_YORK) == datetime(2026, 11, 25, 17, 0, tzinfo=NEW_YORK)


def test_a_weekend_does_not_count():
    friday = datetime(2026, 11, 20, 22, 0, tzinfo=NEW_YORK)

    assert rules.end_of_business_day(friday, 1, NEW_YORK) == datetime(2026, 11, 23, 17, 0, tzinfo=NEW_YORK)


def test_a_closed_day_does_not_count():
    due = rules.end_of_business_day(TUESDAY_MORNING, 2, NEW_YORK, {THANKSGIVING})

    assert due == datetime(2026, 11, 27, 17, 0, tzinfo=NEW_YORK)


def test_the_day_is_the_one_in_the_zone_asked_for():
    late_in_utc = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    assert rules.end_of_business_day(late_in_utc, 1, NEW_YORK) == datetime(2026, 11, 24, 17, 0, tzinfo=NEW_YORK)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    st.integers(1, 5),
    st.sets(st.dates(date(2026, 1, 1), date(2028, 2, 1)), max_size=9),
)
def test_a_due_time_is_five_on_a_business_day_and_exactly_so_many_lie_between(naive, days, closed):
    now = naive.replace(tzinfo=NEW_YORK)

    local = rules.end_of_business_day(now, days, NEW_YORK, closed).astimezone(NEW_YORK)

    between = [now.date() + timedelta(days=n) for n in range(1, (local.date() - now.date()).days + 1)]
    assert (local.hour, local.minute) == (17, 0)
    assert rules.is_business_day(local.date(), closed)
    assert sum(rules.is_business_day(day, closed) for day in between) == days


def test_a_year_of_closed_days_still_has_an_end():
    closed = {date(2026, 11, 24) + timedelta(days=n) for n in range(800)}

    assert rules.end_of_business_day(TUESDAY_MORNING, 1, NEW_YORK, closed) > TUESDAY_MORNING
