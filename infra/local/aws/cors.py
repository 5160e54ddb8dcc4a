"""What S3 tells a browser whose page is of another origin: by the bucket's own rules, where moto lets every page read everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from infra.local.server import Answer, Request

Rules = Callable[[str], Iterable[tuple[str, str]]]
"""A bucket's rules: pairs of an allowed origin and an allowed method."""
_OURS = ("access-control-", "vary")


def by_rules(request: Request, answer: Answer, rules: Rules) -> Answer:
    """The same answer, readable by the page that asked only if a rule of its bucket names that page's origin and this method."""
    kept = [(name, value) for name, value in answer.headers if not name.lower().startswith(_OURS)]
    origin = request.headers.get("origin")
    if origin is not None and (origin, request.method) in rules(request.path.split("/")[1]):
        kept += [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]
    return Answer(answer.status, kept, answer.body)
