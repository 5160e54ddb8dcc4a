"""The practice whose therapist has another calendar."""

from tests.scheduling.conftest import office as office  # noqa: PLC0414 - a fixture
