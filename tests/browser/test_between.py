"""Between sessions: what a client writes for themselves is saved as they go, found again, shared and taken back; worksheets and homework."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.charting import script_ms
from tests.browser.looking import faults
from tests.browser.newcomers import Newcomer, agree, hand_in, newcomer
from tests.browser.rooms import PHONE, rest

pytestmark = pytest.mark.calm

WORDS = "The call with my sister went better than I feared."


def _pat(product) -> str:
    return next(one["id"] for one in product.desk("demo.json")["people"] if one["key"] == "pat")


@pytest.fixture
def noor(product) -> Newcomer:
    """Somebody in pat's care."""
    person = newcomer(product, "Noor")
    agree(person)
    hand_in(person)
    assert person.post("/care", {"provider_id": _pat(product)}).status == 201
    return person


def _saved(page: Page) -> None:
    expect(page.locator(".saved-mark[data-state=saved]")).to_be_visible(timeout=15_000)


def test_a_lost_connection_loses_no_words_and_an_entry_is_kept_found_shared_and_taken_back(enter, watches, product, noor):
    page = enter("/journal", noor, viewport=PHONE)
    rest(page)
    page.get_by_role("link", name="Write", exact=True).click()
    page.get_by_label("Your words").fill("The call")
    _saved(page)
    assert noor.get("/journal-draft").json["text"] == "The call"

    watches[0].expect("ERR_FAILED")
    page.route("**/api/journal-draft", lambda route: route.abort())
    page.get_by_label("Your words").fill(WORDS)
    expect(page.get_by_text("Not saved yet.")).to_be_visible(timeout=15_000)
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    page.unroute("**/api/journal-draft")
    _saved(page)
    assert noor.get("/journal-draft").json["text"] == WORDS

    page.reload()
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    assert page.evaluate("Object.keys(localStorage).filter((key) => localStorage[key].includes('sister'))") == []
    page.get_by_label("Also keep what I write on this device").check()
    assert page.evaluate("localStorage['journal-kept-here'].includes('sister')")
    page.get_by_role("button", name="Keep this entry").click()
    expect(page.get_by_role("heading", name="Your entry")).to_be_visible()
    assert page.evaluate("localStorage['journal-kept-here']") is None
    assert noor.get("/journal-draft").json["text"] == ""

    pat = product.sign_in("pat")
    shared = f"/clients/{noor.id}/journal"
    assert pat.get(shared).status == 404
    page.get_by_label("can read this").check()
    expect(page.get_by_text("can read this since")).to_be_visible()
    assert [one["text"] for one in pat.get(shared).json["items"]] == [WORDS]
    page.get_by_label("can read this").uncheck()
    expect(page.get_by_text("cannot open it from now.")).to_contain_text("may have read it on today")
    assert pat.get(shared).status == 404
    rest(page)
    assert faults(page) == []

    _empty_and_put_back(page, noor)
    page.get_by_role("link", name="Back to the journal").click()
    page.get_by_label("Search what you wrote").fill("SISTER feared")
    expect(page.get_by_text("1 of 1 entries has these words.")).to_be_visible()
    page.get_by_role("link", name="Open").click()
    page.get_by_role("button", name="Remove this entry").click()
    page.get_by_role("button", name="Remove it for good").click()
    expect(page.get_by_role("heading", name="Journal")).to_be_visible()
    assert noor.get("/journal").json["items"] == []


def _empty_and_put_back(page: Page, noor: Newcomer) -> None:
    """Delete all words of the one entry: it keeps those it had, and the page says so."""
    page.get_by_role("button", name="Change the words").click()
    page.get_by_label("Your words").fill("The call")
    _saved(page)
    page.get_by_label("Your words").fill("")
    expect(page.get_by_text("The entry keeps the words it had before you began")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Write a word or two, put the words back, or remove the entry.")).to_be_visible()
    rest(page)
    assert faults(page) == []
    assert [one["text"] for one in noor.get("/journal").json["items"]] == [WORDS]
    page.get_by_role("button", name="Put the words back").click()
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Change the words")).to_be_visible()


def test_homework_leads_to_a_worksheet_that_is_filled_in_page_by_page_and_finished(enter, product, noor):
    pat = product.sign_in("pat")
    given = pat.post(
        f"/clients/{noor.id}/homework", {"kind": "worksheet", "ref": "thought-record", "note": "One hard moment this week."}
    ).json
    page = enter("/home", noor, viewport=PHONE)
    expect(page.get_by_role("heading", name="Thought record")).to_be_visible()
    page.get_by_role("link", name="See it").click()
    expect(page.get_by_text("One hard moment this week.")).to_be_visible()
    rest(page)
    page.get_by_role("link", name="Open the worksheet").click()
    page.get_by_role("button", name="Begin").click()

    page.get_by_label("What would a camera have seen and heard?").fill("No answer by bedtime.")
    onward = page.get_by_role("button", name="Continue")
    onward.click()
    page.get_by_label("Which feelings were there?").fill("sad")
    page.get_by_label("How strong was the strongest one?").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("not set yet")).to_be_hidden()
    onward.click()
    page.get_by_label("Which thought hurt the most?").fill("Nobody wants me around.")
    _saved(page)
    page.reload()
    expect(page.get_by_role("heading", name="What went through your mind")).to_be_visible()
    expect(page.get_by_label("Which thought hurt the most?")).to_have_value("Nobody wants me around.")
    onward.click()
    onward.click()
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_text("One thing is still open:")).to_be_visible()
    page.get_by_role("button", name="Fill it in").click()
    page.get_by_label("How could one put it fairly").fill("I do not know why there was no answer.")
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("your therapist can see that it is done")).to_be_visible()
    rest(page)
    assert faults(page) == []

    (done,) = pat.get(f"/clients/{noor.id}/homework").json["items"]
    assert (done["id"], done["state"]) == (given["id"], "done")
    assert pat.get(f"/clients/{noor.id}/worksheet-entries").status == 404
    page.get_by_label("can read this").check()
    expect(page.get_by_text("can read this since")).to_be_visible()
    assert [one["id"] for one in pat.get(f"/clients/{noor.id}/worksheet-entries").json["items"]] == [done["entry_id"]]


def test_a_therapist_builds_a_worksheet_gives_it_and_reads_what_the_client_shares_of_it(enter, watches, noor):
    page = enter("/provider/worksheets", "pat")
    page.get_by_role("link", name="Build one").click()
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the worksheet a title.")
    page.get_by_label("Title", exact=True).fill("Small steps")
    page.get_by_label("What it is for").fill("To begin with something small.")
    page.get_by_label("Title of this page").fill("One step")
    add = page.get_by_role("button", name="Add this part")
    page.get_by_label("What to add").select_option("Scale")
    add.click()
    page.get_by_label("What it asks").last.fill("How sure are you?")
    page.get_by_label("What to add").select_option("A line")
    add.click()
    expect(page.get_by_label("What it asks").last).to_be_focused()
    page.keyboard.type("The smallest step")
    page.get_by_label("Cannot be finished without it").last.check()
    page.get_by_role("button", name="Move up Part 2").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Now on page 1, part 1.")).to_be_visible()
    expect(page.get_by_role("button", name="Move down Part 1")).to_be_focused()
    page.get_by_role("link", name="Clients").click()
    page.go_back()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Small steps")
    page.get_by_role("button", name="See it as your client does").click()
    expect(page.get_by_role("region", name="As your client sees it").get_by_label("The smallest step")).to_be_visible()
    rest(page)
    assert faults(page) == []
    page.get_by_role("button", name="Save it").click()
    page.get_by_role("button", name="Give this to a client").click()
    page.get_by_label("To", exact=True).select_option("Noor")
    page.get_by_role("button", name="Give it").click()
    expect(page.get_by_text("Given. The client sees it")).to_be_visible()

    mine = enter("/homework", noor, viewport=PHONE)
    mine.get_by_role("link", name="Open the worksheet").click()
    mine.get_by_role("button", name="Begin").click()
    mine.get_by_label("The smallest step").fill("Open the letter.")
    mine.get_by_role("button", name="Look it over").click()
    mine.get_by_role("button", name="Finish").click()
    mine.get_by_label("can read this").check()
    expect(mine.get_by_text("can read this since")).to_be_visible()
    rest(mine)
    assert faults(mine) == []

    watches[0].expect(r"status of 404 .*/(journal|moods)\?")
    page.goto(page.url.split("/provider")[0] + f"/provider/clients/{noor.id}/shared")
    page.get_by_text("Small steps").click()
    expect(page.get_by_text("Open the letter.")).to_be_visible()


def test_what_a_therapist_builds_waits_on_every_device_and_stays_where_it_was_saved_elsewhere_meanwhile(enter, watches, product):
    pat, saved = product.sign_in("pat"), make.a_worksheet(language="en")
    place = f"/worksheets/{pat.post('/worksheets', saved).json['slug']}"
    page = enter(f"/provider{place}", "pat")
    title = page.get_by_label("Title", exact=True)
    title.fill("Smaller steps")
    expect(page.get_by_text("kept as a draft")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You began this and have not saved it.")).to_be_visible()
    expect(title).to_have_value("Smaller steps")

    assert pat.put(place, {**saved, "version": 1}).status == 200
    watches[0].expect("status of 409")
    title.fill("The smallest steps")
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_role("alert")).to_contain_text("This was saved meanwhile")
    assert "The smallest steps" in pat.get(f"{place}/draft").json["text"]
    rest(page)
    assert faults(page) == []
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_text("Saved. You can give it")).to_be_visible()
    assert (pat.get(place).json["title"]["en"], pat.get(f"{place}/draft").json["text"]) == ("The smallest steps", "")


def test_breathing_goes_by_words_alone_where_less_motion_is_wanted(enter, noor):
    begun = noor.post("/worksheets/paced-breathing/entries", {}).json["id"]
    page = enter(f"/worksheets/entries/{begun}", noor, reduced_motion="reduce")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Begin the breathing").click()
    expect(page.get_by_role("status").filter(has_text="Breathe in, 4 seconds")).to_be_visible()
    expect(page.locator(".breath-circle")).to_be_hidden()
    expect(page.get_by_role("button", name="Leave this site at once")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Breathe out, 6 seconds")).to_be_visible()
    page.get_by_role("button", name="Stop the breathing").click()
    expect(page.get_by_role("button", name="Begin the breathing")).to_be_visible()


def test_a_year_of_moods_is_charted_within_a_tenth_of_a_second_of_script(enter, noor):
    assert script_ms(enter("/home", noor)) <= 100


def test_a_feeling_is_kept_in_two_taps_on_the_wheel_or_by_keyboard_and_shared_by_itself(enter, product, noor):
    page = enter("/mood/new", noor, viewport=PHONE, reduced_motion="reduce")
    page.locator("[data-feeling=hopeful]").click()
    expect(page.get_by_text("You chose: hopeful.")).to_be_visible()
    page.get_by_label("tired", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("You chose: hopeful and tired.")).to_be_visible()
    rest(page)
    assert faults(page) == []
    page.get_by_role("button", name="Show them as a list").click()
    expect(page.get_by_label("tired", exact=True)).to_be_checked()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="How you have been")).to_be_visible()
    (mood,) = noor.get("/moods").json["items"]
    assert (mood["score"], mood["feelings"]) == (None, ["hopeful", "tired"])

    pat = product.sign_in("pat")
    page.goto(f"/mood/{mood['id']}")
    page.get_by_label("can read this").check()
    expect(page.get_by_text("can read this since")).to_be_visible()
    assert [one["id"] for one in pat.get(f"/clients/{noor.id}/moods").json["items"]] == [mood["id"]]
