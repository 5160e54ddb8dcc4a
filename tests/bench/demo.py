"""`python -m tests.bench.demo`: three weeks of care and a month of jobs in one process; prints what was kept and what AWS was asked.

In a process of its own, for the product reads its settings once.
"""

from __future__ import annotations

import json
from datetime import timedelta

from infra.local import demo
from infra.local.house import House
from tests.counting import aws_calls, stored

MONTH = timedelta(days=30)


def main() -> None:
    """Live through it and print one line of JSON."""
    with aws_calls() as calls:
        house = House(0, None)
        demo.seed(house)
    items = sum(map(len, stored(house.aws).values()))
    with aws_calls() as later:
        house.move_clock(house.clock.now() + MONTH)
    operations = calls + later
    print(json.dumps({"items": items, "scans": operations["dynamodb.Scan"], "operations": operations}), flush=True)


if __name__ == "__main__":
    main()
