"""The rule packs every stack is held to, and why some of their findings stand.

`python -m infra.packs DIRECTORY [--bare]` synthesises into a directory with all packs, with or without what is acknowledged.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from aws_cdk import Acknowledgment, App, Stack, Validations
from cdk_nag import AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks

PACKS = ("AwsSolutions", "HIPAA.Security", "NIST.800.53.R5")


class Accepted(NamedTuple):
    """One finding that stands, below one construct of the data stack ("" is the whole stack)."""

    pack: str
    rule: str
    at: str
    reason: str

    @property
    def id(self) -> str:
        """The finding's id as the packs report it."""
        return f"{self.pack}::{self.pack}-{self.rule}"


_BACKUP = (
    "Every table has point-in-time recovery. A backup plan would keep client keys longer than the seven days after which erased data "
    "is promised to be gone; the plan in the backup account holds to that limit."
)
_REPLICATION = (
    "One region by design: objects are versioned and sealed in the browser, and a second region would be a second place to erase."
)
_LOGS = "S3 delivers access logs to no bucket that is encrypted by KMS; they hold object names, which are random ids."
_CONNECT = "The policy of the role that signs a browser's socket: two actions on channels, narrowed to one of each when it is assumed."
_INLINE = "The policy of the role by which Cognito texts codes: one action, of no use elsewhere, and gone with the role."

ACCEPTED = (
    Accepted(
        "AwsSolutions",
        "COG1",
        "Pools",
        "Length guards a password, composition rules do not (NIST SP 800-63B, 5.1.1.2): 12 characters, any.",
    ),
    Accepted(
        "AwsSolutions",
        "COG8",
        "Pools/Clients",
        "Plus is charged for each active client; a required second factor and lock-out guard this pool.",
    ),
    Accepted("AwsSolutions", "IAM5[Resource::*]", "Pools/Clients", "A text to a phone number has no resource name to limit it to."),
    *(Accepted(pack, "DynamoDBInBackupPlan", "", _BACKUP) for pack in PACKS[1:]),
    *(Accepted(pack, "S3BucketReplicationEnabled", "", _REPLICATION) for pack in PACKS[1:]),
    *(Accepted(pack, "S3DefaultEncryptionKMS", "LogBucket", _LOGS) for pack in PACKS[1:]),
    *(Accepted(pack, "IAMNoInlinePolicy", "Pools/Clients", _INLINE) for pack in PACKS[1:]),
    *(Accepted(pack, "IAMNoInlinePolicy", "SignallingRole", _CONNECT) for pack in PACKS[1:]),
    Accepted(
        "AwsSolutions",
        "IAM5[Resource::arn:<AWS::Partition>:kinesisvideo:<AWS::Region>:<AWS::AccountId>:channel/*]",
        "SignallingRole",
        "A channel is made for each therapist who joins, after the stack; the session policy names the one.",
    ),
)


def hold(app: App, stack: Stack, accepted: tuple[Accepted, ...] = ACCEPTED) -> None:
    """Check an app against every pack at synthesis, which fails on any finding that is not accepted."""
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), HIPAASecurityChecks(app), NIST80053R5Checks(app))
    for finding in accepted:
        scope = stack
        for name in filter(None, finding.at.split("/")):
            scope = scope.node.find_child(name)
        Validations.of(scope).acknowledge(Acknowledgment(id=finding.id, reason=finding.reason))


def main(directory: str, accepted: tuple[Accepted, ...]) -> None:
    """Synthesise into the directory, where the packs leave their report."""
    from infra.main import assemble

    app, stack = assemble(directory)
    hold(app, stack, accepted)
    app.synth()


if __name__ == "__main__":
    main(sys.argv[1], () if "--bare" in sys.argv else ACCEPTED)
