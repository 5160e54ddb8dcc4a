"""The one door: every route, schedule, queue and stream passes here, and nothing passes without saying who may.

A route reads so: who (`allow`), with what (`query`, `body`), giving what (`returns`). The gate verifies the token, reads the gate row
together with the rows that decide, refuses, decodes, calls the view, writes what was opened of others into their access log, answers.
"""

import binascii
import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from http import HTTPStatus
from inspect import signature
from typing import Any, NamedTuple

import msgspec
from botocore.exceptions import BotoCoreError, ClientError
from chalice.app import Blueprint, Rate, Request, Response
from pynamodb.exceptions import PynamoDBConnectionError, PynamoDBException

from chalicelib.core import audit, clock, context, decoding, errors, freshness, ids, log, tokens
from chalicelib.core.access import VISITOR, Allow, Asked, Caller, Grant
from chalicelib.core.records import Key, get_many
from chalicelib.core.schemas import Nothing
from chalicelib.core.standing import ACTIVE, StandingRecord

STATUS: dict[type[errors.AppError], int] = {
    decoding.TooLarge: 413,
    errors.InvalidInput: 400,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Refused: 422,
    errors.TooMany: 429,
    errors.Unavailable: 503,
    errors.AppError: 500,
}
RETRY_AFTER_SECONDS = "5"
_PATH_VALUE = re.compile(r"[A-Za-z0-9._~-]{1,64}")
_KEY_HEADER = re.compile(r"[\x21-\x7e]{1,128}")
_PATH_NAMES = re.compile(r"\{(\w+)\}")


class Text(NamedTuple):
    """An answer that is not JSON."""

    body: str
    content_type: str


class NotWired(errors.Misuse):
    """A route, schedule or handler is declared in a way that cannot be right."""


@dataclass(frozen=True)
class Route:
    """One declared route. path: with the /api prefix."""

    path: str
    methods: tuple[str, ...]
    allow: Allow
    query: type[msgspec.Struct] | None
    body: type[msgspec.Struct] | None
    returns: Any
    status: int
    view: Callable[..., Any]
    heed: Callable[[Grant, bytes, datetime], None] | None = None

    @property
    def path_names(self) -> list[str]:
        """The names of the path's parameters, in order."""
        return _PATH_NAMES.findall(self.path)

    @cached_property
    def wanted(self) -> list[str]:
        """Those the view takes: an id that the grant stands for already need not come twice."""
        taken = signature(self.view).parameters
        return [name for name in self.path_names if name in taken]


ROUTES: list[Route] = []
"""Every declared route, for the OpenAPI document and the access matrix."""

_handler_names: set[str] = set()


class SecureBlueprint(Blueprint):
    """A feature's routes and jobs."""

    def route(  # type: ignore[override]
        self,
        path: str,
        *,
        methods: list[str],
        allow: Allow,
        query: type[msgspec.Struct] | None = None,
        body: type[msgspec.Struct] | None = None,
        returns: Any = None,
        status: int = 200,
        heed: Callable[[Grant, bytes, datetime], None] | None = None,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare one route. `allow` has no default: public says `allow=anyone`.

        heed: gets the body as it came, of a caller who may, before a request is refused for its shape or by a rule.
        """
        if not isinstance(allow, Allow):
            raise NotWired(f"{path} must say who may")

        def register(view: Callable[..., Any]) -> Callable[..., Any]:
            route = Route(f"/api{path}", tuple(methods), allow, query, body, returns, status, view, heed)
            ROUTES.append(route)

            def handle(**path_values: str) -> Response:
                # Read once: behind a threaded server a second read may belong to another request.
                return _answer(route, self.current_request, path_values)

            handle.__name__ = view.__name__
            super(SecureBlueprint, self).route(path, methods=methods, content_types=[], name=f"{self._import_name}.{view.__name__}")(handle)
            return view

        return register

    def schedule(self, name: str, *, minutes: int) -> Callable[[Callable[[datetime], None]], Any]:  # type: ignore[override]
        """Declare a job that runs every so many minutes and gets the present instant."""
        _claim(name)

        def register(job: Callable[[datetime], None]) -> Any:
            def handle(event: Any) -> None:
                _run_job(name, lambda: job(clock.now()))

            return super(SecureBlueprint, self).schedule(Rate(minutes, unit=Rate.MINUTES), name=name)(handle)

        return register

    def queue(self, name: str, *, queue: str) -> Callable[[Callable[[str], None]], Any]:
        """Declare a job for each message of a queue; it gets the body. A message whose job raises comes again."""
        _claim(name)

        def register(job: Callable[[str], None]) -> Any:
            def handle(event: Any) -> None:
                for record in event:
                    _run_job(name, partial(job, record.body))

            return super(SecureBlueprint, self).on_sqs_message(queue=queue, batch_size=1, name=name)(handle)

        return register

    def stream(self, name: str, *, arn: str) -> Callable[[Callable[[dict[str, Any]], None]], Any]:
        """Declare a job for each new item of a table's stream; it gets the item's keys as DynamoDB gives them."""
        _claim(name)

        def register(job: Callable[[dict[str, Any]], None]) -> Any:
            def handle(event: Any) -> None:
                for record in event:
                    if record.event_name == "INSERT":
                        _run_job(name, partial(job, record.keys))

            return super(SecureBlueprint, self).on_dynamodb_record(stream_arn=arn, name=name)(handle)

        return register

    def batches(self, name: str, *, arn: str, size: int) -> Callable[[Callable[[list[dict[str, Any]]], None]], Any]:
        """Declare a job for a table's new items, at most `size` at once; it gets their keys in order. A batch that raises comes again."""
        _claim(name)

        def register(job: Callable[[list[dict[str, Any]]], None]) -> Any:
            def handle(event: Any) -> None:
                if keys := [record.keys for record in event if record.event_name == "INSERT"]:
                    _run_job(name, partial(job, keys))

            return super(SecureBlueprint, self).on_dynamodb_record(stream_arn=arn, name=name, batch_size=size)(handle)

        return register

    def changes(self, name: str, *, arn: str) -> Callable[[Callable[[], None]], Any]:
        """Declare a job that runs once for each batch of changes in a table's stream, whatever has changed."""
        _claim(name)

        def register(job: Callable[[], None]) -> Any:
            def handle(event: Any) -> None:
                _run_job(name, job)

            return super(SecureBlueprint, self).on_dynamodb_record(stream_arn=arn, name=name)(handle)

        return register


def _claim(name: str) -> None:
    if name in _handler_names:
        raise NotWired(f"two handlers are called {name}")
    _handler_names.add(name)


def run_as_job(name: str, job: Callable[[], Any]) -> Any:
    """Do `job` with an access log of its own, for handlers that Chalice calls directly."""
    with context.doing(context.Work(ids.new(), name, caller_id=name)) as work:
        try:
            return job()
        finally:
            # Also after a failure: by then a mail may have gone out with what was opened.
            if work.openings:
                audit.write_openings(work)


def _run_job(name: str, job: Callable[[], None]) -> None:
    try:
        run_as_job(name, job)
    except Exception as error:
        log.failure("job_failed", error, job=name)
        raise


def _answer(route: Route, request: Request, path_values: dict[str, str]) -> Response:
    started = time.monotonic()
    work = context.Work(ids.new(), f"{request.method} {route.path}")
    with context.doing(work):
        try:
            body, status, headers = _serve(route, request, path_values, work)
        except Exception as error:
            body, status, headers = _explain(error, work)
    ms = round((time.monotonic() - started) * 1000)
    log.event("request", request_id=work.request_id, route=route.path, method=request.method, status=status, ms=ms)
    return Response(body, status_code=status, headers=headers)


def _serve(route: Route, request: Request, path_values: dict[str, str], work: context.Work) -> tuple[str, int, dict[str, str | list[str]]]:
    try:
        given = request.raw_body
        raw = given.encode() if isinstance(given, str) else given
    except (binascii.Error, ValueError):
        raise errors.InvalidInput from None
    work.held = request.headers.get("if-none-match", "")
    work.body_hash = hashlib.sha256(f"{request.method} {request.context.get('path', '')}\n".encode() + raw).hexdigest()
    # A POST that only says "do it" may come without a body; a PUT without one would replace something by nothing.
    given_body, shape = (raw or b"{}", route.body or Nothing) if request.method == "POST" else (raw, route.body)
    decoded = decoding.attempt(given_body, shape)
    grant = _admit(route, request, path_values, decoded.value, work)
    status = route.status
    # Who may act on the ids in a path is decided before the shape of query and body is judged.
    try:
        work.idempotency_key = _idempotency_key(request)
        if decoded.problem:
            raise decoded.problem
        extras: list[Any] = [decoding.query(request.query_params, route.query)] if route.query else []
        extras += [decoded.value] if route.body else []
        result = route.view(grant, *[path_values[name] for name in route.wanted], *extras)
    except freshness.Unchanged:
        result, status = Text("", "application/json"), HTTPStatus.NOT_MODIFIED
    except (errors.InvalidInput, errors.Conflict, errors.Refused):
        if route.heed:
            route.heed(grant, raw, clock.now())
        raise
    if work.openings:
        audit.write_openings(work)
    headers = _headers(result.content_type if isinstance(result, Text) else "application/json")
    return _render(result), status, {**headers, "ETag": work.version} if work.version else headers


def _idempotency_key(request: Request) -> str | None:
    value = request.headers.get("idempotency-key")
    if value is None or request.method != "POST":
        return None
    if not _KEY_HEADER.fullmatch(value):
        raise errors.InvalidInput("The Idempotency-Key header must be 1 to 128 visible characters.", field="Idempotency-Key")
    return str(value)


def _admit(route: Route, request: Request, path_values: dict[str, str], body: msgspec.Struct | None, work: context.Work) -> Grant:
    asked = Asked(path_values, body)
    if route.allow.public:
        return route.allow.grant(VISITOR, asked, [])
    claims = tokens.verify(request.headers.get("authorization"))
    caller = work.caller_id = claims.person_id
    if not all(_PATH_VALUE.fullmatch(value) for value in path_values.values()):
        raise errors.NotFound
    # The rows that decide depend on the role, which the gate row tells: the pool's own role is asked for, and checked below.
    rows = _rows(route.allow, claims, asked)
    standing, deciding = rows[0], rows[1:]
    person = Caller(caller, _role(standing, claims))
    route.allow.admit(person)
    return route.allow.grant(person, asked, deciding)


def _rows(allow: Allow, claims: tokens.Claims, asked: Asked) -> list[Any]:
    guess = Caller(claims.person_id, "provider" if "provider" in claims.roles else "client")
    return get_many([Key(StandingRecord, claims.person_id), *allow.keys(guess, asked)])


def _role(standing: StandingRecord | None, claims: tokens.Claims) -> str:
    """The caller's role by our own row, within what the token's pool and groups can yield."""
    if standing is None or standing.state != ACTIVE:
        raise errors.NotSignedIn
    if standing.tokens_from and datetime.fromtimestamp(claims.issued_at, UTC) < standing.tokens_from:
        raise errors.NotSignedIn
    bounded = claims.roles & claims.groups if "provider" in claims.roles else claims.roles
    if standing.role not in bounded:
        raise errors.NotAllowed
    return standing.role


def _render(result: Any) -> str:
    if isinstance(result, Text):
        return result.body
    return msgspec.json.encode(result).decode() if result is not None else "{}"


def _headers(content_type: str) -> dict[str, str | list[str]]:
    return {
        "Content-Type": content_type,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Now": clock.now().isoformat(timespec="seconds"),
    }


def _explain(error: Exception, work: context.Work) -> tuple[str, int, dict[str, str | list[str]]]:
    """The error's answer: facts of the domain as they are, a failed dependency as 503, anything else as 500 without its text."""
    shown = error if isinstance(error, errors.AppError) else _translate(error)
    status = next(STATUS[family] for family in type(shown).__mro__ if family in STATUS)
    if status >= 500:
        log.failure("request_failed", error, request_id=work.request_id, route=work.operation, code=shown.code)
    elif status in (401, 403, 404):
        log.event("denied", request_id=work.request_id, route=work.operation, status=status)
    headers = _headers("application/json")
    if status in (429, 503):
        headers["Retry-After"] = RETRY_AFTER_SECONDS
    answer = {"error": {**shown.details, "code": shown.code, "message": shown.message, "request_id": work.request_id}}
    return msgspec.json.encode(answer).decode(), status, headers


def _translate(error: Exception) -> errors.AppError:
    cause = getattr(error, "cause", None) or error
    if isinstance(cause, ClientError) and cause.response.get("Error", {}).get("Code") == "ValidationException":
        return errors.AppError()
    if isinstance(error, (BotoCoreError, ClientError, PynamoDBException, PynamoDBConnectionError)):
        return errors.Unavailable()
    return errors.AppError()
