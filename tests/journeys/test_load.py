"""Many people at once: nobody gets another's data, and the process stays small."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.journeys.product import Person, Product

CLIENTS = ("ana", "ben", "cleo", "dee", "eli", "teen")
STAFF = ("pat", "quinn", "amy")
REQUESTS = 1000
MOST_MEGABYTES = 700
MOST_GROWTH = 1.10


class Line:
    """One person's requests over one connection that stays open, as a browser's does."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._connection = HTTPConnection(urlsplit(person.origin).netloc, timeout=60)
        self._headers = {"Authorization": f"Bearer {person.token}", "Content-Type": "application/json"}

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, object]:
        """Send one request; answers the status and the decoded body."""
        self._connection.request(method, f"/api{path}", json.dumps(body) if body is not None else None, self._headers)
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())


def _megabytes(process: subprocess.Popen[bytes]) -> float:
    """What a process holds in memory."""
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(process.pid)])) / 1024


def _mixed(line: Line, count: int) -> None:
    """So many requests of one client, reads and writes; each answer must be this client's own."""
    me, mark = line.person.id, f"note of {line.person.id}"
    requests = cycle(
        [
            ("GET", "/me", None),
            ("POST", "/moods", {"score": 5, "note": mark}),
            ("GET", "/moods?limit=5", None),
            ("GET", "/appointments", None),
            ("PUT", "/sharing", {"moods": True}),
            ("GET", "/threads", None),
        ]
    )
    for method, path, body in islice(requests, count):
        status, answer = line.ask(method, path, body)
        assert status in (200, 201), (path, status, answer)
        if path == "/me":
            assert answer["id"] == me
        elif path.startswith("/moods?"):
            assert answer["items"][0]["note"] == mark
        elif path == "/appointments":
            assert all(me in one["client_ids"] for one in answer["items"])
        elif path == "/threads":
            assert all(one["client_id"] == me for one in answer["items"])


def _reads(line: Line, count: int) -> None:
    """So many own reads, each answered with the reader's own."""
    for _ in range(count):
        status, answer = line.ask("GET", "/me")
        assert (status, answer["id"]) == (200, line.person.id)


def _at_once(work, lines: list[Line], total: int) -> None:
    """Let all of them work side by side until so many requests are done; the first failure is raised."""
    with ThreadPoolExecutor(len(lines)) as pool:
        for done in [pool.submit(work, line, total // len(lines)) for line in lines]:
            done.result()


@pytest.fixture
def lines(product: Product) -> Iterator[dict[str, Line]]:
    """A connection for everybody."""
    made = {key: Line(product.sign_in(key)) for key in CLIENTS + STAFF}
    yield made
    for line in made.values():
        line.close()


def test_two_thousand_requests_of_many_people_at_once_stay_apart_and_fit_in_memory(product, lines):
    _at_once(_mixed, [lines[key] for key in CLIENTS], REQUESTS)
    after_mixed = _megabytes(product.process)
    _at_once(_reads, list(lines.values()), REQUESTS)
    after_reads = _megabytes(product.process)

    assert after_mixed <= MOST_MEGABYTES
    assert after_reads <= after_mixed * MOST_GROWTH


def test_rivals_for_one_time_get_one_booking_between_them(product):
    pat = product.sign_in("pat").id
    rivals = [product.sign_in(key) for key in ("ana", "dee", "eli")]
    slots = rivals[0].get(f"/providers/{pat}/slots").json["slots"]
    wish = {"provider_id": pat, "start": slots[-1]["start"], "minutes": 50, "format": "video"}
    barrier = threading.Barrier(len(rivals))

    def book(person: Person) -> int:
        barrier.wait()
        return person.post("/appointments", wish).status

    with ThreadPoolExecutor(len(rivals)) as pool:
        answers = sorted(pool.map(book, rivals))

    assert answers == [201, 409, 409]
