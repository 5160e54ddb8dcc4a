"""Every figure, in the order it is told."""

from tests.bench import booking, calls, sizes

FIGURES = [*calls.FIGURES, *booking.FIGURES, *sizes.FIGURES]
