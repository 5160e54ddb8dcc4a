"""Everything the product would have sent out: mails and texts, kept in memory, oldest first."""

from __future__ import annotations

import email
import email.policy
import re
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from chalicelib.core.mail import TAG, TAGS
from infra.local.aws.stores import Stores

# 47 CFR 64.1200(a)(10).
STOP_WORDS = frozenset({"STOP", "QUIT", "END", "REVOKE", "OPT OUT", "OPTOUT", "CANCEL", "UNSUBSCRIBE"})
START_WORD = "START"
STOPPED = "You will get no more texts from this number. Reply START to get them again."


@dataclass(frozen=True)
class Attachment:
    """One attached file, as text."""

    name: str
    text: str


@dataclass(frozen=True)
class Mail:
    """One delivered mail. at: the product's time, ISO 8601. tag: the opaque word it carried for the mail service."""

    to: str
    subject: str
    text: str
    html: str
    attachments: list[Attachment] = field(default_factory=list)
    at: str = ""
    tag: str = ""


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

    def collect(self) -> None:
        """Take over what was sent since the last call, so that it gets the time at which it was sent."""
        with self._lock:
            self._mails += [_read(message, to, self._stamp()) for to, message in self._stores.take_mail()]
            self._texts += [Text(to, text, self._stamp()) for to, text in self._stores.take_texts() if not self._stores.opted_out(to)]

    def deliver_mail(self, to: str, subject: str, text: str) -> None:
        """Take a mail of the sign-in service."""
        with self._lock:
            self._mails.append(Mail(to, subject, text, "", [], self._stamp()))

    def deliver_text(self, to: str, text: str) -> None:
        """Take a text of the sign-in service. Security codes reach numbers that stopped other texts too."""
        with self._lock:
            self._texts.append(Text(to, text, self._stamp()))

    def reply(self, sender: str, text: str) -> None:
        """Take somebody's answer to a text as the service does: STOP is confirmed once and ends texts to the number, START resumes them."""
        # People write `Stop.` and `opt-out`.
        word = " ".join(re.findall("[A-Z]+", text.upper()))
        if word in STOP_WORDS and self._stores.opt_out(sender):
            self.deliver_text(sender, STOPPED)
        elif word == START_WORD:
            self._stores.opt_in(sender)

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

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")


def plain(items: list[Mail] | list[Text]) -> list[dict[str, Any]]:
    """The items as JSON takes them."""
    return [{name: value for name, value in asdict(item).items() if name != "tag"} for item in items]


def _read(source: bytes, to: str, at: str) -> Mail:
    message: Any = email.message_from_bytes(source, _class=EmailMessage, policy=email.policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    attachments = [Attachment(part.get_filename() or "", _content(part)) for part in message.iter_attachments()]
    tag = str(message[TAGS] or "").removeprefix(f"{TAG}=")
    return Mail(to, str(message["subject"] or ""), _content(text), _content(html), attachments, at, tag)


def _content(part: Any) -> str:
    content = part.get_content() if part is not None else ""
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)
