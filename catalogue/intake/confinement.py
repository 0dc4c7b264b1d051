"""What the process may use in which a file is opened (see ``catalogue.confined.bounds``)."""

from catalogue.confined.bounds import Bounds
from catalogue.intake.limits import MEGABYTE

BOUNDS = Bounds(
    memory=256 * MEGABYTE,
    # The longest text that is read, each of its letters written as six, with room for what is around them.
    answer=32 * MEGABYTE,
    seconds=5.0,
    seconds_in_all=8,
)
# Seconds by the clock. A busy machine takes several times what it counts; the timer above is what ends a child.
PATIENCE = 30.0
