"""A reminder in words that anybody near the client's screen may read."""

from chalicelib.accounts import service
from chalicelib.core import mail, settings
from chalicelib.core.access import Grant

_SUBJECT = {"en": "Something is waiting for you", "es": "Algo le espera"}
_LOOK = {"en": "Sign in to see it", "es": "Inicie sesión para verlo"}


def send(grant: Grant, path: str) -> None:
    """Mail a person that something waits, unless they want no mail or it comes back. path: where, a page that names nothing personal."""
    profile, post = service.addressed(grant)
    if profile.remind_by_mail and post.stopped is None:
        subject = _SUBJECT[profile.language]
        mail.send(profile.email, subject, f"{subject}.\n\n{_LOOK[profile.language]}: {settings.load().site}{path}\n", tag=post.tag)
