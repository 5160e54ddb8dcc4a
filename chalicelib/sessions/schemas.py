"""Public shapes of joining, the waiting room and the end of a session."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from chalicelib.core.schemas import Request, Response
from chalicelib.providers.schemas import StateCode
from chalicelib.scheduling.schemas import PersonId

Role = Literal["MASTER", "VIEWER"]
Place = Annotated[str, Meta(max_length=300)]


class JoinWish(Request):
    """Where the client is now and whether they are alone, or everyone there agreed. Left out on a rejoin: what was said last holds.

    A therapist is asked only under PSYPACT (home_state_needed): in which state they are now.
    place: the address, for an emergency; null where the client would rather not say.
    """

    location_state: StateCode | None = None
    private: bool | None = None
    place: Place | None = None


class Attestation(Struct, frozen=True, kw_only=True):
    """The sealed body of what a client said on joining."""

    location_state: str
    private: bool
    place: str | None
    at: datetime


class IceServer(Response):
    """One relay, as RTCIceServer spells it. Its credential lasts minutes."""

    urls: list[str]
    username: str
    credential: str


class Joined(Response):
    """What a browser needs to reach the other side. client_id: the viewer's, null for the master. expires_in: seconds to open `url`."""

    role: Role
    client_id: str | None
    channel_arn: str
    url: str
    ice_servers: list[IceServer]
    expires_in: int


class LobbyQuery(Request):
    """details: also open what each client said on joining; that is written in the client's access log, so ask when `revision` is new."""

    details: bool = False


class Said(Response):
    """What a client said on joining, and how to reach them when the line drops. licensed: whether they may be seen there today."""

    preferred_name: str
    location_state: str
    private: bool
    place: str | None
    at: datetime
    licensed: bool
    phone: str


class Waiting(Response):
    """One client at the door. viewer_id: whose offers to answer. revision: goes up with each new attestation."""

    client_id: str
    viewer_id: str
    since: datetime
    revision: int
    admitted_at: datetime | None
    said: Said | None = None


class Lobby(Response):
    """Who is at the door, who came first first. opens_at, closes_at: the session's window, in the therapist's zone."""

    items: list[Waiting]
    opens_at: datetime
    closes_at: datetime
    next: str | None = None


class Admission(Request):
    """Whom to let in."""

    client_id: PersonId


class Admitted(Response):
    """Since when the client is in."""

    client_id: str
    admitted_at: datetime


class LostTime(Request):
    """A time in which nothing came from the other side, by the API's clock."""

    start: datetime = field(name="from")
    end: datetime = field(name="to")


class LineReport(Request):
    """What one end noticed of the line. lost: times not told before, or told again. sockets: pages on the channel, where it fills up."""

    lost: Annotated[list[LostTime], Meta(max_length=50)] = []
    sockets: Annotated[int, Meta(ge=0, le=1000)] | None = None


class LineRecorded(Response):
    """What the line took from the session by what all ends told so far, in seconds. agreed: missed by at least two ends."""

    lost_seconds: float
    agreed_seconds: float


class ChatText(Request):
    """What somebody writes during a session."""

    text: Annotated[str, Meta(min_length=1, max_length=2000)]


class ChatKept(Response):
    """Under which id it is kept in the messages of everybody who is in the session."""

    id: str


class Ended(Response):
    """The session's attendance. minutes: from the first admission to the end, whole minutes.

    lost_seconds, agreed_seconds: as in LineRecorded. credited_minutes: those lost that were not made up for at the end.
    """

    attended: list[str]
    started_at: datetime
    ended_at: datetime
    minutes: int
    lost_seconds: float
    agreed_seconds: float
    credited_minutes: int
