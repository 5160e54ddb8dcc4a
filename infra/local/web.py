"""What listens on PORT: the built pages, the API under /api, and the desk under /local."""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from infra.local import gateway
from infra.local.server import Answer, Handler, Request

HOSTS = ("127.0.0.1", "localhost")
SHELLS = (("/provider", "provider/index.html"), ("/es", "es/index.html"), ("", "index.html"))
"""Which page answers for an address that only its script knows, longest prefix first."""
ADDRESSES = "addresses.json"
"""Written with the pages: every address that their scripts know, `:name` for any one part."""

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".vtt": "text/vtt; charset=utf-8",
}
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})?")
_DEVICES = "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), screen-wake-lock=(self)"
_NO_DEVICES = "geolocation=(), payment=(), usb=(), serial=()"


def content_security_policy(connect: list[str]) -> str:
    """What a page may load: its own files, and connections to the named origins of this account and nobody else."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "media-src 'self' blob:",
            "manifest-src 'self'",
            "worker-src 'self'",
            f"connect-src 'self' {' '.join(connect)}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types quietroom",
        ]
    )


class Web:
    """Answers every request on PORT.

    pages: the built frontend, None to serve none.   connect: origins pages may talk to.   config: what /config.json answers.
    """

    def __init__(self, api: Handler, desk: Handler, pages: Path | None, connect: list[str], config: Callable[[], dict[str, Any]]) -> None:
        self._api = api
        self._desk = desk
        self._pages = pages.resolve() if pages else None
        self._config = config
        self._addresses = _addresses(self._pages)
        self._headers = [
            ("Content-Security-Policy", content_security_policy(connect)),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", f"{_DEVICES}, {_NO_DEVICES}"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
        ]

    def __call__(self, request: Request) -> Answer:
        """Answer one request; only ones that name this machine as their host."""
        if request.headers.get("host", "").rpartition(":")[0] not in HOSTS and request.headers.get("host") not in HOSTS:
            return plain(HTTPStatus.FORBIDDEN, "This server answers to 127.0.0.1 and localhost only.")
        first = request.path.split("/")[1] if "/" in request.path else ""
        if first == "api":
            return self._api(request)
        if first == "local":
            return self._desk(request)
        answer = self._page(request)
        return Answer(answer.status, answer.headers + self._headers, answer.body)

    def _page(self, request: Request) -> Answer:
        if request.method not in ("GET", "HEAD"):
            return plain(HTTPStatus.METHOD_NOT_ALLOWED, "Pages are only read.")
        if request.path == "/config.json":
            return Answer(
                HTTPStatus.OK, [("Content-Type", "application/json"), ("Cache-Control", "no-cache")], json.dumps(self._config()).encode()
            )
        found = self._file(request.path)
        if found is None:
            return plain(HTTPStatus.NOT_FOUND, "There is no such page.")
        file, status = found
        kept = "public, max-age=31536000, immutable" if request.path.startswith("/assets/") else "no-cache"
        headers = [("Content-Type", _type(file)), ("Cache-Control", kept)]
        return _asked_part(request, headers, file.read_bytes()) if status == HTTPStatus.OK else Answer(status, headers, file.read_bytes())

    def _file(self, target: str) -> tuple[Path, HTTPStatus] | None:
        """The file that answers an undecoded path: itself, or its area's page where the path has the form of a page's address.

        An address that no script knows gets that page too, as a 404: it says so in the reader's language, with crisis help in its place.
        """
        path = unquote(target)
        if self._pages is None or "\0" in path:
            return None
        exact = (self._pages / path.lstrip("/")).resolve()
        if exact.is_relative_to(self._pages) and exact.is_file():
            return exact, HTTPStatus.OK
        if "." in path.rsplit("/", 1)[-1] or path.startswith("/assets/"):
            return None
        shell = self._pages / next(page for prefix, page in SHELLS if path == prefix or path.startswith(f"{prefix}/"))
        status = HTTPStatus.OK if self._addresses.fullmatch(target) else HTTPStatus.NOT_FOUND
        return (shell, status) if shell.is_file() else None


def plain(status: int, text: str) -> Answer:
    """A short answer in words."""
    return Answer(status, [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")], f"{text}\n".encode())


def refuse(status: int) -> Answer:
    """What somebody gets whose request could not be read at all."""
    return gateway.refusal(status)


def _addresses(pages: Path | None) -> re.Pattern[str]:
    """What the address of a page looks like; nothing does where no pages were built."""
    listed = pages / ADDRESSES if pages else None
    paths = json.loads(listed.read_text()) if listed and listed.is_file() else []
    return re.compile("|".join(re.sub(r":\w+", "[^/]+", path.rstrip("/")) + "/*" for path in paths) or "(?!)")


def _asked_part(request: Request, headers: list[tuple[str, str]], body: bytes) -> Answer:
    """The whole of a file or, as a player asks that skips in a film, the part of it that the Range header names."""
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None:
        return Answer(HTTPStatus.OK, [*headers, ("Accept-Ranges", "bytes")], body)
    first, last = int(asked[1]), min(int(asked[2] or len(body)), len(body) - 1)
    if first > last:
        return Answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, [("Content-Range", f"bytes */{len(body)}")], b"")
    part = body[first : last + 1]
    return Answer(HTTPStatus.PARTIAL_CONTENT, [*headers, ("Content-Range", f"bytes {first}-{last}/{len(body)}")], part)


def _type(file: Path) -> str:
    return _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
