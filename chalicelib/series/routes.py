"""Recurring appointments."""

from chalicelib.care.access import in_care_of
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.gate import SecureBlueprint
from chalicelib.series import service
from chalicelib.series.access import party_to_series
from chalicelib.series.schemas import Series, SeriesCancellation, SeriesChanged, SeriesView, SeriesWish

api = SecureBlueprint(__name__)


@api.route("/series", methods=["POST"], allow=in_care_of(body="provider_id"), body=SeriesWish, returns=Series, status=201)
def book_series(grant: Grant, wish: SeriesWish) -> Series:
    """Book the same wall time weekly or every other week; dates that cannot be had are reported with what is nearest."""
    return service.book(grant, wish, clock.now())


@api.route("/series/{series_id}", methods=["GET"], allow=party_to_series(path="series_id"), returns=SeriesView)
def one_series(grant: Grant, series_id: str) -> SeriesView:
    """A recurring booking with its dates."""
    return service.view(grant, series_id)


@api.route(
    "/series/{series_id}/cancel",
    methods=["POST"],
    allow=party_to_series(path="series_id"),
    body=SeriesCancellation,
    returns=SeriesChanged,
)
def cancel_series(grant: Grant, series_id: str, wish: SeriesCancellation) -> SeriesChanged:
    """Cancel the dates ahead, from one on if told, or see what that would cost."""
    return service.cancel(grant, series_id, wish, clock.now())
