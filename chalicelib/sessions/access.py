"""Who may open the door of a session: the provider who holds it."""

from chalicelib.scheduling.access import PartyTo


class Hosts(PartyTo):
    """The provider of the appointment named in the path, with its clients."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.roles = frozenset({"provider"})
