"""Starts the whole product on this machine: `python -m infra.local --port 8000`."""

from __future__ import annotations

import argparse
import errno
import logging
import signal
import sys
import threading
from pathlib import Path

from chalicelib.core import log
from chalicelib.core.errors import Misuse
from infra.local import demo
from infra.local.house import House
from infra.local.people import Person

PAGES = Path(__file__).parents[2] / "frontend" / "dist"
STARTED_BADLY = 2


def main() -> int:
    """Run until interrupted; answers the exit status."""
    asked = _arguments()
    # A line for every request would bury the ready line; what fails is still told.
    logging.getLogger(log.LOGGER).setLevel(logging.ERROR)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        house = House(asked.port, None if asked.no_frontend else PAGES)
    except OSError as taken:
        if taken.errno != errno.EADDRINUSE:
            raise
        return _complain(f"Port {asked.port} is in use. Choose another one: make run PORT={asked.port + 1}")
    except Misuse as wrong:
        return _complain(str(wrong))
    try:
        if not asked.no_demo:
            _introduce(demo.seed(house))
        house.ticker.start()
        _announce(f"{house.origin}/", asked.ready_file)
        stop.wait()
    finally:
        house.close()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description="Quietroom on this machine, cloud included.")
    parser.add_argument("--port", type=int, default=8000, help="where people come in (default 8000)")
    parser.add_argument("--no-demo", action="store_true", help="start empty, without demo people")
    parser.add_argument("--no-frontend", action="store_true", help="serve no pages")
    parser.add_argument("--ready-file", type=Path, help="write the address to this file once everything is in place")
    return parser.parse_args()


def _introduce(people: list[Person]) -> None:
    width = max((len(person.account.username) for person in people), default=0)
    print("Demo people (current codes and the mailbox are on /local/):")
    for person in people:
        account = person.account
        print(f"  {person.role:<9} {account.username:<{width}}  {account.password}  {account.totp_secret}")


def _announce(url: str, ready_file: Path | None) -> None:
    print(f"Quietroom is ready: {url}", flush=True)
    if ready_file is not None:
        ready_file.write_text(f"{url}\n")


def _complain(problem: str) -> int:
    print(problem, file=sys.stderr)
    return STARTED_BADLY


if __name__ == "__main__":
    sys.exit(main())
