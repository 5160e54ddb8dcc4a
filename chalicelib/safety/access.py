"""Who may see the review queue: a clinician who is on call and licensed today, and the manager, who sees that reviews are held."""

from chalicelib.care.access import treated
from chalicelib.core import clock, settings
from chalicelib.core.access import Allow, Asked, Caller, Grant, Right, Subject, own
from chalicelib.core.errors import NotAllowed, NotFound
from chalicelib.core.records import Key, Record
from chalicelib.safety import decided, duty, rules, store, tasks


def on_duty() -> Allow:
    """A provider on today's rota whose licence is current."""
    return _OnDuty("provider")


def on_duty_or_manager() -> Allow:
    """The same, or the practice manager."""
    return _OnDuty("provider", "admin")


def reviewing(path: str) -> Allow:
    """A clinician on duty, for the client of the review named in the path: one they hold, or one that is decided."""
    return Reviewing(path)


def own_task(path: str) -> Allow:
    """The provider in whose list the task named in the path is, while they treat the client it is about."""
    return OwnTask(path)


class OwnTask(Allow):
    """See `own_task`."""

    def __init__(self, path: str) -> None:
        super().__init__("provider")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [tasks.key(caller.id, asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        task = rows[0]
        if not isinstance(task, tasks.TaskRecord) or not treated(caller.id, [task.client_id]):
            raise NotFound
        return own(caller)


class _OnDuty(Allow):
    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if caller.role == "provider" and not duty.on_duty(caller.id, clock.now()):
            raise NotAllowed
        return _practice(caller, "practice" if caller.role == "admin" else "on_call")


class Reviewing(_OnDuty):
    """See `reviewing`. The grant is for the client, with the practice beside it; its reason in the access log is `review`."""

    def __init__(self, path: str) -> None:
        super().__init__("provider")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return store.review_keys(_practice(caller, "on_call"), asked.path[self.path])

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        practice = super().grant(caller, asked, rows)
        row = next((row for row in rows if row is not None), None)
        if not isinstance(row, (store.ReviewRecord, decided.DecidedRecord)):
            raise NotFound
        if isinstance(row, store.ReviewRecord) and row.claimed_by != caller.id:
            raise rules.ReviewTaken if row.claimed_by else rules.NotHeld
        return Grant(caller, Subject("client", row.client_id), Right.CARE, why="review", parties=(practice,))


def _practice(caller: Caller, why: str) -> Grant:
    return Grant(caller, Subject("practice", settings.load().practice), Right.PRACTICE, why=why)
