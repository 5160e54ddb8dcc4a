"""The first half of a sign-in: InitiateAuth and the PASSWORD_VERIFIER challenge."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import uuid

from infra.local.cognito import mfa_step, srp, tokens
from infra.local.cognito.body import Body
from infra.local.cognito.call import Answer, Call
from infra.local.cognito.errors import Refused, invalid_parameter, no_such_user, not_authorized, wrong_password
from infra.local.cognito.expiring import Expired
from infra.local.cognito.state import Client, Handshake, Pool, User

# Fixed by the protocol, however the client's own lifetime for later steps is set.
HANDSHAKE_SECONDS = 180
_TIMESTAMP = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{1,2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC [0-9]{4}"
)


def initiate_auth(call: Call) -> Answer:
    """InitiateAuth: begins USER_SRP_AUTH, or refreshes by REFRESH_TOKEN_AUTH. No other flow is served."""
    pool, client = call.client()
    flow = call.body.text("AuthFlow")
    parameters = call.body.inner("AuthParameters")
    if flow in ("REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"):
        return {"ChallengeParameters": {}, "AuthenticationResult": tokens.refresh(call, pool, client, parameters.text("REFRESH_TOKEN"))}
    if flow != "USER_SRP_AUTH":
        raise invalid_parameter(f"{flow} flow not enabled for this client")
    if not pool.mfa_required:
        raise invalid_parameter("Only pools that require a second factor are served.")
    return _begin(call, pool, client, parameters.text("USERNAME"), srp.public_value(parameters.text("SRP_A")))


def _begin(call: Call, pool: Pool, client: Client, name: str, a_public: int) -> Answer:
    user = pool.find(name)
    if user is None and not client.hides_users:
        raise no_such_user()
    user_id = _shown_id(pool, name)
    kept = user.password if user else srp.simulated_verifier(hmac.digest(pool.secret, user_id.encode(), "sha256"))
    secret = srp.exponent()
    b_public = srp.server_public(secret, kept)
    handshake = Handshake(client.id, user_id, user, a_public, b_public, secret, kept)
    secret_block = call.state.handshakes.put(handshake, call.now + HANDSHAKE_SECONDS, call.now)
    return {
        "ChallengeName": "PASSWORD_VERIFIER",
        "ChallengeParameters": {
            "SALT": f"{kept.salt:x}",
            "SECRET_BLOCK": secret_block,
            "SRP_B": f"{b_public:x}",
            "USERNAME": user_id,
            "USER_ID_FOR_SRP": user_id,
        },
    }


def _shown_id(pool: Pool, name: str) -> str:
    """The person's sub, or for a name nobody has one that is always the same (RFC 5054, 2.5.1.3)."""
    user = pool.find(name)
    if user is not None:
        return user.username
    try:
        # Somebody who sends back the id they were shown must get that id again.
        return str(uuid.UUID(name))
    except ValueError:
        return str(uuid.UUID(bytes=hmac.digest(pool.secret, name.lower().encode(), "sha256")[:16], version=4))


def verify_password(call: Call, pool: Pool, client: Client, answers: Body) -> Answer:
    """PASSWORD_VERIFIER: checks the claim, then asks for what comes next. A secret block works once, right or wrong."""
    handshake = _handshake(call, pool, client, answers)
    lock = mfa_step.lock_key(pool, handshake.user_id)
    call.state.lockouts.admit(lock, call.now)
    user = handshake.user
    claim_is_right = _claim_is_right(pool, handshake, answers)
    if not claim_is_right or user is None or user.password != handshake.kept:
        call.state.lockouts.fail(lock, call.now)
        raise wrong_password()
    _check_status(call, user)
    sign_in = mfa_step.SignIn(call, pool, client, user)
    if user.status == "FORCE_CHANGE_PASSWORD":
        return mfa_step.ask_new_password(sign_in)
    return mfa_step.ask_second_factor(sign_in)


def _handshake(call: Call, pool: Pool, client: Client, answers: Body) -> Handshake:
    block = answers.text("PASSWORD_CLAIM_SECRET_BLOCK")
    try:
        handshake = call.state.handshakes.take(block, call.now)
    except Expired:
        raise not_authorized("Invalid session for the user, session is expired.") from None
    except KeyError:
        raise wrong_password() from None
    if handshake.client_id != client.id or handshake.user_id != _shown_id(pool, answers.text("USERNAME")):
        raise wrong_password()
    return handshake


def _claim_is_right(pool: Pool, handshake: Handshake, answers: Body) -> bool:
    timestamp = answers.text("TIMESTAMP")
    if not _TIMESTAMP.fullmatch(timestamp):
        raise invalid_parameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.")
    try:
        signature = base64.b64decode(answers.text("PASSWORD_CLAIM_SIGNATURE"), validate=True)
    except (binascii.Error, ValueError):
        raise invalid_parameter("PASSWORD_CLAIM_SIGNATURE is not valid.") from None
    key = srp.server_key(handshake.a_public, handshake.b_public, handshake.secret, handshake.kept)
    block = base64.b64decode(answers.text("PASSWORD_CLAIM_SECRET_BLOCK"))
    return hmac.compare_digest(signature, srp.claim(key, pool.id, handshake.user_id, block, timestamp))


def _check_status(call: Call, user: User) -> None:
    """Told only to somebody who knows the password, so that nobody else learns who has an account."""
    if not user.enabled:
        raise not_authorized("User is disabled.")
    if user.status == "UNCONFIRMED":
        raise Refused("UserNotConfirmedException", "User is not confirmed.")
    if user.status == "RESET_REQUIRED":
        raise Refused("PasswordResetRequiredException", "Password reset required for the user")
    if user.temporary_until is not None and user.temporary_until <= call.now:
        raise not_authorized("Temporary password has expired and must be reset by an administrator.")
