"""Fetching a calendar from an address somebody typed in, without letting that address reach into our own network.

https on its usual port only; every address the name stands for must be a public one, and the connection goes to the very address that was
looked at, so that a name cannot stand for another one a moment later. A redirect is looked at like a first address.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from urllib.parse import SplitResult, urljoin, urlsplit

from chalicelib.calendars.rules import CalendarRefused

LONGEST_SECONDS = 10.0
MOST_BYTES = 3_000_000
_STEP_SECONDS = 4.0
_MOST_REDIRECTS = 3
_HTTPS = 443
_KINDS = ("text/calendar", "text/plain", "application/octet-stream", "application/ics")
# Addresses of the old internet, written into the new one: they lead to a private network as easily.
_WRAPPED = tuple(ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"))

Resolve = Callable[[str], list[str]]
Connect = Callable[[str, str, float], socket.socket]


def resolve(host: str) -> list[str]:
    """Every address a name stands for."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, _HTTPS, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise CalendarRefused(reason="unreachable") from None


def connect(address: str, host: str, seconds: float) -> socket.socket:
    """A line to this very address, whose other end proves to be `host`."""
    line = socket.create_connection((address, _HTTPS), timeout=seconds)
    try:
        return ssl.create_default_context().wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


def is_public(address: str) -> bool:
    """Say whether an address is one that anybody on the internet can reach."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in _WRAPPED):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def fetch(
    url: str,
    *,
    resolve: Resolve = resolve,
    connect: Connect = connect,
    seconds: float = LONGEST_SECONDS,
    most: int = MOST_BYTES,
) -> str:
    """The text at an address. webcal:// stands for https://.

    Raises CalendarRefused, its reason one of address, unreachable, too_slow, too_large, redirects, not_a_calendar. It never tells what
    was found at an address that was refused.
    """
    for _ in range(_MOST_REDIRECTS + 1):
        parts = _https(url)
        line = _line(parts, resolve, connect, seconds)
        answer = _ask(parts, line, seconds, most)
        if isinstance(answer, bytes):
            return answer.decode("utf-8-sig", errors="replace")
        url = urljoin(url, answer)
    raise CalendarRefused(reason="redirects")


def _https(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        if parts.scheme.lower() in ("webcal", "webcals"):
            parts = parts._replace(scheme="https")
        plain = parts.scheme == "https" and bool(parts.hostname) and parts.port in (None, _HTTPS) and parts.username is None
        if plain and url.isascii() and url.strip().isprintable() and " " not in url.strip():
            return parts
    except ValueError:
        pass
    raise CalendarRefused(reason="address")


def _line(parts: SplitResult, resolve: Resolve, connect: Connect, seconds: float) -> socket.socket:
    host = str(parts.hostname)
    addresses = resolve(host)
    if not addresses or not all(is_public(address) for address in addresses):
        raise CalendarRefused(reason="address")
    try:
        return connect(addresses[0], host, min(seconds, _STEP_SECONDS))
    except TimeoutError:
        raise CalendarRefused(reason="too_slow") from None
    except (OSError, ValueError):
        raise CalendarRefused(reason="unreachable") from None


def _ask(parts: SplitResult, line: socket.socket, seconds: float, most: int) -> bytes | str:
    """What is there, or where it says to look instead. One clock runs over head and body, however slowly they drip."""
    host, late = str(parts.hostname), threading.Event()
    asked = http.client.HTTPConnection(host)
    asked.sock = line

    def cut() -> None:
        late.set()
        # Closing alone would leave a reader that waits on it waiting.
        try:
            line.shutdown(socket.SHUT_RDWR)
        except OSError:
            line.close()

    clock = threading.Timer(seconds, cut)
    clock.start()
    try:
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        asked.request("GET", path, headers={"Host": host, "Accept": "text/calendar, text/plain;q=0.5", "Accept-Encoding": "identity"})
        with asked.getresponse() as answer:
            found = _read(answer, most)
    except (OSError, http.client.HTTPException, ValueError):
        raise CalendarRefused(reason="too_slow" if late.is_set() else "unreachable") from None
    finally:
        clock.cancel()
        asked.close()
        line.close()
    if late.is_set():
        raise CalendarRefused(reason="too_slow")
    return found


def _read(answer: http.client.HTTPResponse, most: int) -> bytes | str:
    if answer.status in (301, 302, 303, 307, 308):
        return answer.headers.get("Location", "")
    if answer.status != http.HTTPStatus.OK:
        raise CalendarRefused(reason="unreachable")
    if answer.headers.get("Content-Encoding", "identity") != "identity" or answer.headers.get_content_type() not in _KINDS:
        raise CalendarRefused(reason="not_a_calendar")
    body = answer.read(most + 1)
    if len(body) > most:
        raise CalendarRefused(reason="too_large")
    return body
