"""Amazon Cognito user pools on a laptop: an honest stand-in that checks what the real service checks.

Passwords by SRP-6a, a second factor for everybody, codes by the local mailbox, lock-out, revocation; RS256 tokens by a random key per pool.
Everything is in memory and by the machine's own clock.

    cognito = Cognito(endpoint, deliver_mail, deliver_sms, region="us-east-1", triggers=Triggers(post_confirmation, post_authentication))
    cognito.handle(action, body, headers, signed) -> (status, answer)   action without the "AWSCognitoIdentityProviderService." prefix
    cognito.jwks(pool_id) -> {"keys": [...]} or None
    cognito.clear(), cognito.sign(pool_id, claims)     between tests, and for tests of those who read tokens
    door(cognito) -> Handler of infra.local.server     POST operations, GET key sets, OPTIONS preflights; adds CORS by itself
    cors_headers(origin), preflight(request)           the same, for a host that answers by itself

A pool serves sign-ins once SetUserPoolMfaConfig has set MfaConfiguration ON and SoftwareTokenMfaConfiguration {"Enabled": True}.
`infra.local.cognito.signin` is the client's side: signing in as a browser does, and enrolling people at start.
"""

from __future__ import annotations

from infra.local.cognito.facade import Cognito
from infra.local.cognito.http import cors_headers, door, preflight
from infra.local.cognito.triggers import Triggers

__all__ = ["Cognito", "Triggers", "cors_headers", "door", "preflight"]
