"""Sign-in: one pool for clients and guardians, one for staff. A second factor is required in both."""

from __future__ import annotations

from aws_cdk import Duration, Fn, RemovalPolicy
from aws_cdk import aws_cognito as cognito
from constructs import Construct

# Somebody who has to find and install an authenticator first needs more than the three minutes that are the default.
CHALLENGE = Duration.minutes(15)
ACCESS_TOKEN = Duration.minutes(15)
"""Also how long a withdrawn right can still be used."""
SESSION = Duration.hours(12)
CLIENT_GROUPS = ("client", "guardian")
STAFF_GROUPS = ("provider", "admin")


class Pools(Construct):
    """The two pools, their apps and groups."""

    def __init__(self, scope: Construct, name: str, *, stage: str) -> None:
        super().__init__(scope, name)
        self.clients = self._pool(
            "Clients",
            "clients",
            self_sign_up_enabled=True,
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=True),
        )
        self.staff = self._pool(
            "Staff",
            "staff",
            self_sign_up_enabled=False,
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            feature_plan=cognito.FeaturePlan.PLUS,
            standard_threat_protection_mode=cognito.StandardThreatProtectionMode.FULL_FUNCTION,
        )
        self.client_app = self._app(self.clients, "client-app")
        self.staff_app = self._app(self.staff, "provider-portal")
        for pool, groups in ((self.clients, CLIENT_GROUPS), (self.staff, STAFF_GROUPS)):
            for group in groups:
                cognito.CfnUserPoolGroup(self, f"Group{group.capitalize()}", user_pool_id=pool.user_pool_id, group_name=group)

    def _pool(self, name: str, suffix: str, **rules: object) -> cognito.UserPool:
        return cognito.UserPool(
            self,
            name,
            user_pool_name=Fn.sub(f"quietroom-${{Stage}}-{suffix}"),
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            deletion_protection=True,
            mfa=cognito.Mfa.REQUIRED,
            password_policy=cognito.PasswordPolicy(
                min_length=12, require_digits=False, require_lowercase=False, require_symbols=False, require_uppercase=False
            ),
            removal_policy=RemovalPolicy.RETAIN,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            standard_attributes=cognito.StandardAttributes(email=cognito.StandardAttribute(required=True, mutable=True)),
            **rules,  # type: ignore[arg-type]
        )

    def _app(self, pool: cognito.UserPool, name: str) -> cognito.UserPoolClient:
        """A browser's app: no secret, password only by SRP, so that it never leaves the browser."""
        return pool.add_client(
            name,
            user_pool_client_name=name,
            access_token_validity=ACCESS_TOKEN,
            auth_flows=cognito.AuthFlow(user_srp=True),
            auth_session_validity=CHALLENGE,
            disable_o_auth=True,
            enable_token_revocation=True,
            generate_secret=False,
            id_token_validity=ACCESS_TOKEN,
            prevent_user_existence_errors=True,
            refresh_token_validity=SESSION,
        )
