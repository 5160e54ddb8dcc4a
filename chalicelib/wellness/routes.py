"""Moods and sharing."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.wellness import service
from chalicelib.wellness.access import OwnMood, SharedWithTherapist
from chalicelib.wellness.schemas import Mood, MoodEntry, Moods, Page, Sharing, SharingState

api = SecureBlueprint(__name__)


@api.route("/moods", methods=["POST"], allow=role("client"), body=MoodEntry, returns=Mood, status=201)
def add_mood(grant: Grant, entry: MoodEntry) -> Mood:
    """Note how one feels."""
    return service.add_mood(grant, entry, clock.now())


@api.route("/moods", methods=["GET"], allow=role("client"), query=Page, returns=Moods)
def my_moods(grant: Grant, page: Page) -> Moods:
    """The client's own entries, newest first."""
    return service.list_moods(grant, page)


@api.route("/moods/{entry_id}", methods=["GET"], allow=OwnMood(), returns=Mood)
def my_mood(grant: Grant, entry_id: str) -> Mood:
    """One of the client's own entries."""
    return service.mood(grant, entry_id)


@api.route("/moods/{entry_id}", methods=["PUT"], allow=OwnMood(), body=MoodEntry, returns=Mood)
def change_mood(grant: Grant, entry_id: str, entry: MoodEntry) -> Mood:
    """Say more about an entry, or say it differently."""
    return service.change_mood(grant, entry_id, entry)


@api.route("/clients/{client_id}/moods", methods=["GET"], allow=SharedWithTherapist("moods"), query=Page, returns=Moods)
def shared_moods(grant: Grant, page: Page) -> Moods:
    """What a client shares with the provider who treats them."""
    return service.list_moods(grant, page)


@api.route("/sharing", methods=["GET"], allow=role("client"), returns=SharingState)
def my_sharing(grant: Grant) -> SharingState:
    """What the client's therapist may see now."""
    return service.sharing(grant)


@api.route("/sharing", methods=["PUT"], allow=role("client"), body=Sharing, returns=SharingState)
def change_sharing(grant: Grant, wish: Sharing) -> SharingState:
    """Turn kinds on or off, effective with the next request."""
    return service.change_sharing(grant, wish, clock.now())
