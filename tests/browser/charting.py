"""How much script a year of moods takes to be charted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, Route, expect

DAYS = 365
RUNS = 5
# The table holds the whole year, or no longer does, and that is on the screen. A busy machine takes some frames to get there.
DRAWN = f"""(year) => new Promise((drawn) => {{
  const look = () => {{
    const whole = document.querySelectorAll("figure tbody tr").length === {DAYS};
    requestAnimationFrame(whole === year ? () => requestAnimationFrame(drawn) : look);
  }};
  look();
}})"""


def a_year() -> dict[str, Any]:
    """A mood a day for a year by the machine's clock, which the product goes by; newest first, as the API tells them."""
    now = datetime.now(UTC).replace(microsecond=0)
    return {"items": [_mood(number, (now - timedelta(days=number)).isoformat()) for number in range(DAYS)], "next": None}


def _mood(number: int, at: str) -> dict[str, Any]:
    said = {
        "score": 1 + number * 7 % 10,
        "feelings": [],
        "triggers": ["work", "family"][number % 2 :],
        "sleep_hours": 4 + number % 5,
        "note": "",
    }
    zone = {"zone": "UTC", "zone_name": "UTC"}
    return {"id": f"{number:026d}", "at": at, "local": at, **zone, **said, "shared": None, "shared_at": None}


def script_ms(page: Page) -> float:
    """Milliseconds of script from the choice of a year to its chart, sentence, patterns and table: the least of several runs.

    page: signed in as a client; its moods are a year of made-up ones.
    """
    page.route("**/api/moods?*", _answer)
    page.goto("/mood")
    expect(page.locator("figure canvas")).to_be_visible()
    measured = page.context.new_cdp_session(page)
    measured.send("Performance.enable")
    return round(min(_one_run(page, measured) for _ in range(RUNS)), 1)


def _answer(route: Route) -> None:
    route.fulfill(json=a_year(), headers={"X-Now": datetime.now(UTC).isoformat()})


def _one_run(page: Page, measured: Any) -> float:
    page.get_by_role("button", name="Four weeks").click()
    page.evaluate(DRAWN, False)
    before = _script_seconds(measured)
    page.get_by_role("button", name="One year").click()
    page.evaluate(DRAWN, True)
    return (_script_seconds(measured) - before) * 1000


def _script_seconds(measured: Any) -> float:
    return next(one["value"] for one in measured.send("Performance.getMetrics")["metrics"] if one["name"] == "ScriptDuration")
