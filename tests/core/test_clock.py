import os
import subprocess
import sys

import pytest
import tzdata

from chalicelib.core import clock


def test_zones_come_from_the_pinned_package_and_not_from_the_system():
    import zoneinfo

    assert zoneinfo.TZPATH == ()
    assert tzdata.IANA_VERSION == clock.TZDATA_VERSION


def test_now_is_aware_utc_whatever_the_machines_zone():
    code = "from chalicelib.core import clock; print(clock.now().utcoffset().total_seconds())"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TZ": "Asia/Kolkata"}, capture_output=True, text=True, check=True
    )

    assert float(done.stdout) == 0


def test_a_zone_that_is_no_place_is_not_known():
    for name in ("Factory", "localtime", "Mars/Olympus"):
        assert name not in clock.zone_names()
        with pytest.raises(KeyError):
            clock.zone(name)
    assert clock.zone("America/Chicago").key == "America/Chicago"
