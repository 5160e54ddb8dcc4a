"""Every figure, in the order it is told."""

from tests.bench import booking, calls, matching, sizes, speed

FIGURES = [*calls.FIGURES, *booking.FIGURES, *matching.FIGURES, *speed.FIGURES, *sizes.FIGURES]
