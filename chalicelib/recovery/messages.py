"""The two mails about a lost second factor, in words that anybody near the reader's screen may read."""

from typing import NamedTuple

from chalicelib.accounts.schemas import Language


class Words(NamedTuple):
    """A subject and a text."""

    subject: str
    text: str


_ASKED: dict[Language, Words] = {
    "en": Words(
        "About your sign-in",
        "Somebody has asked us to let you connect a new phone for your sign-in. We will call to make sure that it is you; nothing changes "
        "before that.\n\nIf it was not you, call us: {phone}.\n",
    ),
    "es": Words(
        "Sobre su inicio de sesión",
        "Alguien nos ha pedido que usted pueda conectar otro teléfono para iniciar sesión. Llamaremos para comprobar que es usted; hasta "
        "entonces nada cambia.\n\nSi no fue usted, llámenos: {phone}.\n",
    ),
}
_DONE: dict[Language, Words] = {
    "en": Words(
        "Your sign-in was changed",
        "You can now connect a new phone: sign in with your e-mail and password, and the next page shows how. All earlier sign-ins have "
        "ended.\n\n{link}\n\nIf you did not ask for this, call us now: {phone}.\n",
    ),
    "es": Words(
        "Su inicio de sesión ha cambiado",
        "Ya puede conectar otro teléfono: inicie sesión con su correo y su contraseña, y la página siguiente le explica cómo. Todas las "
        "sesiones anteriores han terminado.\n\n{link}\n\nSi no lo ha pedido usted, llámenos ahora: {phone}.\n",
    ),
}


def asked(language: Language, phone: str) -> Words:
    """That somebody has asked, to whom the account belongs."""
    words = _ASKED[language]
    return Words(words.subject, words.text.format(phone=phone))


def done(language: Language, phone: str, link: str) -> Words:
    """That a new phone can be connected."""
    words = _DONE[language]
    return Words(words.subject, words.text.format(phone=phone, link=link))
