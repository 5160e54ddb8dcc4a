"""Public shapes of joining, the waiting room and the end of a session."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from chalicelib.accounts.schemas import EmergencyContact
from chalicelib.availability.schemas import ZoneName
from chalicelib.core.schemas import Request, Response
from chalicelib.practice.schemas import Crisis
from chalicelib.providers.schemas import StateCode
from chalicelib.scheduling.schemas import PersonId, Status

Role = Literal["MASTER", "VIEWER"]
Place = Annotated[str, Meta(max_length=300)]
LOAD_CHARACTERS = 250_000
"""Two megabits: most of a second at the rate a picture wants, and less than a request may hold."""


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
    """What a browser needs to reach the other side. client_id: the viewer's, null for the master. expires_in: seconds to open `url`.

    since: from when a client waits for the therapist; null for the master.
    """

    role: Role
    client_id: str | None
    channel_arn: str
    url: str
    ice_servers: list[IceServer]
    expires_in: int
    since: datetime | None = None


class LobbyQuery(Request):
    """details: also open what each client said on joining; that is written in the client's access log, so ask when `revision` is new."""

    details: bool = False


Kbps = Annotated[int, Meta(ge=0, le=1_000_000)]
Found = Literal["ok", "problem", "untried"]


class PreCallCheck(Request, kw_only=True):
    """What a client's own page found before a session, without names or addresses of anything.

    media: whether sound and picture flow between two connections of the page; down_kbps, up_kbps: kilobits a second the line to the
    practice carries; trip_ms: there and back. Null where it could not be measured.
    """

    microphone: Found = "untried"
    speaker: Found = "untried"
    camera: Found = "untried"
    media: Found = "untried"
    down_kbps: Kbps | None = None
    up_kbps: Kbps | None = None
    trip_ms: Annotated[int, Meta(ge=0, le=60_000)] | None = None


class PreCallChecked(PreCallCheck, kw_only=True):
    """The last check of one client before one session, and when it was made."""

    at: datetime


class LoadQuery(Request):
    """How many characters to answer with."""

    size: Annotated[int, Meta(ge=0, le=LOAD_CHARACTERS)] = 0


class Load(Request):
    """Random characters that mean nothing, sent to see how fast the line carries them. Never kept."""

    filler: Annotated[str, Meta(max_length=LOAD_CHARACTERS)] = ""


class Relays(Response):
    """Relays to try before a session, their credentials good for some minutes. Empty where the practice has none."""

    ice_servers: list[IceServer]


class Said(Response):
    """What a client said on joining, and how to reach them when the line drops. licensed: whether they may be seen there today.

    check: what their page found before the session, null where nothing was tried.
    """

    preferred_name: str
    location_state: str
    private: bool
    place: str | None
    at: datetime
    licensed: bool
    phone: str
    check: PreCallChecked | None = None


class Waiting(Response):
    """One client at the door. viewer_id: whose offers to answer. revision: goes up with each new attestation."""

    client_id: str
    viewer_id: str
    since: datetime
    revision: int
    admitted_at: datetime | None
    said: Said | None = None


class Lobby(Response):
    """Who is at the door, who came first first. opens_at, closes_at: the session's window, in the therapist's zone.

    start, status: of the appointment as it is now, which may have been moved or cancelled since the room was opened.
    """

    items: list[Waiting]
    opens_at: datetime
    closes_at: datetime
    start: datetime
    status: Status
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


class ChatQuery(Request):
    """details: also open what was written; that is written in the access log of the client whose copy is read, so ask when an id is new."""

    details: bool = False


class ChatLine(Response):
    """Something written since the session's door opened. text: null where it was not asked for."""

    id: str
    author_id: str
    at: datetime
    text: str | None


class ChatLines(Response):
    """What was written in a session, newest first. admitted: whether the reader, or for the therapist anybody, was let in."""

    admitted: bool
    items: list[ChatLine]
    next: str | None = None


class ChatKept(Response):
    """Under which id it is kept in the messages of everybody who is in the session."""

    id: str


class EndWish(Request):
    """attended: who came to a session in person, by their therapist's word; everybody it is with where left out. Online the door says."""

    attended: Annotated[list[PersonId], Meta(min_length=1, max_length=4)] | None = None


class Ended(Response):
    """The session's attendance. minutes: from the first admission, or the start in person, to the end, whole minutes.

    lost_seconds, agreed_seconds: as in LineRecorded. late_minutes: for which a client waited past the start for the therapist.
    credited_minutes: those lost or waited that were not made up for at the end.
    """

    attended: list[str]
    started_at: datetime
    ended_at: datetime
    minutes: int
    lost_seconds: float
    agreed_seconds: float
    late_minutes: int
    credited_minutes: int


class Held(Response):
    """What a session came to. came: whether the reader was in it. made_up_minutes: of those lost or waited, added at the end."""

    minutes: int
    started_at: datetime
    ended_at: datetime
    came: bool
    late_minutes: int
    lost_minutes: int
    made_up_minutes: int
    credited_minutes: int


Degree = Annotated[int, Meta(ge=1, le=5)]


class CheckOut(Request):
    """Two answers after a session, 1 (not at all) to 5 (very much): felt heard, it helped. Null where one was passed over."""

    heard: Degree | None = None
    helped: Degree | None = None


class CheckOutGiven(Response):
    """What one client answered."""

    client_id: str
    heard: int | None
    helped: int | None


class CheckOuts(Response):
    """Answers to one session: one's own, or for the therapist those of every client who gave any."""

    items: list[CheckOutGiven]
    next: str | None = None


class LocalNumber(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to call near a client, ten digits: 911 reaches only where the caller is."""

    name: Annotated[str, Meta(min_length=1, max_length=60)]
    number: Annotated[str, Meta(pattern=r"^[2-9][0-9]{9}$(?!\n)")]


class LocalNumbers(Request):
    """The numbers kept for one client."""

    numbers: Annotated[list[LocalNumber], Meta(max_length=6)]


class EmergencyWish(Request):
    """Of which client of the session."""

    client_id: PersonId


class NumbersWish(LocalNumbers, kw_only=True):
    """Numbers to keep for one client of the session, in place of those before."""

    client_id: PersonId


class Emergency(Response):
    """What is needed to send help to one client. location_state, place, private, said_at: as last said on joining, null before.

    consent_version, consent_at: of the telehealth consent in force that names the emergency contact; null where none stands.
    """

    client_id: str
    preferred_name: str
    phone: str
    emergency_contact: EmergencyContact | None
    location_state: str | None
    place: str | None
    private: bool | None
    said_at: datetime | None
    consent_version: str | None
    consent_at: datetime | None
    numbers: list[LocalNumber]
    crisis: Crisis
    practice_phone: str


class PlaceSaid(Response):
    """What a client said on an earlier joining, to be offered again; nulls where nothing was said, or no address."""

    location_state: str | None
    place: str | None


class NotHeldWish(Request):
    """A session did not take place. client_waited: a client was there and the therapist was not, so that its minutes are owed.

    In person every client of it then was there.
    """

    client_waited: bool


class CalledOff(Response):
    """A session that did not take place. credited_minutes: owed to each client who waited."""

    appointment_id: str
    credited_minutes: int


AbsenceState = Literal["waiting", "missed", "unsaid"]


class AbsenceQuery(Request):
    """In which zone to show the times."""

    zone: ZoneName = "UTC"


class AbsentTherapist(Response):
    """A session whose client waits or has waited. start: in the zone asked for.

    state: the client waits still; it is called off and its minutes are owed; or the therapist has yet to say what came of it.
    """

    appointment_id: str
    provider_id: str
    provider: str
    start: datetime
    zone_name: str
    state: AbsenceState


class AbsentTherapists(Response):
    """The practice's list of them, the latest first."""

    items: list[AbsentTherapist]
    next: str | None = None


class SeenTo(Response):
    """Which one was taken off the list."""

    appointment_id: str
