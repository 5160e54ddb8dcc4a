"""The whole application, imported once."""

import pytest


@pytest.fixture(scope="session")
def app():
    import app

    return app.app
