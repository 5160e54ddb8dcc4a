"""The CDK app: one deployment's stacks, checked by three rule packs.

Run by `make template`, `make infra-test` and `make deploy`, in an environment of its own (requirements-infra.txt).
"""

from __future__ import annotations

from aws_cdk import App, LegacyStackSynthesizer, Stack

from infra import packs
from infra.stacks.data import DataStack

DATA = "quietroom-data"
FLAGS = {"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True}


def assemble(directory: str | None = None) -> tuple[App, Stack]:
    """The app and its data stack, unchecked. directory: where synthesis writes, CDK's own choice unless given."""
    app = App(analytics_reporting=False, context=FLAGS, outdir=directory)
    return app, DataStack(app, DATA, synthesizer=LegacyStackSynthesizer(), description="Quietroom: everything that is kept")


if __name__ == "__main__":
    deployed, data = assemble()
    packs.hold(deployed, data)
    deployed.synth()
