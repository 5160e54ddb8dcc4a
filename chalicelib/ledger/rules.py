"""What may be charged and waived."""

from typing import NamedTuple

from chalicelib.core.errors import Conflict, Refused
from chalicelib.ledger.schemas import FeeKind


class AlreadyWaived(Conflict):
    """The fee was taken off before."""

    code = "already_waived"
    sentence = "This fee has been waived already."


class NotAFee(Refused):
    """Only a fee can be waived, not a waiver or a credit."""

    code = "not_a_fee"
    sentence = "This line is not a fee."


class Fee(NamedTuple):
    """A fee as the practice's policy has it, in cents. grace: it is the client's first, and the practice lets that go."""

    kind: FeeKind
    cents: int
    grace: bool

    @property
    def owed(self) -> int:
        """What the client owes because of it, in cents."""
        return 0 if self.grace else self.cents


def is_fee(kind: str) -> bool:
    """Say whether a line of this kind is a fee."""
    return kind in ("late_fee", "no_show_fee")


def dollars(cents: int) -> str:
    """An amount as people write it: `$60.00`."""
    return f"${cents // 100}.{cents % 100:02d}"
