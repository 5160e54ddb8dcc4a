"""People of a test's own, who signed up a moment ago: what a test changes of theirs upsets nobody else."""

from __future__ import annotations

import re
import time
import uuid
from typing import Any

from infra.local.cognito.signin import Tokens
from infra.local.demo.history import intake
from tests.journeys.product import Browser, Person, Product

PASSWORD = "quiet-newcomer-password"
PATIENCE_SECONDS = 60
AT_RISK = {"answers": ["yes", "no", "no", "no"], "acute": "no"}


class Newcomer(Person):
    """A client who has just signed up, with the tokens a browser keeps."""

    def __init__(self, product: Product, tokens: Tokens) -> None:
        super().__init__(product.origin, tokens.access_token)
        self.tokens = tokens._asdict()
        self.id = self.get("/me").json["id"]


def newcomer(product: Product, name: str, **facts: Any) -> Newcomer:
    """Sign somebody up, second factor included, with their profile; facts replace parts of it."""
    email = f"{name.lower()}-{uuid.uuid4().hex[:8]}@quietroom.example"
    browser = Browser(product)
    browser.sign_up(email, PASSWORD)
    code = re.search(r"\b\d{6}\b", product.mails(email)[-1]["text"])
    assert code
    browser.confirm(email, code.group())
    _, tokens = browser.set_up_authenticator(browser.account(email, PASSWORD))
    person = Newcomer(product, tokens)
    profile = {
        "preferred_name": name,
        "home_state": "NY",
        "zone": "America/New_York",
        "birth_date": "1990-01-31",
        "phone": "+1 212 555 0177",
    }
    assert person.put("/me", profile | facts).status == 200
    return person


def agree(person: Person) -> None:
    """Agree to every document."""
    for document in person.get("/me/consents").json["items"]:
        assert person.post("/me/consents", {"document": document["document"], "version": document["version"]}).status == 201


def hand_in(person: Person, **changed: Any) -> None:
    """Answer the whole intake and hand it in; changed: steps answered otherwise than somebody who is not at risk."""
    assert person.put("/intake", intake("NY") | changed).status == 200
    assert person.post("/intake/submit").status == 200


def review_of(product: Product, person: Person, clinician: str = "quinn") -> str:
    """The id of the review that waits about this client, once it is in the queue."""
    reader = product.sign_in(clinician)
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        for review in reader.get("/safety/reviews").json["items"]:
            if review["client_id"] == person.id:
                return str(review["review_id"])
        time.sleep(0.1)
    message = "no review of this client came into the queue"
    raise TimeoutError(message)


def locked_out(product: Product, person: Newcomer) -> str:
    """Let somebody ask the practice for a new second factor, and wait until they are on its list. Returns their id."""
    email = person.get("/me").json["email"]
    assert person.post("/second-factor", {"email": email, "phone": "+1 212 555 0199"}).status == 201
    amy, until = product.sign_in("amy"), time.monotonic() + PATIENCE_SECONDS
    while person.id not in {one["person_id"] for one in amy.get("/second-factor").json["items"]}:
        assert time.monotonic() < until, "nobody has looked the request up"
        time.sleep(0.2)
    return person.id
