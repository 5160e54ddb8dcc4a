"""Moods."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.sharing.access import OwnEntry, SharedWithTherapist
from chalicelib.sharing.schemas import EntryPage, EntrySharing
from chalicelib.wellness import service
from chalicelib.wellness.schemas import Mood, MoodEntry, MoodPage, Moods
from chalicelib.wellness.store import MOODS

api = SecureBlueprint(__name__)
_OWN = OwnEntry(MOODS, "mood_id")


@api.route("/moods", methods=["POST"], allow=role("client"), body=MoodEntry, returns=Mood, status=201)
def add_mood(grant: Grant, entry: MoodEntry) -> Mood:
    """Note how one feels."""
    return service.add_mood(grant, entry, clock.now())


@api.route("/moods", methods=["GET"], allow=role("client"), query=MoodPage, returns=Moods)
def my_moods(grant: Grant, page: MoodPage) -> Moods:
    """The client's own entries, newest first."""
    return service.moods(grant, page)


@api.route("/moods/{mood_id}", methods=["GET"], allow=_OWN, returns=Mood)
def my_mood(grant: Grant, mood_id: str) -> Mood:
    """One of the client's own entries."""
    return service.mood(grant, mood_id)


@api.route("/moods/{mood_id}", methods=["PUT"], allow=_OWN, body=MoodEntry, returns=Mood)
def change_mood(grant: Grant, mood_id: str, entry: MoodEntry) -> Mood:
    """Say more about an entry, or say it differently, within a day."""
    return service.change_mood(grant, mood_id, entry, clock.now())


@api.route("/moods/{mood_id}/sharing", methods=["PUT"], allow=_OWN, body=EntrySharing, returns=Mood)
def share_mood(grant: Grant, mood_id: str, wish: EntrySharing) -> Mood:
    """Share or withhold one entry, effective with the next request."""
    return service.share_mood(grant, mood_id, wish.shared)


@api.route("/clients/{client_id}/moods", methods=["GET"], allow=SharedWithTherapist("moods"), query=EntryPage, returns=Moods)
def shared_moods(grant: Grant, page: EntryPage) -> Moods:
    """What a client shares with the provider who treats them; nothing shared answers as if there were no such client."""
    return service.shared_moods(grant, page)
