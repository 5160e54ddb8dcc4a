"""One door to the embedded AWS: faults first, then sign-in, signalling or moto."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from infra.local.aws.calls import describe
from infra.local.aws.faults import Faults
from infra.local.server import Answer, Handler, Request


class Dispatcher:
    """Hands each request to the part that plays its service.

    cognito: plays cognito-idp and its key sets.   kvs: plays kinesisvideo and its signalling. Both are safe under threads by themselves.
    moto: plays all else and is asked under `lock`, one thread at a time, for it is not atomic under threads.
    """

    def __init__(self, cognito: Handler, kvs: Handler, moto: Handler, lock: threading.RLock) -> None:
        self.cognito = cognito
        self.kvs = kvs
        self.moto = moto
        self.faults = Faults()
        self.lock = lock
        self._watchers: dict[str, Callable[[], None]] = {}
        self._counters: list[Counter[str]] = []

    def __call__(self, request: Request) -> Answer:
        """Answer one AWS request."""
        if request.path.endswith("/.well-known/jwks.json") or request.method == "OPTIONS":
            return self.cognito(request)
        call = describe(request)
        with self.lock:
            for counter in self._counters:
                counter[str(call)] += 1
            failed = self.faults.answer(call)
            if failed is not None:
                return failed
        if call.service == "cognito-idp":
            return self.cognito(request)
        if call.service.startswith("kinesis"):
            return self.kvs(request)
        with self.lock:
            answer = self.moto(request)
        if call.service in self._watchers:
            self._watchers[call.service]()
        return answer

    def fail(self, service: str, operation: str = "*", error: str = "ThrottlingException", times: int = 1) -> None:
        """Let the next calls fail as AWS fails. Raises ValueError for a service the product does not use, or times below 1."""
        with self.lock:
            self.faults.add(service, operation, error, times)

    def watch(self, service: str, watcher: Callable[[], None]) -> None:
        """Call `watcher` after each answered call of a moto service, outside the lock."""
        self._watchers[service] = watcher

    @contextmanager
    def counting(self) -> Iterator[Counter[str]]:
        """Count the calls made within the block, by "service.Operation", repeats included."""
        counter: Counter[str] = Counter()
        with self.lock:
            self._counters.append(counter)
        try:
            yield counter
        finally:
            with self.lock:
                # By identity: two counters of equal content are equal.
                self._counters = [kept for kept in self._counters if kept is not counter]
