"""What the environment decides, read once. A missing name stops the start and says which."""

import os
from dataclasses import dataclass
from functools import lru_cache

from chalicelib.core.errors import Misuse

LOCAL = "local"


class MissingSetting(Misuse):
    """A setting the product cannot run without is not in the environment."""


@dataclass(frozen=True)
class Settings:
    """One deployment's facts. Times in seconds; names as AWS gives them."""

    stage: str
    region: str
    table_prefix: str
    kms_key: str
    bucket: str
    queue: str
    signalling_role: str
    practice: str
    site: str
    mail_from: str
    client_pool: str
    client_app: str
    staff_pool: str
    staff_app: str
    aws_endpoint: str | None

    def issuer(self, pool: str) -> str:
        """The token issuer of one Cognito pool."""
        return f"{self.aws_endpoint or f'https://cognito-idp.{self.region}.amazonaws.com'}/{pool}"


NAMES = {
    "stage": "QUIETROOM_STAGE",
    "region": "AWS_REGION",
    "table_prefix": "QUIETROOM_TABLE_PREFIX",
    "kms_key": "QUIETROOM_KMS_KEY",
    "bucket": "QUIETROOM_BUCKET",
    "queue": "QUIETROOM_QUEUE",
    "signalling_role": "QUIETROOM_SIGNALLING_ROLE",
    "practice": "QUIETROOM_PRACTICE",
    "site": "QUIETROOM_SITE",
    "mail_from": "QUIETROOM_MAIL_FROM",
    "client_pool": "QUIETROOM_CLIENT_POOL",
    "client_app": "QUIETROOM_CLIENT_APP",
    "staff_pool": "QUIETROOM_STAFF_POOL",
    "staff_app": "QUIETROOM_STAFF_APP",
}
ENDPOINT_NAMES = ("QUIETROOM_AWS_ENDPOINT", "AWS_ENDPOINT_URL")


@lru_cache(maxsize=1)
def load() -> Settings:
    """Read the environment. Raises MissingSetting that names what is missing, or Misuse where stage and place contradict."""
    missing = [name for name in NAMES.values() if not os.environ.get(name)]
    if missing:
        raise MissingSetting(f"Missing setting: {', '.join(missing)}")
    values = {field: os.environ[name] for field, name in NAMES.items()}
    endpoint = os.environ.get("QUIETROOM_AWS_ENDPOINT") or None
    _refuse_mixed_places(values["stage"])
    return Settings(**values, aws_endpoint=endpoint)


def _refuse_mixed_places(stage: str) -> None:
    """A stand-in for AWS accepts what AWS refuses, so it may never be reachable from a deployed stage, nor the other way round."""
    if stage == LOCAL and "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
        raise Misuse("Stage local does not run in Lambda.")
    overridden = [name for name in os.environ if name in ENDPOINT_NAMES or name.startswith("AWS_ENDPOINT_URL_")]
    if stage != LOCAL and overridden:
        raise Misuse(f"Only stage local may override an AWS endpoint: {', '.join(sorted(overridden))}")
