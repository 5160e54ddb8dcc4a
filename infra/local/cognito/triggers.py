"""The two Lambda triggers the product uses, called in process with the events AWS documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from infra.local.cognito.errors import Refused
from infra.local.cognito.state import Pool, User

Event = dict[str, object]
Trigger = Callable[[Event], object]


@dataclass(frozen=True)
class Triggers:
    """Called with the event after the state has changed and before the answer leaves, never under the facade's lock.

    What they return is not looked at. A trigger that raises turns the answer into UserLambdaValidationException: after
    PostConfirmation the person stays confirmed, after PostAuthentication no token leaves.
    """

    post_confirmation: Trigger | None = None
    post_authentication: Trigger | None = None

    def run(self, source: str, region: str, pool: Pool, client_id: str, user: User, metadata: Mapping[str, str]) -> None:
        """Call the trigger of a source such as PostConfirmation_ConfirmSignUp. Raises UserLambdaValidationException."""
        name = source.partition("_")[0]
        trigger = self.post_confirmation if name == "PostConfirmation" else self.post_authentication
        if trigger is None:
            return
        try:
            trigger(_event(source, region, pool, client_id, user, metadata))
        except Exception as error:
            raise Refused("UserLambdaValidationException", f"{name} failed with error {type(error).__name__}.") from error


def _event(source: str, region: str, pool: Pool, client_id: str, user: User, metadata: Mapping[str, str]) -> Event:
    request: dict[str, object] = {"userAttributes": {**user.attributes, "cognito:user_status": user.status}}
    if source.startswith("PostAuthentication"):
        request["newDeviceUsed"] = False
    if metadata:
        request["clientMetadata"] = dict(metadata)
    return {
        "version": "1",
        "region": region,
        "userPoolId": pool.id,
        "userName": user.username,
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": client_id},
        "triggerSource": source,
        "request": request,
        "response": {},
    }
