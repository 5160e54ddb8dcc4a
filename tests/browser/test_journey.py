"""From a visitor's first page to the day after the first session, by the screens alone, as two people in two browsers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.authenticator import Authenticator, sign_in
from tests.browser.calls import KEEP_CONNECTIONS, PATIENT, TALKING, get_ready, grows
from tests.browser.looking import faults
from tests.browser.rooms import rest
from tests.journeys.product import Product

EMAIL = "screens@quietroom.example"
PASSWORD = "a long enough pass-phrase 8"
HERE = {"timezone_id": "America/New_York", "locale": "en-US"}
THERAPIST = "Pat Hollis"
QUESTION, ANSWER, NOTE = "May I bring my list?", "Please do.", "Slept with the window open."


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the button, or follow the link, of this name."""
    page.get_by_role("main").get_by_role("button", name=name).or_(page.get_by_role("main").get_by_role("link", name=name)).first.click()


def at(page: Page, heading: str | re.Pattern[str]) -> None:
    """Wait for the page with this h1."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    rest(page)


def ask_what_there_is(page: Page) -> None:
    press(page, "See what is available")
    for heading, choice in (
        ("Are you safe right now?", "Yes"),
        ("What brings you here?", "Worry or anxiety"),
        ("Who is it for?", "For me, 18 to 64"),
        ("Which state are you in?", ""),
        ("How would you like to talk?", "By video"),
        ("How would you pay?", "I pay myself"),
        ("Which language would you like to speak?", "English"),
    ):
        at(page, heading)
        if choice:
            page.get_by_label(choice, exact=True).check()
        else:
            page.get_by_label("State").select_option("NY")
        press(page, "Continue")
    at(page, "What we have for you")
    expect(page.get_by_text(re.compile(r"\d therapists for you in New York"))).to_be_visible()
    press(page, "Keep these answers and make your account")


def sign_up(page: Page, product: Product) -> Authenticator:
    at(page, "Make your account")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Continue")
    at(page, "Look in your mail")
    code = re.search(r"\b\d{6}\b", product.mails(EMAIL)[-1]["text"])
    assert code
    page.get_by_label("Code from the mail").fill(code.group())
    press(page, "Continue")
    press(page, "My app is open")
    at(page, "Connect your app")
    assert faults(page) == []
    expect(page.get_by_label("A picture with the same key, for the app's camera")).to_be_visible()
    authenticator = Authenticator(page.locator(".secret").inner_text().replace(" ", ""))
    page.get_by_label("Code the app shows now").fill(authenticator.code())
    press(page, "Connect")
    return authenticator


def agree(page: Page) -> None:
    for document in range(1, 4):
        expect(page.get_by_text(f"Text {document} of 3")).to_be_visible()
        press(page, "Agree to this")


def say_who(page: Page) -> None:
    at(page, "About you")
    page.get_by_label("Name you want to be called").fill("Robin")
    page.get_by_label("State you live in").select_option("NY")
    expect(page.get_by_label("Time zone")).to_have_value("America/New_York")
    page.get_by_label("Birth date").fill("1990-01-31")
    press(page, "Save")


def answer_items(page: Page, answers: dict[int, str], count: int) -> None:
    """Items of a questionnaire by number, one a page."""
    for number, answer in answers.items():
        expect(page.get_by_text(f"Question {number} of {count}.")).to_be_visible()
        page.get_by_label(answer, exact=True).check()
        press(page, "Continue")


def choose(page: Page, heading: str, *choices: str) -> None:
    """One page of the intake: these answers, each with its question before a colon where the page has several, then on."""
    at(page, heading)
    for choice in choices:
        group, _, answer = choice.rpartition(": ")
        asked = page.get_by_role("group", name=group) if group else page.get_by_role("main")
        asked.get_by_label(answer, exact=True).check()
    press(page, "Continue")


def begin_intake(page: Page) -> None:
    # What was said before there was an account is not asked again.
    press(page, "Continue")
    at(page, "Your questions")
    press(page, "Continue")
    at(page, "What would you like to be different?")
    page.get_by_label("In your own words").fill("Evenings without dread.")
    press(page, "Continue")
    choose(page, "What do you notice lately?", "Worry that does not stop", "Some months")
    answer_items(page, dict.fromkeys(range(1, 5), "Several days"), 9)
    expect(page.get_by_text("Question 5 of 9.")).to_be_visible()


def finish_intake(page: Page) -> None:
    """From the item where it was left to the end."""
    answer_items(page, dict.fromkeys(range(5, 9), "Several days") | {9: "Not at all"}, 9)
    choose(page, re.compile("how difficult"), "Somewhat difficult")
    answer_items(page, dict.fromkeys(range(1, 8), "Several days"), 7)
    for question in ("wished you were dead", "better off if you were dead", "thoughts about killing yourself", "tried to kill yourself"):
        choose(page, re.compile(question), "No")
    choose(page, "Thank you for answering")
    choose(page, "Have you had help before?", "Therapy: Before, not now", "A hospital stay for your mental health: Never")
    choose(page, "Have any of these happened in the last weeks?", "None of these")
    choose(page, "Who is there for you?", "Do you feel safe at home?: Yes", "People you can turn to: Friends")
    choose(page, "Do you take any medication?", "No")
    choose(page, "Alcohol and other drugs", "How often do you drink alcohol?: Monthly or less", "How often do you use other drugs?: Never")
    expect(page.get_by_text("You told us before you had an account:")).to_be_visible()
    choose(page, "What would suit you?", "Evenings")
    at(page, "That was all")
    press(page, "Hand in my answers")


def match_and_book(page: Page) -> None:
    at(page, "Your results")
    expect(page.get_by_text("Low mood (PHQ-9): 8 of 27.")).to_be_visible()
    expect(page.get_by_text("This is not a diagnosis.").first).to_be_visible()
    press(page, "See therapists")
    at(page, "Therapists who fit")
    for reason in ("Licensed in New York", "Knows well what you named: worry and anxiety"):
        expect(page.get_by_role("main")).to_contain_text(reason)
    # Lit or not: another therapist may be free at the same time.
    press(page, f"Read more {THERAPIST}")
    press(page, "Choose Pat")
    at(page, f"When would you like to see {THERAPIST}?")
    expect(page.get_by_text("Times are for where you are:")).to_contain_text("Eastern")
    press(page, "Take this time")
    at(page, "Check and book")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d:\d\d\s[AP]M\sE[SD]T"))
    press(page, "Book this session")
    at(page, "Your session is booked")


def the_session(page: Page, product: Product) -> dict[str, Any]:
    """The one booked session of the person on this page, as the API tells it."""
    token = page.evaluate("JSON.parse(sessionStorage.getItem('session.clients')).access")
    answer = page.request.get(f"{product.origin}/api/appointments", headers={"Authorization": f"Bearer {token}"})
    (session,) = answer.json()["items"]
    return session


def check_mails(product: Product, start: datetime) -> None:
    """A confirmation with a calendar entry at once, a reminder that names the client's zone before the session."""
    product.desk("clock", {"advance_minutes": 1})
    (confirmation,) = [mail for mail in product.mails(EMAIL) if mail["attachments"]]
    assert "BEGIN:VEVENT" in confirmation["attachments"][0]["text"]
    before = len(product.mails(EMAIL))
    product.desk("clock", {"now": (start - timedelta(minutes=10)).isoformat()})
    reminders = product.mails(EMAIL)[before:]
    assert reminders
    assert all(re.search(r"\bE[SD]T\b", mail["text"]) for mail in reminders)


def go_to_the_waiting_room(client: Page, session: dict[str, Any]) -> None:
    client.goto("/home")
    at(client, re.compile("Robin"))
    client.goto(f"/session/{session['id']}/ready")
    get_ready(client)
    expect(client.get_by_text("You do not need to do anything.")).to_be_visible()
    assert faults(client) == []


def come_to_work(therapist: Page, product: Product) -> None:
    """Sign in at the portal with its own second factor, and find the session in the day."""
    facts = next(person for person in product.desk("demo.json")["people"] if person["key"] == "pat")
    sign_in(therapist, facts["email"], facts["password"], Authenticator(facts["totp_secret"]))
    expect(therapist.get_by_role("heading", name=re.compile("Robin"))).to_be_visible()


def meet(client: Page, therapist: Page) -> None:
    """From Today through the door to the end, picture and sound arriving on both sides."""
    press(therapist, "Open the room")
    at(therapist, "Your room")
    press(therapist, "Open the room")
    expect(therapist.get_by_role("button", name="Let Robin in")).to_be_visible()
    assert faults(therapist) == []
    press(therapist, "Let Robin in")
    for one in (client, therapist):
        expect(one.locator(TALKING)).to_be_visible(timeout=PATIENT)
        assert grows(one)
        assert faults(one) == []
    therapist.get_by_role("button", name="End session").click()
    expect(therapist.get_by_text("Attendance is recorded.")).to_be_visible()
    expect(client.get_by_role("heading", level=1, name="This session is over")).to_be_visible(timeout=PATIENT)
    rest(client)
    assert faults(client) == []


def write_to_each_other(client: Page, therapist: Page) -> None:
    client.goto("/messages")
    press(client, re.compile("Open|Write"))
    client.get_by_label(f"Write to {THERAPIST}").fill(QUESTION)
    press(client, "Send")
    expect(client.get_by_role("article").filter(has_text=QUESTION, has_not_text="Sending")).to_be_visible()
    press(therapist, "Back to Today")
    press(therapist, "Reply Robin")
    expect(therapist.get_by_role("article").filter(has_text=QUESTION)).to_be_visible()
    therapist.get_by_label("Your message").fill(ANSWER)
    press(therapist, "Send")
    expect(therapist.get_by_role("article").filter(has_text=ANSWER)).to_be_visible()
    client.reload()
    expect(client.get_by_role("article").filter(has_text=ANSWER)).to_be_visible()


def share_a_mood(client: Page) -> None:
    client.goto("/mood")
    client.get_by_label("7", exact=True).check()
    press(client, "Save 7")
    at(client, "What was around it?")
    client.locator("[data-feeling=hopeful]").click()
    client.get_by_label("A note").fill(NOTE)
    client.get_by_label("can read this").check()
    expect(client.get_by_text("can read this since")).to_be_visible()
    press(client, "Save")
    at(client, "How you have been")


def test_a_visitor_comes_to_a_first_session_and_beyond(enter, product, watches):
    page = enter("/", **HERE)
    ask_what_there_is(page)
    authenticator = sign_up(page, product)
    agree(page)
    say_who(page)
    begin_intake(page)

    # Interrupted in the middle of a questionnaire, and resumed with a code in another browser.
    page.goto("/settings")
    press(page, "Sign out here")
    client = enter("/intake", init=KEEP_CONNECTIONS, **HERE)
    sign_in(client, EMAIL, PASSWORD, authenticator)
    at(client, "Your questions")
    press(client, "Continue")
    finish_intake(client)
    match_and_book(client)

    session = the_session(client, product)
    start = datetime.fromisoformat(session["start"])
    year = "" if start.year == datetime.now(start.tzinfo).year else f", {start.year}"
    written = f"{start:%A, %B} {start.day}{year}, {start.hour % 12 or 12}:{start:%M %p} {session['zone_name']}"
    expect(client.get_by_role("heading", name=written)).to_be_visible()
    check_mails(product, start)

    go_to_the_waiting_room(client, session)
    therapist = enter("/provider/", init=KEEP_CONNECTIONS, locale="en-US", timezone_id="America/Chicago")
    come_to_work(therapist, product)
    meet(client, therapist)
    write_to_each_other(client, therapist)
    share_a_mood(client)
    # What is not shared is not there.
    watches[-1].expect(r"404 .*/(journal|worksheet-entries)\?")
    therapist.goto(f"/provider/clients/{session['client_ids'][0]}/shared")
    expect(therapist.get_by_text(NOTE)).to_be_visible()
