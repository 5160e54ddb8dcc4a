"""Somebody in a state nobody serves waits, and hears when a therapist may see them there; over HTTP only."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.browser.newcomers import agree, hand_in, newcomer
from tests.journeys.office import licence
from tests.journeys.product import Product

PATIENCE_SECONDS = 60
WISHES = {"state": "HI", "format": "video", "payer": "self_pay", "language": "es"}


def soon(found: Callable[[], object]) -> object:
    """What is found within half a minute; the background takes its time."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (answer := found()) and time.monotonic() < until:
        time.sleep(0.1)
    return answer


def test_a_client_in_a_state_nobody_serves_reads_why_waits_and_is_told_when_somebody_opens(product: Product):
    kai, amy = newcomer(product, "Kai", home_state="HI", zone="Pacific/Honolulu"), product.sign_in("amy")
    agree(kai)
    hand_in(kai, preferences=WISHES)
    found = kai.get("/matches").json
    assert (found["matches"], found["ruled_out"]["state"]) == ([], 3)
    assert kai.post("/waitlist").status == 201
    assert [(one["client_id"], one["state"]) for one in amy.get("/unmatched").json["items"]] == [(kai.id, "HI")]
    assert amy.get("/unmatched").text.count("video") == 0

    before = len(product.mails(kai.get("/me").json["email"]))
    licence(product, "quinn", "HI")
    assert soon(lambda: kai.get("/waitlist").json["place"]["opened"])
    (opened,) = kai.get("/waitlist").json["place"]["opened"]
    assert (opened["name"], opened["open"], opened["zone_name"]) == ("Quinn Abara", True, "HST")
    assert soon(lambda: len(product.mails(kai.get("/me").json["email"])) > before)
    news = product.mails(kai.get("/me").json["email"])[before:]
    assert [one["subject"] for one in news] == ["There is news for you"]
    assert not [word for word in ("Quinn", "therap", "Hawaii", "list") if word in news[0]["text"]]

    assert kai.post("/care", {"provider_id": opened["provider_id"]}).status == 201
    assert soon(lambda: kai.get("/waitlist").json == {"place": None})
    assert amy.get("/unmatched").json["items"] == []
