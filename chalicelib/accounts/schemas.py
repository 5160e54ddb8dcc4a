"""Public shapes of a person's own account, and what is sealed of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.accounts.rules import Basis
from chalicelib.core.schemas import Request, Response

# No control characters: these words stand in mails, where a line break would start a header.
Line = Annotated[str, Meta(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$(?!\n)")]
Phone = Annotated[str, Meta(max_length=24, pattern=r"^([+0-9][0-9 ().-]{5,22})?$(?!\n)")]
Language = Literal["en", "es"]
HOURS = (72, 48, 24, 12, 4, 2, 1)
"""Whole hours before a session at which somebody can be reminded, furthest ahead first."""
Hours = Annotated[list[Literal[72, 48, 24, 12, 4, 2, 1]], Meta(min_length=1, max_length=len(HOURS))]
Stopped = Literal["bounce", "complaint"]
Wishes = Mapping[str, list[int] | None]
"""Channel (mail, sms) -> hours before a session, None for the practice's own times; a channel that is off is left out."""
Role = Literal["client", "guardian", "provider", "admin"]


class EmergencyContact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to call when the person is in danger."""

    name: Line
    phone: Phone
    relation: Line = ""


class Profile(Struct, frozen=True, kw_only=True):
    """All of one person's own facts: the sealed body of the profile. Empty words and None mean: not told yet.

    moved_at: when the home state was last told or changed.
    mail_hours, sms_hours: how many hours before a session they are reminded by mail and by text, None for the practice's own times.
    """

    email: str
    preferred_name: str = ""
    pronouns: str = ""
    birth_date: date | None = None
    home_state: str = ""
    zone: str = "UTC"
    language: Language = "en"
    phone: str = ""
    emergency_contact: EmergencyContact | None = None
    remind_by_mail: bool = True
    remind_by_sms: bool = False
    moved_at: datetime | None = None
    mail_hours: list[int] | None = None
    sms_hours: list[int] | None = None


class Me(Response):
    """The signed-in person's own account. zone_name ("EST") and utc_offset (minutes) hold in their zone now.

    mail_stopped: why no mail is sent: one came back, or they marked one as unwanted; remind_by_mail is false then. Null for no such reason.
    """

    id: str
    role: str
    email: str
    preferred_name: str
    pronouns: str
    birth_date: date | None
    home_state: str
    zone: str
    language: Language
    phone: str
    emergency_contact: EmergencyContact | None
    remind_by_mail: bool
    remind_by_sms: bool
    mail_hours: list[int] | None
    sms_hours: list[int] | None
    mail_stopped: Stopped | None
    zone_name: str
    utc_offset: int


class MeUpdate(Request):
    """The parts of the profile to replace; what is left out stays.

    id, role and email are taken back only unchanged; zone_name, utc_offset and mail_stopped follow from other things and are passed over.
    `remind_by_mail: true` also turns mail on again that was stopped.
    """

    id: str | UnsetType = UNSET
    role: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    zone_name: str | UnsetType = UNSET
    utc_offset: int | UnsetType = UNSET
    mail_stopped: Stopped | UnsetType | None = UNSET
    preferred_name: Line | UnsetType = UNSET
    pronouns: Line | UnsetType = UNSET
    birth_date: date | UnsetType | None = UNSET
    home_state: Line | UnsetType = UNSET
    zone: Line | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    phone: Phone | UnsetType = UNSET
    emergency_contact: EmergencyContact | UnsetType | None = UNSET
    remind_by_mail: bool | UnsetType = UNSET
    remind_by_sms: bool | UnsetType = UNSET
    mail_hours: Hours | UnsetType | None = UNSET
    sms_hours: Hours | UnsetType | None = UNSET


class Document(Struct, frozen=True, kw_only=True):
    """One consent document in one language, as its data file holds it."""

    slug: str
    version: str
    language: Language
    title: str
    notice: str
    summary: list[str]
    sections: list["Section"]


class Section(Struct, frozen=True, kw_only=True):
    """A heading and its paragraphs."""

    heading: str
    paragraphs: list[str]


class ConsentView(Response):
    """One document in force and what this person has decided about it.

    agreed: true only for the version in force; last_version: the version last decided on, if any.
    """

    document: str
    version: str
    language: Language
    title: str
    notice: str
    summary: list[str]
    sections: list[Section]
    agreed: bool
    agreed_at: datetime | None
    agreed_by: str | None
    last_version: str | None


class Consents(Response):
    """Every document in force, in the order to read them."""

    items: list[ConsentView]
    next: str | None = None


class ConsentQuery(Request):
    """Which language to read in."""

    language: Language = "en"


class ConsentDecision(Request):
    """Agree to the version in force, or withdraw with `agreed: false`."""

    document: Literal["telehealth", "privacy", "fees"]
    version: Annotated[str, Meta(max_length=20)]
    agreed: bool = True
    language: Language = "en"


class ConsentGiven(Response):
    """What was decided, when, by whom, on which version."""

    id: str
    document: str
    version: str
    language: Language
    agreed: bool
    at: datetime
    by: str


class SignIn(Response):
    """One sign-in that passed both factors."""

    at: datetime


class SignIns(Response):
    """Recent sign-ins, newest first, of the last 90 days."""

    items: list[SignIn]
    next: str | None = None


class MinorConsent(Request):
    """Who consents for a client under 18. source: the rule it follows and who read it, in the manager's words."""

    basis: Basis
    source: Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]


class MinorConsentSet(Response):
    """What was set."""

    client_id: str
    basis: Basis
    set_by: str
    set_at: datetime


class Guardianship(Request):
    """A guardian's link with a client; `active: false` ends it."""

    guardian_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~-]{1,64}$(?!\n)")]
    active: bool = True


class Ward(Struct, frozen=True):
    """A client a guardian may consent for. missing: documents still to be agreed to."""

    client_id: str
    preferred_name: str
    missing: list[str]


class Wards(Response):
    """Everybody the calling guardian may consent for."""

    items: list[Ward]
    next: str | None = None


Email = Annotated[
    str, Meta(min_length=3, max_length=254, pattern=r"^[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f]+$(?!\n)")
]


class Invitation(Request):
    """Whom to invite to the staff, and as what. name: how colleagues call them."""

    email: Email
    role: Literal["provider", "admin"]
    name: Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$(?!\n)")]


class Colleague(Response):
    """One of the staff. signed_in_at: when they first came in, null while the invitation waits."""

    staff_id: str
    role: Literal["provider", "admin"]
    email: str
    name: str
    invited_at: datetime
    signed_in_at: datetime | None


class Colleagues(Response):
    """Everybody of the staff, who has not come in yet first."""

    items: list[Colleague]
    next: str | None = None
