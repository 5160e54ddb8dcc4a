"""The desk under /local: demo people, mailbox, clock and faults. It holds passwords, so only this machine's own pages may ask."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from infra.local import feedback, page
from infra.local.mailbox import plain
from infra.local.server import Answer, Request

if TYPE_CHECKING:
    from infra.local.house import House

FURTHEST = timedelta(days=3660)
LONGEST_RESTART = 60


class BadRequest(Exception):
    """What was sent to the desk cannot be used; the text says why."""


Action = Callable[[dict[str, Any]], Any]


class Desk:
    """Answers requests under /local."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._reads: dict[str, Callable[[], Any]] = {
            "demo.json": lambda: {"people": [person.public() for person in house.people.all()]},
            "mail.json": lambda: plain(house.aws.mailbox.mails()),
            "sms.json": lambda: plain(house.aws.mailbox.texts()),
            "clock": self._now,
            "aws.json": house.aws.describe,
        }
        self._actions: dict[str, Action] = {
            "login": self._login,
            "clock": self._move,
            "fault": self._fault,
            "mail/bounce": self._bounce,
            "sms/reply": self._reply,
            "signalling/close": self._close_sockets,
            "restart": self._restart,
        }

    def __call__(self, request: Request) -> Answer:
        """Answer one request."""
        if (
            request.headers.get("origin", self._house.origin) not in self._origins()
            or request.headers.get("sec-fetch-site") == "cross-site"
        ):
            return _json(HTTPStatus.FORBIDDEN, {"error": {"code": "not_allowed", "message": "Another site may not ask here."}})
        name = request.path.removeprefix("/local").lstrip("/")
        if request.method in ("GET", "HEAD"):
            return self._read(name)
        if request.method == "POST" and name in self._actions:
            return self._act(request, self._actions[name])
        return _json(HTTPStatus.METHOD_NOT_ALLOWED, {"error": {"code": "method_not_allowed", "message": "This cannot be done here."}})

    def _origins(self) -> tuple[str, str]:
        origin = self._house.origin
        return origin, origin.replace("127.0.0.1", "localhost")

    def _read(self, name: str) -> Answer:
        if name == "":
            return page.page(self._house)
        if name == "page.css":
            return page.style()
        if name not in self._reads:
            return _json(HTTPStatus.NOT_FOUND, {"error": {"code": "not_found", "message": "There is nothing here."}})
        return _json(HTTPStatus.OK, self._reads[name]())

    def _act(self, request: Request, action: Action) -> Answer:
        # By its first sign, not by its type: command-line tools call everything a form.
        from_page = not request.body.lstrip().startswith(b"{")
        try:
            answer = action(dict(parse_qsl(request.body.decode())) if from_page else json.loads(request.body))
        except (BadRequest, ValueError, KeyError, TypeError, OverflowError) as bad:
            message = str(bad) if isinstance(bad, BadRequest) else f"Missing or unusable: {bad}"
            return _json(HTTPStatus.BAD_REQUEST, {"error": {"code": "invalid_input", "message": message}})
        return Answer(HTTPStatus.SEE_OTHER, [("Location", "/local/")]) if from_page else _json(HTTPStatus.OK, answer)

    def _now(self) -> dict[str, str]:
        return {"now": self._house.clock.now().isoformat(timespec="seconds").replace("+00:00", "Z")}

    def _login(self, asked: dict[str, Any]) -> dict[str, str]:
        return self._house.people.sign_in(str(asked["key"]))._asdict()

    def _move(self, asked: dict[str, Any]) -> dict[str, str]:
        now = self._house.clock.now()
        target = (
            now + timedelta(minutes=float(asked["advance_minutes"]))
            if "advance_minutes" in asked
            else datetime.fromisoformat(str(asked["now"]))
        )
        if target.tzinfo is None:
            raise BadRequest("now needs an offset or Z")
        if target < now and "advance_minutes" in asked:
            raise BadRequest("advance_minutes is not negative: the clock goes back by naming the time")
        if abs(target - now) > FURTHEST:
            raise BadRequest("that is too far away")
        self._house.move_clock(target.astimezone(UTC))
        return self._now()

    def _fault(self, asked: dict[str, Any]) -> dict[str, Any]:
        given = {name: asked[name] for name in ("operation", "error") if name in asked}
        self._house.aws.dispatcher.fail(
            str(asked["service"]), times=int(asked.get("times", 1)), **{name: str(value) for name, value in given.items()}
        )
        return {}

    def _bounce(self, asked: dict[str, Any]) -> dict[str, Any]:
        kind = str(asked.get("kind", "bounce"))
        if kind not in feedback.KINDS:
            raise BadRequest("kind is bounce or complaint")
        try:
            feedback.mail_came_back(self._house.aws, str(asked["to"]), kind, self._house.clock.now())
        except LookupError:
            raise BadRequest("nobody here has this address") from None
        self._house.ticker.run_due()
        return {}

    def _reply(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._house.aws.mailbox.reply(str(asked["from"]), str(asked["text"]))
        return {}

    def _restart(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Be gone for some seconds, as while a new version starts."""
        seconds = float(asked.get("seconds", 2))
        if not 0 < seconds <= LONGEST_RESTART:
            raise BadRequest(f"seconds is above 0 and at most {LONGEST_RESTART}")
        threading.Thread(target=self._house.restart, args=(seconds,), name="restart").start()
        return {}

    def _close_sockets(self, asked: dict[str, Any]) -> dict[str, Any]:
        """As after ten idle minutes or an hour."""
        return {"closed": self._house.aws.kvs.hang_up()}


def _json(status: int, content: Any) -> Answer:
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    return Answer(status, headers, json.dumps(content).encode())
