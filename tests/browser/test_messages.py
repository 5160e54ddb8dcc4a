"""Writing to each other: new messages by themselves, drafts, what was not sent, and files there and back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.looking import faults
from tests.browser.newcomers import Newcomer, agree, hand_in, newcomer
from tests.browser.rooms import rest

pytestmark = pytest.mark.calm

MIB = 1024 * 1024
LARGEST = b"%PDF-1.7\n" + bytes(25 * MIB - 9)
SOON = 20_000
PAUSE = 200


@pytest.fixture
def thread(product) -> tuple[Newcomer, str]:
    """Somebody new in Pat's care, and the address of their thread."""
    person = newcomer(product, "Noor")
    agree(person)
    hand_in(person)
    pat = product.sign_in("pat").get("/me").json["id"]
    assert person.post("/care", {"provider_id": pat}).status == 201
    (found,) = [one["id"] for one in person.get("/threads").json["items"] if one["provider_id"] == pat]
    return person, f"/messages/{found}"


def _write(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def test_a_message_and_a_file_of_25_mb_reach_the_therapist_without_reload_and_open_there(enter, thread, tmp_path):
    for name, content in (("too-large.pdf", LARGEST + b"."), ("program.pdf", b"MZ" + bytes(500)), ("letter.pdf", LARGEST)):
        (tmp_path / name).write_bytes(content)
    person, path = thread
    noor, pat = enter(path, person), enter(f"/provider{path}", "pat")
    chosen = noor.get_by_label("Add a file")
    chosen.set_input_files(tmp_path / "too-large.pdf")
    expect(noor.get_by_text("25 MB at most. This one is larger.")).to_be_visible()
    noor.get_by_role("button", name="Take out too-large.pdf").click()
    chosen.set_input_files(tmp_path / "program.pdf")
    expect(noor.get_by_text("Refused: its content is not what its name says.")).to_be_visible(timeout=SOON)
    noor.get_by_role("button", name="Take out program.pdf").click()

    chosen.set_input_files(tmp_path / "letter.pdf")
    expect(noor.get_by_role("progressbar", name="How far letter.pdf is")).to_be_visible()
    expect(noor.get_by_text("Checked and ready.")).to_be_visible(timeout=60_000)
    assert faults(noor) == []
    _write(noor, "Write to Pat", "The letter I spoke of")
    expect(noor.get_by_role("article").get_by_text("The letter I spoke of")).to_be_visible()

    expect(pat.get_by_text("The letter I spoke of")).to_be_visible(timeout=SOON)
    assert faults(pat) == []
    with pat.expect_download(timeout=60_000) as saving:
        pat.get_by_role("button", name="Save letter.pdf").click()
    saved = saving.value
    assert saved.suggested_filename == "letter.pdf"
    assert hashlib.sha256(saved.path().read_bytes()).digest() == hashlib.sha256(LARGEST).digest()

    _write(pat, "Your message", "It opened here.")
    expect(noor.get_by_text("It opened here.")).to_be_visible(timeout=SOON)


def test_a_lost_connection_loses_no_word_and_a_draft_waits_on_another_device(enter, thread, watches):
    person, path = thread
    page = enter(path, person)
    label = "Write to Pat"
    page.get_by_label(label).fill("The heron stood in the rain")
    expect(page.get_by_text("Draft saved")).to_be_visible(timeout=SOON)

    second = enter(path, person)
    expect(second.get_by_label(label)).to_have_value("The heron stood in the rain")
    second.context.close()

    watches[0].expect("ERR_INTERNET_DISCONNECTED")
    watches[0].expect("ERR_FAILED")
    page.context.set_offline(True)
    page.get_by_label(label).fill("The heron stood in the rain all day")
    expect(page.get_by_text("The draft could not be saved for now.")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Send", exact=True).click()
    unsent = page.get_by_role("article").filter(has_text="The heron stood in the rain all day")
    expect(unsent.get_by_text("Not sent")).to_be_visible()
    rest(page)
    assert faults(page) == []

    unsent.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Not sent")).to_have_count(0)
    expect(page.get_by_label(label)).to_have_value("The heron stood in the rain all day")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(unsent.get_by_text("Not sent")).to_be_visible()

    page.context.set_offline(False)
    unsent.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Not sent")).to_have_count(0)
    kept = f"/threads/{path.rpartition('/')[2]}"
    _comes_to_be(page, lambda: _texts(person, kept), ["The heron stood in the rain all day"])
    _comes_to_be(page, lambda: person.get(f"{kept}/draft").json["text"], "")

    _lose_one_answer(page)
    _write(page, label, "It flew off")
    unsent = page.get_by_role("article").filter(has_text="It flew off").filter(has_text="Not sent")
    unsent.get_by_role("button", name="Change it").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Not sent")).to_have_count(0)
    expect(page.get_by_role("article").filter(has_text="It flew off")).to_have_count(1)
    _lose_one_answer(page)
    _write(page, label, "It came back")
    page.get_by_role("article").filter(has_text="It came back").get_by_role("button", name="Change it").click()
    _write(page, label, "It came back twice")
    expect(page.get_by_text("Not sent")).to_have_count(0)
    expect(page.get_by_role("article").filter(has_text="It came back")).to_have_count(2, timeout=SOON)
    _comes_to_be(
        page, lambda: _texts(person, kept), ["It came back twice", "It came back", "It flew off", "The heron stood in the rain all day"]
    )


def _texts(person: Newcomer, kept: str) -> list[str]:
    """All messages of a thread, the newest first."""
    return [one["text"] for one in person.get(f"{kept}/messages").json["items"]]


def _comes_to_be(page: Page, found: Callable[[], Any], wanted: Any) -> None:
    """What is on its way is shown already, so what is kept is asked for until it is there."""
    for _ in range(SOON // PAUSE):
        if found() == wanted:
            return
        page.wait_for_timeout(PAUSE)
    assert found() == wanted


def _lose_one_answer(page: Page) -> None:
    """Let the next message arrive, and its answer not."""

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        route.fetch()
        return route.abort()

    page.route("**/api/threads/*/messages", lose, times=1)


def test_a_therapist_says_when_they_are_away_and_the_client_reads_it_where_they_write(enter, product, thread):
    person, path = thread
    pat = enter("/provider/messages", "pat")
    pat.get_by_role("link", name="Out of office").click()
    pat.get_by_role("button", name="Tell my clients").click()
    expect(pat.get_by_text("Give the first day.")).to_be_visible()
    first = date.fromisoformat(product.sign_in("pat").get("/away").json["today"]) + timedelta(days=30)
    pat.get_by_label("First day").fill(str(first))
    pat.get_by_label("Last day").fill(str(first + timedelta(days=3)))
    pat.get_by_label("A word for your clients").fill("Quinn answers meanwhile.")
    pat.get_by_role("button", name="Tell my clients").click()
    expect(pat.get_by_text("Saved. Your clients see it from now on.")).to_be_visible()
    assert faults(pat) == []

    noor = enter(path, person)
    expect(noor.get_by_text("Pat Hollis is away from")).to_contain_text("Quinn answers meanwhile.")
    pat.get_by_role("button", name="Take it back").click()
    expect(pat.get_by_text("None. You answer as usual.")).to_be_visible()
    assert [one["out_of_office"] for one in person.get("/threads").json["items"] if one["kind"] == "care"] == [None]
