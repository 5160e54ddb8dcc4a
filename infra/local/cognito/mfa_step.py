"""The second half of a sign-in: a new password where one is due, a second factor always, and only then tokens."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from infra.local.cognito import attributes, messages, passwords, tokens, totp
from infra.local.cognito.body import Body
from infra.local.cognito.call import Answer, Call
from infra.local.cognito.codes import new_code
from infra.local.cognito.errors import Refused, code_mismatch, invalid_parameter, not_authorized
from infra.local.cognito.expiring import Expired
from infra.local.cognito.state import AUTHENTICATOR, SMS, Challenge, Client, Pool, User


@dataclass(frozen=True)
class SignIn:
    """A sign-in whose password was right: who, and through which app client."""

    call: Call
    pool: Pool
    client: Client
    user: User

    @property
    def lock(self) -> str:
        """The key of the person's failure count."""
        return lock_key(self.pool, self.user.username)


@dataclass(frozen=True)
class Reply(SignIn):
    """A sign-in with an answer to the challenge it stands at."""

    challenge: Challenge
    answers: Body


def lock_key(pool: Pool, user_id: str) -> str:
    """The one failure count of a person: wrong passwords and wrong codes add up, or each would hide the other's."""
    return f"{pool.id} {user_id}"


def ask_new_password(sign_in: SignIn) -> Answer:
    """NEW_PASSWORD_REQUIRED, after an invitation."""
    shown = {name: value for name, value in sign_in.user.attributes.items() if name != "sub"}
    return _ask(sign_in, "NEW_PASSWORD_REQUIRED", {"userAttributes": json.dumps(shown), "requiredAttributes": "[]"})


def ask_second_factor(sign_in: SignIn) -> Answer:
    """The second factor the person has, a choice between two, or the setting up of one."""
    pool, user = sign_in.pool, sign_in.user
    active = pool.active_factors(user)
    if not active:
        return _ask(sign_in, "MFA_SETUP", {"MFAS_CAN_SETUP": json.dumps(pool.factors)})
    if len(active) == 1:
        return _ask_factor(sign_in, active[0])
    if user.preferred in active:
        return _ask_factor(sign_in, str(user.preferred))
    return _ask(sign_in, "SELECT_MFA_TYPE", {"MFAS_CAN_CHOOSE": json.dumps(active)})


def _ask_factor(sign_in: SignIn, factor: str) -> Answer:
    if factor == AUTHENTICATOR:
        return _ask(sign_in, factor, {})
    code = new_code()
    sent = messages.text_code(sign_in.call, sign_in.pool, sign_in.user, code)
    shown = {"CODE_DELIVERY_DELIVERY_MEDIUM": "SMS", "CODE_DELIVERY_DESTINATION": str(sent["Destination"])}
    return _ask(sign_in, factor, shown, code)


def _ask(sign_in: SignIn, kind: str, parameters: dict[str, str], code: str | None = None) -> Answer:
    """Open a challenge session; it lives as long as the client's AuthSessionValidity, three minutes by default."""
    call, user = sign_in.call, sign_in.user
    challenge = Challenge(kind, sign_in.client.id, user.username, code=code)
    session = call.state.challenges.put(challenge, call.now + sign_in.client.session_seconds, call.now)
    return {"ChallengeName": kind, "Session": session, "ChallengeParameters": {"USER_ID_FOR_SRP": user.username, **parameters}}


def respond(call: Call, pool: Pool, client: Client, name: str, answers: Body) -> Answer:
    """Answer a challenge other than the password's: only the one the session was opened for, by the person it was opened for.

    A wrong code leaves the session for another try, which the lock-out bounds; anything accepted ends it.
    """
    session = call.body.text("Session")
    challenge = open_session(call, session)
    user = pool.users.get(challenge.username)
    if (name, client.id) != (challenge.kind, challenge.client_id) or user is None or pool.find(answers.text("USERNAME")) is not user:
        raise not_authorized("Invalid session for the user.")
    if not user.enabled:
        raise not_authorized("User is disabled.")
    reply = Reply(call, pool, client, user, challenge, answers)
    call.state.lockouts.admit(reply.lock, call.now)
    answer = _STEPS[name](reply)
    call.state.challenges.take(session, call.now)
    return answer


def open_session(call: Call, session: str) -> Challenge:
    """The sign-in a session belongs to. Raises NotAuthorizedException when it is unknown, used or older than its lifetime."""
    try:
        return call.state.challenges.peek(session, call.now)
    except Expired:
        raise not_authorized("Invalid session for the user, session is expired.") from None
    except KeyError:
        raise not_authorized("Invalid session for the user.") from None


def _new_password(reply: Reply) -> Answer:
    prefix = "userAttributes."
    given = {name.removeprefix(prefix): reply.answers.text(name) for name in reply.answers.values if name.startswith(prefix)}
    attributes.check_writable(reply.pool, given)
    passwords.replace(reply.pool, reply.user, reply.answers.text("NEW_PASSWORD"), "CONFIRMED", reply.call.now)
    attributes.write(reply.user, given, reply.call.now)
    return ask_second_factor(reply)


def _authenticator(reply: Reply) -> Answer:
    _require_active(reply, AUTHENTICATOR)
    own, now = reply.user.totp, reply.call.now
    step = totp.matching_step(own.secret or "", reply.answers.text("SOFTWARE_TOKEN_MFA_CODE"), now)
    if step is None:
        reply.call.state.lockouts.fail(reply.lock, now)
        raise Refused("CodeMismatchException", "Invalid code received for user")
    if step in own.used_steps:
        raise Refused("ExpiredCodeException", "Your software token has already been used once.")
    own.used_steps = {used for used in own.used_steps if used >= totp.step_at(now) - 1} | {step}
    return _tokens(reply)


def _texted_code(reply: Reply) -> Answer:
    _require_active(reply, SMS)
    if reply.answers.text("SMS_MFA_CODE") != reply.challenge.code:
        reply.call.state.lockouts.fail(reply.lock, reply.call.now)
        raise code_mismatch()
    reply.user.attributes["phone_number_verified"] = "true"
    return _tokens(reply)


def _choice(reply: Reply) -> Answer:
    factor = reply.answers.text("ANSWER")
    if factor not in reply.pool.active_factors(reply.user):
        raise invalid_parameter("The chosen factor is not set up for the user.")
    return _ask_factor(reply, factor)


def _set_up(reply: Reply) -> Answer:
    if not reply.challenge.verified:
        raise Refused("SoftwareTokenMFANotFoundException", "Software Token MFA has not been set up for the user.")
    _require_active(reply, AUTHENTICATOR)
    return _tokens(reply)


def _require_active(reply: Reply, factor: str) -> None:
    # An administrator may have reset the factor while the sign-in was under way.
    if factor not in reply.pool.active_factors(reply.user):
        raise not_authorized("Invalid session for the user.")


def _tokens(reply: Reply) -> Answer:
    reply.call.state.lockouts.clear(reply.lock)
    reply.call.trigger("PostAuthentication_Authentication", reply.pool, reply.client.id, reply.user)
    result = tokens.issue(reply.call.state, reply.pool, reply.client, reply.user, reply.call.now)
    return {"ChallengeParameters": {}, "AuthenticationResult": result}


_STEPS: dict[str, Callable[[Reply], Answer]] = {
    "NEW_PASSWORD_REQUIRED": _new_password,
    "SOFTWARE_TOKEN_MFA": _authenticator,
    "SMS_MFA": _texted_code,
    "SELECT_MFA_TYPE": _choice,
    "MFA_SETUP": _set_up,
}
