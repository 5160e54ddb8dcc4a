"""Writes infra/data.template.json and the digest of its inputs: `make template`, in the infrastructure environment."""

from __future__ import annotations

import json

from infra import inputs
from infra.main import DATA, assemble


def write() -> None:
    """Synthesise the data stack and check its template in."""
    template = assemble()[0].synth().get_stack_by_name(DATA).template
    inputs.TEMPLATE.write_text(json.dumps(template, indent=1) + "\n")
    inputs.STORED.write_text(inputs.digest() + "\n")


if __name__ == "__main__":
    write()
