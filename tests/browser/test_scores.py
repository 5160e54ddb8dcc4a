"""Scores over time: charted for both with words and a table, flagged to the therapist, and the schedule that is theirs to set."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.looking import faults
from tests.browser.newcomers import agree, hand_in, newcomer
from tests.browser.rooms import PHONE, rest

pytestmark = pytest.mark.calm


def test_scores_that_get_much_worse_are_charted_for_both_and_stand_out_until_the_therapist_has_seen_them(enter, product):
    noor = newcomer(product, "Noor")
    agree(noor)
    hand_in(noor)
    pat = product.sign_in("pat")
    pat_id = next(one["id"] for one in product.desk("demo.json")["people"] if one["key"] == "pat")
    assert noor.post("/care", {"provider_id": pat_id}).status == 201
    for answers in ([1] * 8 + [0], [2] * 8 + [0]):
        assert noor.post("/measures", {"instrument": "phq-9", "answers": answers}).status == 201

    page = enter("/measures", noor, viewport=PHONE)
    expect(page.get_by_text("PHQ-9: 16 of 27")).to_contain_text("The change is larger than the questionnaire varies by itself.")
    expect(page.get_by_text("McMillan, Gilbody, Richards 2010")).to_be_visible()
    page.get_by_text("As a table").first.click()
    expect(page.get_by_role("cell", name="8 higher than the time before, marked")).to_be_visible()
    rest(page)
    assert faults(page) == []

    desk = enter("/provider", "pat", viewport={"width": 1280, "height": 900})
    desk.get_by_role("link", name="See the scores Noor").click()
    expect(desk.get_by_role("heading", name="Scores of Noor got much worse")).to_be_visible()
    rest(desk)
    assert faults(desk) == []
    desk.get_by_role("button", name="I have seen it").click()
    expect(desk.get_by_role("heading", name="Scores of Noor got much worse")).to_be_hidden()
    assert noor.id not in {one["client"]["id"] for one in pat.get("/today").json["worse"]}

    desk.get_by_label("Worry (GAD-7)").uncheck()
    desk.get_by_label("How often").select_option("28")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Low mood (PHQ-9): next on")).to_be_visible()
    expect(desk.get_by_text("Worry (GAD-7): ")).to_have_count(0)
    assert [one["instrument"] for one in noor.get("/check-ins").json["items"]] == ["phq-9"]

    desk.goto("/provider/clients")
    expect(desk.get_by_text("PHQ-9 16 (moderately severe), 8 higher than the time before").first).to_be_visible()
    rest(desk)
    assert faults(desk) == []
