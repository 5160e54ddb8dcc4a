"""The demo people and what they have lived through so far, relative to today. All of them are invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from infra.local.demo import history
from infra.local.demo.stage import Stage
from infra.local.people import Person

if TYPE_CHECKING:
    from infra.local.house import House

PASSWORD = "quiet-demo-password"
ROLES = {
    "ana": "client",
    "ben": "client",
    "cleo": "client",
    "teen": "client",
    "gil": "guardian",
    "dee": "client",
    "eli": "client",
    "pat": "provider",
    "quinn": "provider",
    "rae": "provider",
    "amy": "admin",
}
WEEKS = 3


def seed(house: House) -> list[Person]:
    """Put everybody in place and let three weeks pass, ending at the machine's present time."""
    now = datetime.now(UTC)
    began = now - timedelta(weeks=WEEKS, hours=1)
    house.clock.set(began)
    people = [house.people.enrol(key, role, f"{key}@quietroom.example", PASSWORD) for key, role in ROLES.items()]
    # Confirmed accounts bring the practice's thread with them, through the outbox.
    house.ticker.run_due()
    stage = Stage(house)
    _open_accounts(people)
    _open_practice(stage, now)
    history.live(stage, house.ticker.run_due, began, now)
    house.clock.set(datetime.now(UTC))
    house.ticker.run_due()
    # What the past sent is not today's post.
    house.aws.mailbox.clear()
    return people


def _open_accounts(people: list[Person]) -> None:
    """What an invitation does for staff, and a guardian's link to their teen for a guardian."""
    from chalicelib.accounts import service as accounts
    from chalicelib.core.access import Grant, Subject
    from chalicelib.core.standing import StandingRecord
    from chalicelib.core.writing import transaction

    for person in people:
        if person.role in ("provider", "admin"):
            accounts.open_account(person.id, "provider" if person.role == "provider" else "admin", person.account.username)
        if person.role == "guardian":
            with transaction(Grant.for_job("demo", Subject("client", person.id)), "account.open") as write:
                write.update(StandingRecord(person.id), [StandingRecord.role.set("guardian")], StandingRecord.person_id.exists())


def _open_practice(stage: Stage, now: datetime) -> None:
    # Only now: the product's records read the environment when they are imported, and the house has just set it.
    from chalicelib.core import settings
    from chalicelib.core.access import Grant, Subject
    from chalicelib.practice import service as practice_service
    from chalicelib.providers import service as providers_service
    from infra.local.demo import practice

    ids = {key: stage.id(key) for key in ("pat", "quinn", "rae")}
    grant = Grant.for_job("demo", Subject("practice", settings.load().practice))
    practice_service.record(grant, practice.practice(list(ids.values()), now.date(), now))
    for listing in practice.listings(ids, now.date()):
        providers_service.enter(grant, listing)
