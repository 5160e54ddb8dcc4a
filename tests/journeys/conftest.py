import pytest

from tests.journeys.product import Product


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """A product of this module's own, demo people included, without pages."""
    running = Product(tmp_path_factory.mktemp("product"), "--no-frontend")
    yield running
    running.stop()
