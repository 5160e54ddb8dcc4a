"""Every figure, in the order it is told."""

from tests.bench import booking, calls, charts, matching, reminding, sizes, speed

FIGURES = [*calls.FIGURES, *booking.FIGURES, *reminding.FIGURES, *matching.FIGURES, *speed.FIGURES, *charts.FIGURES, *sizes.FIGURES]
