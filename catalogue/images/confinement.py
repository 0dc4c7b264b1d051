"""What the process may use in which a picture is decoded (see ``catalogue.confined.bounds``)."""

from catalogue.confined.bounds import Bounds

BOUNDS = Bounds(
    memory=340 * 2**20,
    # All renditions of the largest picture together are well below it.
    answer=64 * 2**20,
    # Until the picture is decoded; the largest pictures we take need half of it.
    seconds=2.5,
    seconds_in_all=20,
)
