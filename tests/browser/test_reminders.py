"""Reminders as people choose and mend them: a client's own, a clinician's mail that was stopped, and the practice's list of what failed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from playwright.sync_api import expect

from chalicelib.core import ids
from tests.browser.looking import faults
from tests.browser.newcomers import newcomer
from tests.browser.rooms import PHONE, rest


def test_a_client_chooses_hours_reads_the_very_words_and_turns_stopped_mail_on_again(enter, product):
    mia = newcomer(product, "Mia")
    page = enter("/reminders", mia)
    sample = mia.get("/me/reminders").json
    expect(page.locator("[data-says=mail]")).to_contain_text(sample["mail_subject"])
    expect(page.locator("[data-says=mail]")).to_contain_text(re.search(r"https?://\S+", sample["mail_text"]).group())
    page.get_by_label("By text message").check()
    expect(page.locator("[data-says=sms]")).to_have_text(sample["text"])
    page.get_by_role("group", name="E-mail this long").get_by_label("48 hours").check()
    texts = page.get_by_role("group", name="Text message this long")
    for hours in ("24 hours", "1 hour"):
        texts.get_by_label(hours, exact=True).uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Choose at least one time").first).to_be_visible()
    assert faults(page) == []
    texts.get_by_label("2 hours", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. It holds")).to_be_visible()
    me = mia.get("/me").json
    assert (me["mail_hours"], me["sms_hours"], me["remind_by_sms"]) == ([48, 24, 1], [2], True)

    product.desk("mail/bounce", {"to": me["email"]})
    product.desk("sms/reply", {"from": "+12125550177", "text": "Stop"})
    page.reload()
    expect(page.get_by_role("heading", name="E-mail is off: a mail to your address came back")).to_be_visible()
    expect(page.get_by_role("heading", name="Text messages are off: your phone answered STOP")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("By e-mail").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="E-mail is off")).to_have_count(0)
    assert mia.get("/me").json["mail_stopped"] is None


def test_a_clinician_sees_that_no_mail_reaches_them_and_turns_it_on_again(enter, product):
    rae = product.sign_in("rae")
    product.desk("mail/bounce", {"to": rae.get("/me").json["email"], "kind": "complaint"})
    page = enter("/provider/settings", "rae", viewport=PHONE)
    expect(page.get_by_text("alerts that a client needs you")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Turn e-mail on again").click()
    expect(page.get_by_text("alerts that a client needs you")).to_have_count(0)
    assert rae.get("/me").json["mail_stopped"] is None


def test_the_manager_sends_a_failed_reminder_again_or_marks_it_as_handled(enter, product, watches):
    number = _given_up(product)
    page = enter("/provider/work", "amy")
    watches[-1].expect("status of 409")
    row = page.get_by_role("listitem").filter(has_text=f"Reminder {number}")
    expect(row).to_contain_text("it may have gone out or not")
    rest(page)
    assert faults(page) == []
    row.get_by_role("button", name="Send again").click()
    expect(row.get_by_text("does not take place any more")).to_be_visible()
    row.get_by_role("button", name="Mark as handled").click()
    expect(row).to_have_count(0)
    expect(page.get_by_text(f"Reminder {number} is off the list.")).to_be_attached()


def _given_up(product) -> str:
    """Put the text of a session that is no more on the practice's list; the end of its id."""
    now = datetime.now(UTC)
    reminder_id = ids.new(now)
    words = {
        "practice_id": "practice",
        "reminder_id": reminder_id,
        "provider_id": ids.new(now),
        "appointment_id": ids.new(now),
        "channel": "sms",
        "state": "unsure",
        "at": f"{now:%Y-%m-%dT%H:%M:%S.%f}+0000",
    }
    (table,) = [name for name in product.places["tables"] if name.endswith("-reminders")]
    product.aws("dynamodb").put_item(TableName=table, Item={"bits": {"N": "1"}, **{name: {"S": word} for name, word in words.items()}})
    return reminder_id[-6:]
