"""The demo people and what they have lived through so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def seed(house: House) -> list[Person]:
    """Put everybody in place, relative to today."""
    return [house.people.enrol(key, role, f"{key}@quietroom.example", PASSWORD) for key, role in ROLES.items()]
