"""What the pages cost in a browser."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.figures import Figure, Room


def _a_year_of_moods(_: Room) -> float:
    """Milliseconds of script until a year of moods is charted, in a browser against the whole product."""
    # What only this figure needs, playwright among it, is not loaded for the others.
    from tests.browser.charting import script_ms
    from tests.browser.rooms import new_context, new_tab, open_browser
    from tests.journeys.product import Product

    with tempfile.TemporaryDirectory() as home:
        product = Product(Path(home))
        try:
            with open_browser() as browser:
                context, _watch = new_context(browser, product)
                return script_ms(new_tab(context, product, "ana"))
        finally:
            product.stop()


FIGURES = [Figure("script for a year of moods, charted", "ms", None, _a_year_of_moods)]
