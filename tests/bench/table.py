"""Every figure, in the order it is told."""

from tests.bench import booking, calls, charts, matching, reminding, sizes, speed

# Times first: what the others leave in memory, a hundred thousand therapists among it, slows down what is quick.
FIGURES = [*speed.FIGURES, *calls.FIGURES, *booking.FIGURES, *reminding.FIGURES, *matching.FIGURES, *charts.FIGURES, *sizes.FIGURES]
