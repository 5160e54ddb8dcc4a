"""Everything the product would have sent out: mails and texts, kept in memory, oldest first."""

from __future__ import annotations

import email
import email.policy
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from infra.local.aws.stores import Stores

# 47 CFR 64.1200(a)(10), and what carriers take beside it.
STOP_WORDS = frozenset({"STOP", "QUIT", "END", "REVOKE", "OPT OUT", "OPTOUT", "CANCEL", "UNSUBSCRIBE", "STOPALL", "ALTO", "PARAR"})
START_WORDS = frozenset({"START", "UNSTOP", "YES"})


@dataclass(frozen=True)
class Attachment:
    """One attached file, as text."""

    name: str
    text: str


@dataclass(frozen=True)
class Mail:
    """One delivered mail. at: the product's time, ISO 8601."""

    to: str
    subject: str
    text: str
    html: str
    attachments: list[Attachment] = field(default_factory=list)
    at: str = ""


@dataclass(frozen=True)
class Text:
    """One delivered text message. at: the product's time, ISO 8601."""

    to: str
    text: str
    at: str


class Mailbox:
    """Takes what moto's mail and text services were given, and what the sign-in service sends by itself."""

    def __init__(self, stores: Stores, now: Callable[[], datetime]) -> None:
        self._stores = stores
        self._now = now
        self._lock = threading.Lock()
        self._mails: list[Mail] = []
        self._texts: list[Text] = []
        self._stopped: set[str] = set()

    def collect(self) -> None:
        """Take over what was sent since the last call, so that it gets the time at which it was sent."""
        with self._lock:
            self._mails += [_read(message, to, self._stamp()) for to, message in self._stores.take_mail()]
            self._texts += [Text(to, text, self._stamp()) for to, text in self._stores.take_texts() if to not in self._stopped]

    def deliver_mail(self, to: str, subject: str, text: str) -> None:
        """Take a mail of the sign-in service."""
        with self._lock:
            self._mails.append(Mail(to, subject, text, "", [], self._stamp()))

    def deliver_text(self, to: str, text: str) -> None:
        """Take a text of the sign-in service. Security codes reach numbers that stopped other texts too."""
        with self._lock:
            self._texts.append(Text(to, text, self._stamp()))

    def reply(self, sender: str, text: str) -> None:
        """Take somebody's answer to a text: STOP ends texts to the number, START lets them through again, as the carrier does it."""
        word = " ".join(text.upper().split())
        with self._lock:
            if word in STOP_WORDS:
                self._stopped.add(sender)
            elif word in START_WORDS:
                self._stopped.discard(sender)

    def mails(self) -> list[Mail]:
        """Every mail so far."""
        self.collect()
        with self._lock:
            return list(self._mails)

    def texts(self) -> list[Text]:
        """Every text so far."""
        self.collect()
        with self._lock:
            return list(self._texts)

    def clear(self) -> None:
        """Throw everything away."""
        self.collect()
        with self._lock:
            self._mails.clear()
            self._texts.clear()
            self._stopped.clear()

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")


def plain(items: list[Mail] | list[Text]) -> list[dict[str, Any]]:
    """The items as JSON takes them."""
    return [asdict(item) for item in items]


def _read(source: bytes, to: str, at: str) -> Mail:
    message: Any = email.message_from_bytes(source, _class=EmailMessage, policy=email.policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    attachments = [Attachment(part.get_filename() or "", _content(part)) for part in message.iter_attachments()]
    return Mail(to, str(message["subject"] or ""), _content(text), _content(html), attachments, at)


def _content(part: Any) -> str:
    content = part.get_content() if part is not None else ""
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)
