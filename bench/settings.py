"""The product's settings, with what the bench adds: a count on every answer, and an empty view to compare with."""

from config.settings import *  # noqa: F403
from config.settings import LIMITS, MIDDLEWARE

MIDDLEWARE = ["bench.counting.counted", *MIDDLEWARE]
# A rate limit is counted as always, but nobody is turned away.
LIMITS = {what: (1_000_000, seconds) for what, (_most, seconds) in LIMITS.items()}
