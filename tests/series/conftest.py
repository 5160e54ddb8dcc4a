"""The practice whose times are booked again and again."""

from tests.scheduling.conftest import ana as ana  # noqa: PLC0414 - a fixture
from tests.scheduling.conftest import office as office  # noqa: PLC0414 - a fixture
from tests.scheduling.conftest import pat as pat  # noqa: PLC0414 - a fixture
