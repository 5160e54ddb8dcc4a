"""Starts the whole product on this machine: `python -m infra.local --port 8000`."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from chalicelib.core import log
from chalicelib.core.errors import Misuse
from infra.local import demo
from infra.local.house import House
from infra.local.people import Person

PAGES = Path(__file__).parents[2] / "frontend" / "dist"
STARTED_BADLY = 2
HIGHEST_PORT = 65535
WAKES_SECONDS = 1


def main() -> int:
    """Run until interrupted, which ends the process; answers the exit status where it could not start."""
    asked = _arguments()
    # A line for every request would bury the ready line; what fails is still told.
    logging.getLogger(log.LOGGER).setLevel(logging.ERROR)
    # Also where a shell started this in the background, which would ignore the interrupt.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        _open(_house(asked), asked)
    except KeyboardInterrupt:
        # All of it lives in this process and goes with it: nothing under way is waited for.
        sys.stdout.flush()
        os._exit(0)
    except Misuse as wrong:
        return _complain(str(wrong))


def _house(asked: argparse.Namespace) -> House:
    try:
        return House(asked.port, None if asked.no_frontend else PAGES)
    except OSError as refused:
        raise Misuse(_about_port(asked.port, refused)) from refused


def _open(house: House, asked: argparse.Namespace) -> NoReturn:
    """Put everything in place, say so, and stay until interrupted."""
    if not asked.no_demo:
        _introduce(demo.seed(house))
    house.ticker.start()
    _announce(f"{house.origin}/", asked.ready_file)
    while True:
        # A signal is heard by this thread alone, which a wait without an end may keep from it.
        time.sleep(WAKES_SECONDS)


def _about_port(port: int, refused: OSError) -> str:
    taken = refused.errno == errno.EADDRINUSE
    why = "is in use" if taken else f"cannot be used ({refused.strerror})"
    return f"Port {port} {why}. Choose another one: make run PORT={port + 1 if taken else 8000}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description="Quietroom on this machine, cloud included.")
    parser.add_argument("--port", type=_port, default=8000, help="where people come in (default 8000)")
    parser.add_argument("--no-demo", action="store_true", help="start empty, without demo people")
    parser.add_argument("--no-frontend", action="store_true", help="serve no pages")
    parser.add_argument("--ready-file", type=Path, help="write the address to this file once everything is in place")
    return parser.parse_args()


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{number} is not a port: 0 to {HIGHEST_PORT}")
    return number


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
