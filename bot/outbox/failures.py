"""Why a message couldn't be delivered, told alike by every way of delivering."""

from __future__ import annotations

# Seconds in which a receiver that can't be reached is left alone.
PAUSE = 30.0


class DeliveryFailed(Exception):
    """The text is for the operator, in Swedish, without what was written, to whom, or where.

    `pause` is for how many seconds nothing else of its kind can be delivered either; 0 when only this message can't.
    """

    def __init__(self, why: str, pause: float = 0.0) -> None:
        super().__init__(why)
        self.pause = pause
