"""The desk's page for people: who can sign in, what was mailed and texted, what time it is."""

from __future__ import annotations

from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING

from infra.local.mailbox import Mail, Text
from infra.local.people import Person
from infra.local.server import Answer

if TYPE_CHECKING:
    from infra.local.house import House

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
STEPS = ((60, "1 hour"), (1440, "1 day"), (10080, "1 week"))
STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color-scheme: light dark }
table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { text-align: left; padding: .25rem 1rem .25rem 0; vertical-align: top }
code { font-size: 1.05em }
pre { white-space: pre-wrap; overflow-wrap: anywhere }
form { display: inline }
article { border-top: 1px solid; padding: .5rem 0 }
"""


def style() -> Answer:
    """The page's style sheet."""
    return Answer(HTTPStatus.OK, [("Content-Type", "text/css; charset=utf-8"), ("Cache-Control", "no-cache")], STYLE.encode())


def page(house: House) -> Answer:
    """The page as it is now."""
    steps = "".join(
        f'<form method="post" action="/local/clock"><button name="advance_minutes" value="{minutes}">{name} on</button></form> '
        for minutes, name in STEPS
    )
    people = "".join(_row(person) for person in house.people.all())
    mails = "".join(_mail(mail) for mail in reversed(house.aws.mailbox.mails())) or "<p>None yet.</p>"
    texts = "".join(_text(text) for text in reversed(house.aws.mailbox.texts())) or "<p>None yet.</p>"
    body = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Quietroom on this machine</title><link rel="stylesheet" href="/local/page.css"></head><body>
<h1>Quietroom on this machine</h1>
<p>Client app: <a href="/">{escape(house.origin)}/</a>. Provider portal: <a href="/provider/">{escape(house.origin)}/provider/</a>.
Nothing here leaves this machine.</p>
<h2>People</h2><p>A code works once and changes every 30 seconds; <a href="/local/">reload</a> for the next.</p>
<table><tr><th>Who<th>Role<th>E-mail<th>Password<th>Code now<th>Authenticator secret</tr>{people}</table>
<h2>Clock</h2><p>It is {house.clock.now():%A, %d %B %Y, %H:%M} UTC for the product. {steps}</p>
<h2>Mail</h2>{mails}
<h2>Text messages</h2>{texts}
</body></html>"""
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", POLICY),
        # With no referrer at all browsers call a form's own origin "null", which the desk would refuse.
        ("Referrer-Policy", "same-origin"),
    ]
    return Answer(HTTPStatus.OK, headers, body.encode())


def _row(person: Person) -> str:
    account = person.account
    cells = (person.key, person.role, account.username, account.password)
    shown = "".join(f"<td>{escape(cell)}" for cell in cells)
    return f"<tr>{shown}<td><code>{person.code}</code><td><code>{escape(account.totp_secret)}</code></tr>"


def _mail(mail: Mail) -> str:
    files = ", ".join(escape(attachment.name) for attachment in mail.attachments)
    head = f"<strong>{escape(mail.subject)}</strong> to {escape(mail.to)}, {escape(mail.at)}" + (f", with {files}" if files else "")
    return f"<article><p>{head}</p><pre>{escape(mail.text)}</pre></article>"


def _text(text: Text) -> str:
    return f"<article><p>To {escape(text.to)}, {escape(text.at)}</p><pre>{escape(text.text)}</pre></article>"
