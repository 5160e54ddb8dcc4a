"""`python -m infra.tools.rezone` after an upgrade of tzdata: appointments keep their wall time, so their instants are derived anew.

Prints one line for each appointment whose instant changes, and tells its parties. `--list` only prints. Needs the deployment's settings in
the environment, as the API function has them. Ends with status 1 if a time could not be moved because it is taken.
"""

from __future__ import annotations

import argparse
import sys

from chalicelib.core import clock
from chalicelib.core.gate import run_as_job
from chalicelib.providers import service as providers
from chalicelib.scheduling import rezoning


def main(arguments: list[str] | None = None) -> int:
    """Go through every therapist's coming appointments. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m infra.tools.rezone", description="Derive coming appointments' instants anew.")
    parser.add_argument("--list", action="store_true", help="change nothing, only say what would move")
    only_list = parser.parse_args(arguments).list
    found: list[rezoning.Shift] = []
    for listing in providers.listings():
        found += run_as_job("rezone", lambda one=listing: rezoning.rezone(one.provider_id, clock.now(), change=not only_list))
    for shift in found:
        instants = f"{shift.before:%Y-%m-%dT%H:%MZ} -> {shift.after:%Y-%m-%dT%H:%MZ}"
        print(f"{shift.appointment_id} {shift.wall} {shift.zone}: {instants} {shift.outcome}")
    print(f"{len(found)} moved under tzdata {clock.TZDATA_VERSION}")
    return 1 if any(shift.outcome == "taken" for shift in found) else 0


if __name__ == "__main__":
    sys.exit(main())
