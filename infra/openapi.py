"""`python -m infra.openapi` writes docs/openapi.json from the declared routes."""

import os
from pathlib import Path

from chalicelib.core import settings

DOCUMENT = Path(__file__).parents[1] / "docs" / "openapi.json"


def main() -> None:
    """Import the whole application, with made-up settings where there are none, and write its document."""
    for name in settings.NAMES.values():
        os.environ.setdefault(name, "undeployed")
    import app  # noqa: F401 - importing it declares every route
    from chalicelib.core import openapi

    DOCUMENT.write_text(openapi.text())


if __name__ == "__main__":
    main()
