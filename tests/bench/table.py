"""Every figure, in the order it is told."""

from tests.bench import booking, calls, sizes, speed

FIGURES = [*calls.FIGURES, *booking.FIGURES, *speed.FIGURES, *sizes.FIGURES]
