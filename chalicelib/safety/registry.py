"""The instruments on file, one data file each: wording, codes, licence and source stay out of the code."""

from functools import lru_cache
from pathlib import Path

import msgspec

from chalicelib.core.errors import NotFound
from chalicelib.safety.scoring import Instrument

FOLDER = Path(__file__).parent / "instruments"


@lru_cache(maxsize=1)
def instruments() -> dict[str, Instrument]:
    """Every instrument on file by its slug."""
    found = [msgspec.json.decode(path.read_bytes(), type=Instrument, strict=True) for path in sorted(FOLDER.glob("*.json"))]
    return {instrument.slug: instrument for instrument in found}


def instrument(slug: str) -> Instrument:
    """One instrument. Raises NotFound for a slug that is not on file."""
    try:
        return instruments()[slug]
    except KeyError:
        raise NotFound from None
