"""The CDK app: one deployment's stacks, checked by three rule packs.

Run by `make template`, `make infra-test` and `make deploy`, in an environment of its own (requirements-infra.txt).
"""

from __future__ import annotations

from aws_cdk import App, LegacyStackSynthesizer

from infra.stacks.data import DataStack

DATA = "quietroom-data"


def build() -> App:
    """Assemble every stack."""
    app = App(analytics_reporting=False)
    DataStack(app, DATA, synthesizer=LegacyStackSynthesizer(), description="Quietroom: everything that is kept")
    return app


if __name__ == "__main__":
    build().synth()
