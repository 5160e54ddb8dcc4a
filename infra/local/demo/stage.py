"""Acting for the demo people through the product's own API, at instants of their past."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from infra.local.server import Request

if TYPE_CHECKING:
    from infra.local.house import House


TRIES = 8
PAUSE_SECONDS = 0.25


class Refused(Exception):
    """The API did not do what the demo asked; the text names the request and the error's code."""


class Stage:
    """Asks the API as somebody. Everything the demo shows was made the way people make it, sealed and logged."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._tokens: dict[str, str] = {}

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Let it be `moment` for what is done within."""
        self._house.clock.set(moment)
        yield

    def id(self, key: str) -> str:
        """A person's id."""
        return next(person.id for person in self._house.people.all() if person.key == key)

    def ask(self, key: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One request as this person. Raises Refused for any answer but a good one."""
        if key not in self._tokens:
            self._tokens[key] = self._house.people.sign_in(key).access_token
        headers = {"host": "127.0.0.1", "content-type": "application/json", "authorization": f"Bearer {self._tokens[key]}"}
        request = Request(method, path, headers, json.dumps(body).encode() if body is not None else b"")
        answer = self._house.api(request)
        for _ in range(TRIES):
            if answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
                break
            # Three weeks in a second run into limits that are per second, as the video service's are.
            time.sleep(PAUSE_SECONDS)
            answer = self._house.api(request)
        content = json.loads(answer.body)
        if answer.status >= 400:
            raise Refused(f"{method} {path.partition('?')[0]}: {answer.status} {content['error']}")
        return content
