"""An address somebody typed in never leads into our own network, and nothing there can keep us waiting."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chalicelib.calendars import fetching
from chalicelib.calendars.rules import CalendarRefused

PUBLIC, OTHER = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
CALENDAR = b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nContent-Length: 15\r\n\r\nBEGIN:VCALENDAR"


class Internet:
    """Names, and what answers at each host. reached: every connection as (address, host)."""

    def __init__(self, names: dict[str, list[str]], answers: dict[str, bytes | Callable[[socket.socket], None]]) -> None:
        self.names, self.answers = names, answers
        self.reached: list[tuple[str, str]] = []
        self.asked: list[bytes] = []

    def resolve(self, host: str) -> list[str]:
        return self.names.get(host, [])

    def connect(self, address: str, host: str, seconds: float) -> socket.socket:
        self.reached.append((address, host))
        mine, theirs = socket.socketpair()
        mine.settimeout(seconds)
        threading.Thread(target=self._serve, args=(theirs, self.answers[host]), daemon=True).start()
        return mine

    def _serve(self, line: socket.socket, answer: bytes | Callable[[socket.socket], None]) -> None:
        with line:
            self.asked.append(line.recv(4096))
            with contextlib.suppress(OSError):
                line.sendall(answer) if isinstance(answer, bytes) else answer(line)

    def fetch(self, url: str, **limits: float) -> str:
        return fetching.fetch(url, resolve=self.resolve, connect=self.connect, **limits)  # type: ignore[arg-type]


def internet(answer: bytes | Callable[[socket.socket], None] = CALENDAR, *addresses: str) -> Internet:
    return Internet({"cal.example": list(addresses or (PUBLIC,))}, {"cal.example": answer})


def reason(net: Internet, url: str = "https://cal.example/a.ics", **limits: float) -> str:
    with pytest.raises(CalendarRefused) as refused:
        net.fetch(url, **limits)
    return str(refused.value.details["reason"])


@pytest.mark.parametrize(
    "url", ["https://cal.example/a.ics?key=1", "webcal://cal.example/a.ics?key=1", "HTTPS://cal.example:443/a.ics?key=1"]
)
def test_a_calendar_is_read_from_a_public_address(url):
    net = internet()
    assert net.fetch(url) == "BEGIN:VCALENDAR"
    assert net.reached == [(PUBLIC, "cal.example")]
    assert net.asked[0].startswith(b"GET /a.ics?key=1 HTTP/1.1\r\nHost: cal.example\r\n")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.8", "172.16.4.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "fc00::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
        "::ffff:7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2002:7f00:1::", "::127.0.0.1", "ff02::1", "not an address",
    ],
)  # fmt: skip
def test_no_address_inside_is_ever_connected_to(address):
    net = internet(CALENDAR, address)
    assert reason(net) == "address"
    assert net.reached == []


def test_one_address_inside_among_public_ones_is_enough_to_refuse():
    net = internet(CALENDAR, PUBLIC, "10.0.0.1")
    assert (reason(net), net.reached) == ("address", [])


@pytest.mark.parametrize("address", [PUBLIC, OTHER, "::ffff:8.8.8.8"])
def test_public_addresses_are_public(address):
    assert fetching.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://cal.example/a.ics", "ftp://cal.example/a", "file:///etc/passwd", "gopher://cal.example", "https://", "https:///a.ics",
        "https://cal.example:8443/a.ics", "https://cal.example:22/", "https://me:secret@cal.example/", "https://cal.example:x/",
        "https://cal.example/a b", "https://cal.example/\r\nHost: other", "//cal.example/a.ics", "https://[::1", "cal.example/a.ics",
    ],
)  # fmt: skip
def test_only_https_on_its_own_port_and_without_a_password_is_asked(url):
    net = internet()
    assert (reason(net, url), net.reached) == ("address", [])


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "169.254.169.254", "2130706433", "0x7f.1", "localhost"])
def test_a_host_written_as_a_number_is_looked_at_like_any_other(host):
    with pytest.raises(CalendarRefused) as refused:
        fetching.fetch(f"https://{host}/", connect=lambda *_: pytest.fail("connected"))
    assert refused.value.details["reason"] in ("address", "unreachable")


def test_a_name_that_stands_for_another_address_a_moment_later_changes_nothing():
    net = internet()
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    assert fetching.fetch("https://cal.example/", resolve=lambda _host: next(answers), connect=net.connect) == "BEGIN:VCALENDAR"
    assert net.reached == [(PUBLIC, "cal.example")]
    assert next(answers) == ["127.0.0.1"]


def redirect(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


@pytest.mark.parametrize(
    "to", ["https://inside.example/", "http://cal.example/", "https://10.0.0.1/", "file:///etc/passwd", "//inside.example/"]
)
def test_a_redirect_is_looked_at_like_a_first_address(to):
    net = internet(redirect(to))
    net.names |= {"inside.example": ["10.0.0.1"], "10.0.0.1": ["10.0.0.1"]}
    assert (reason(net), net.reached) == ("address", [(PUBLIC, "cal.example")])


def test_a_redirect_to_a_public_address_is_followed_and_a_ring_of_them_ends():
    net = Internet({"a.example": [PUBLIC], "b.example": [OTHER]}, {"a.example": redirect("https://b.example/c.ics"), "b.example": CALENDAR})
    assert net.fetch("https://a.example/") == "BEGIN:VCALENDAR"
    assert net.reached == [(PUBLIC, "a.example"), (OTHER, "b.example")]
    assert reason(internet(redirect("https://cal.example/again"))) == "redirects"


def test_more_than_anybody_needs_is_refused_whatever_length_it_claims():
    huge = b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n\r\n" + b"x" * 5000
    assert reason(internet(huge), most=1000) == "too_large"
    assert (
        reason(internet(lambda line: [line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n\r\n"), _flood(line)]), most=100_000)
        == "too_large"
    )


def _flood(line: socket.socket) -> None:
    while True:
        line.sendall(b"x" * 65_536)


def _drip(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        line.sendall(b"X-More: 1\r\n")
        time.sleep(0.02)


def test_an_answer_that_drips_or_never_comes_is_cut_off():
    before = time.monotonic()
    assert reason(internet(_drip), seconds=0.2) in ("too_slow", "unreachable")
    assert reason(internet(lambda line: line.recv(1)), seconds=0.2) in ("too_slow", "unreachable")
    assert time.monotonic() - before < 20


@pytest.mark.parametrize(
    "head",
    [
        b"200 OK\r\nContent-Type: text/html",
        b"200 OK\r\nContent-Type: text/calendar\r\nContent-Encoding: gzip",
        b"200 OK\r\nContent-Type: image/png",
    ],
)
def test_what_is_no_calendar_by_its_own_word_is_refused(head):
    assert reason(internet(b"HTTP/1.1 " + head + b"\r\nContent-Length: 1\r\n\r\nx")) == "not_a_calendar"


@pytest.mark.parametrize("answer", [b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", b"SSH-2.0-OpenSSH\r\n", b""])
def test_another_answer_is_no_calendar_and_tells_nothing(answer):
    assert reason(internet(answer)) == "unreachable"


class Pages(http.server.BaseHTTPRequestHandler):
    """What a real server answers, by path."""

    def do_GET(self) -> None:
        with contextlib.suppress(OSError):
            {"/slow.ics": self._drips, "/bomb.ics": self._bomb, "/long.ics": self._long}.get(self.path, self._plain)()

    def _head(self, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/calendar; charset=utf-8", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def _plain(self) -> None:
        status, headers = {
            "/moved.ics": (301, {"Location": "/a.ics?key=1"}),
            "/inside.ics": (302, {"Location": "https://inside.example/a.ics"}),
            "/plain.ics": (307, {"Location": "http://localhost/a.ics"}),
            "/page.ics": (200, {"Content-Type": "text/html"}),
            "/same.ics": (304, {}),
            "/lost.ics": (404, {}),
        }.get(self.path, (200, {}))
        self._head(status, headers)
        if status == 200:
            self.wfile.write(b"BEGIN:VCALENDAR " + self.path.encode())

    def _drips(self) -> None:
        self._head()
        while True:
            self.wfile.write(b"X")
            time.sleep(0.02)

    def _bomb(self) -> None:
        self._head(200, {"Content-Encoding": "gzip"})
        self.wfile.write(gzip.compress(bytes(5_000_000)))

    def _long(self) -> None:
        self._head()
        while True:
            self.wfile.write(b"x" * 65_536)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """Key and certificate of `localhost` in one file, its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    plain = serialization.NoEncryption()
    signed = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain) + signed)
    return file


@pytest.fixture(scope="module")
def server(certificate) -> Iterator[int]:
    """A calendar server on this machine that speaks TLS. Its port."""
    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    served.socket = context.wrap_socket(served.socket, server_side=True)
    threading.Thread(target=served.serve_forever, args=(0.05,), daemon=True).start()
    yield served.server_address[1]
    served.shutdown()
    served.server_close()


@pytest.fixture
def line(server, certificate, monkeypatch) -> Callable[..., str]:
    """Fetch a path over a real line: names are looked up, the certificate is checked. Only this machine counts as public, and its port."""
    monkeypatch.setattr(fetching, "_HTTPS", server)
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def resolve(host: str) -> list[str]:
        return ["10.0.0.1"] if host == "inside.example" else [one for one in fetching.resolve(host) if ":" not in one]

    def fetch(path: str, host: str = "localhost", **limits: float) -> str:
        return fetching.fetch(f"https://{host}:{server}{path}", resolve=resolve, **limits)  # type: ignore[arg-type]

    return fetch


def test_a_calendar_is_read_over_a_real_line_and_where_it_has_moved_to(line):
    assert line("/a.ics?key=1") == line("/moved.ics") == "BEGIN:VCALENDAR /a.ics?key=1"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/inside.ics", "address"), ("/plain.ics", "address"), ("/page.ics", "not_a_calendar"), ("/bomb.ics", "not_a_calendar"),
        ("/long.ics", "too_large"), ("/slow.ics", "too_slow"), ("/same.ics", "unreachable"), ("/lost.ics", "unreachable"),
    ],
)  # fmt: skip
def test_over_a_real_line_too_nothing_else_is_taken_in_and_nothing_waited_for(line, path, why):
    before = time.monotonic()
    with pytest.raises(CalendarRefused) as refused:
        line(path, seconds=0.5 if why == "too_slow" else 10, most=100_000)
    assert refused.value.details["reason"] == why
    assert why != "too_slow" or time.monotonic() - before < 5


def test_who_cannot_prove_their_name_is_not_asked(line):
    with pytest.raises(CalendarRefused) as refused:
        line("/a.ics", host="127.0.0.1")
    assert refused.value.details["reason"] == "unreachable"
