"""Public shapes of the risk screen, the instruments and the review list."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.core.schemas import Request, Response
from chalicelib.safety.rules import Answer, State
from chalicelib.safety.scoring import Instrument

FourAnswers = Annotated[list[Answer | None], Meta(min_length=4, max_length=4)]
ReviewKind = Literal["positive", "acute", "intake"]
Item9 = Annotated[int, Meta(ge=0, le=3)]


class ScreenAnswers(Request):
    """What was answered just now; null is not answered yet and takes nothing back.

    item9: PHQ-9 item 9 alone, 0 to 3. answers: ASQ 1 to 4. acute: ASQ 5, asked after any yes or declined answer.
    """

    item9: Item9 | None = None
    answers: FourAnswers | None = None
    acute: Answer | None = None


class ScreenView(Response):
    """The client's screen. alerted: true only when an alert truly went out to a clinician. on_call: whether anybody is on call now.

    due_by: by when a clinician decides, where a review is open.
    """

    safety: State
    alerted: bool
    practice_phone: str
    on_call: bool
    item9: int | None
    answers: list[Answer | None]
    acute: Answer | None
    due_by: datetime | None


class Instruments(Response):
    """The questionnaires on file, word for word, in the languages they are approved in."""

    items: list[Instrument]
    next: str | None = None


class Flag(Response):
    """One client in need of a clinician's eye. state: positive, acute, or open where the screen is unfinished."""

    client_id: str
    state: State
    due_by: datetime | None


class Flags(Response):
    """Flags of the clients in the caller's care, the first due first."""

    items: list[Flag]
    next: str | None = None


class Review(Response):
    """One review in the practice's queue. kind: of a risk screen (positive, acute) or of an intake.

    claimed_by: who holds it, null while it waits.
    """

    review_id: str
    client_id: str
    kind: ReviewKind
    state: str
    raised_at: datetime
    due_by: datetime
    claimed_by: str | None


class Reviews(Response):
    """Undecided reviews, the first due first."""

    items: list[Review]
    next: str | None = None
