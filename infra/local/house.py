"""The whole product in one process: embedded cloud, API, jobs, pages, on one port for people and a few for machines."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from chalicelib.core import clock
from infra.local.aws import LocalAws
from infra.local.clock import MovableClock
from infra.local.desk import Desk
from infra.local.gateway import MAX_BODY, ApiGateway
from infra.local.people import People
from infra.local.server import HOST, Answer, Handler, Request, serve
from infra.local.ticker import Ticker
from infra.local.triggers import product_triggers
from infra.local.web import Web, plain, refuse


class House:
    """Everything running, from construction until the process ends.

    port: where people come in, 0 for a free one.   pages: the built frontend, None for none.
    Raises OSError when the port is taken, chalicelib's Misuse when the settings contradict each other.
    """

    def __init__(self, port: int, pages: Path | None) -> None:
        self._handler: Handler = _starting
        # The port is taken before anything slow is done, so that a taken one is told at once.
        self._server = serve(lambda request: self._handler(request), port, MAX_BODY, refuse)
        self.clock = MovableClock()
        clock.source = self.clock.now
        self.aws = LocalAws(self.origin, product_triggers())
        os.environ.update(self.aws.environment())
        # Only now: the app's records read the environment when they are imported.
        from app import app

        self.people = People(self.aws)
        self.ticker = Ticker(app, self.aws, self.clock.now)
        self.api = ApiGateway(app)
        self._handler = Web(self.api, Desk(self), pages, self.aws.origins, self._config)

    @property
    def origin(self) -> str:
        """Where the product is served, without a trailing slash."""
        return f"http://{HOST}:{self._server.port}"

    def move_clock(self, target: datetime) -> None:
        """Go to an instant by way of every moment at which something is due, running the due jobs at each.

        What follows from what was just done is done before it moves, as within a second in the cloud.
        """
        with self.ticker.running:
            self.ticker.run_due()
            moment = self.clock.now()
            while moment < target:
                moment = min(self._next_moment(moment) or target, target)
                self.clock.set(moment)
                self.ticker.hurry(moment)
                self.ticker.run_due()
            self.clock.set(target)

    def restart(self, seconds: float) -> None:
        """Go away for some seconds, open sockets included, and come back at the same address with everything that is stored."""
        # A connection that is kept alive outlives the listener, and hears the same as at a start.
        before, self._handler = self._handler, _starting
        port = self._server.port
        self._server.close()
        self.aws.kvs.hang_up()
        time.sleep(seconds)
        self._handler = before
        self._server = serve(lambda request: self._handler(request), port, MAX_BODY, refuse)

    def _next_moment(self, after: datetime) -> datetime | None:
        """The next full minute by which something is due: the shortest schedules run every minute."""
        due = [moment for moment in (self.aws.stores.next_due(after), self.ticker.next_daily()) if moment and moment > after]
        if not due:
            return None
        first = min(due)
        return first.replace(second=0, microsecond=0) + timedelta(minutes=1) if first.second or first.microsecond else first

    def _config(self) -> dict[str, Any]:
        from chalicelib.practice import service as practice

        outputs = self.aws.outputs
        return {
            "region": self.aws.region,
            "cognito_endpoint": self.aws.endpoint,
            "clients": {"pool_id": outputs["ClientPool"], "client_id": outputs["ClientApp"]},
            "staff": {"pool_id": outputs["StaffPool"], "client_id": outputs["StaffApp"]},
            "exit_url": practice.practice().exit_url,
        }


def _starting(request: Request) -> Answer:
    return plain(503, "Quietroom is starting.")
