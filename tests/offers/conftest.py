"""The practice whose times are waited for."""

from tests.scheduling.conftest import office as office  # noqa: PLC0414 - a fixture
