"""The words of mails and texts: the pool's own templates, or neutral ones that say nothing of what the account is for."""

from __future__ import annotations

from collections.abc import Mapping

from infra.local.cognito.body import Body
from infra.local.cognito.call import Answer, Call
from infra.local.cognito.state import Pool, User

SUBJECT = "Your code"
CODE_TEXT = "Your code is {####}. If you did not ask for it, you can ignore this message."
INVITATION_SUBJECT = "Your account"
INVITATION_TEXT = "Sign in as {username} with the temporary password {####} and choose your own."


def mail_code(call: Call, pool: Pool, user: User, code: str) -> Answer:
    """Mail a code to a person; answers CodeDeliveryDetails."""
    template = _template(pool, "VerificationMessageTemplate")
    subject = template.optional("EmailSubject") or Body(pool.settings).optional("EmailVerificationSubject") or SUBJECT
    text = template.optional("EmailMessage") or Body(pool.settings).optional("EmailVerificationMessage") or CODE_TEXT
    call.send_mail(user.attributes["email"], subject, text.replace("{####}", code))
    return mailed_to(user.attributes["email"])


def text_code(call: Call, pool: Pool, user: User, code: str) -> Answer:
    """Text a code to a person's phone; answers CodeDeliveryDetails."""
    number = user.attributes["phone_number"]
    text = Body(pool.settings).optional("SmsAuthenticationMessage") or CODE_TEXT
    call.send_sms(number, text.replace("{####}", code))
    return {"Destination": masked_phone(number), "DeliveryMedium": "SMS", "AttributeName": "phone_number"}


def mail_invitation(call: Call, pool: Pool, user: User, password: str) -> None:
    """Mail a temporary password."""
    template = Body(Body(pool.settings).inner("AdminCreateUserConfig").values).inner("InviteMessageTemplate")
    text = template.optional("EmailMessage") or INVITATION_TEXT
    filled = text.replace("{username}", user.attributes["email"]).replace("{####}", password)
    call.send_mail(user.attributes["email"], template.optional("EmailSubject") or INVITATION_SUBJECT, filled)


def mailed_to(address: str) -> Answer:
    """CodeDeliveryDetails of a mail, the address masked; also the simulated ones about people who do not exist."""
    local, _, domain = address.partition("@")
    return {"Destination": f"{local[:1]}***@{domain[:1]}***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}


def masked_phone(number: str) -> str:
    """A phone number with its last four digits showing."""
    return "+" + "*" * max(len(number) - 5, 0) + number[-4:]


def _template(pool: Pool, name: str) -> Body:
    value = pool.settings.get(name)
    return Body(value if isinstance(value, Mapping) else {})
