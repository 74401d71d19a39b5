"""The settings of an installation where signing in is timed: without its limits, which would answer instead."""

from drill.settings import *  # noqa: F403
from drill.settings import ACCOUNT_RATE_LIMITS

ACCOUNT_RATE_LIMITS = dict.fromkeys(ACCOUNT_RATE_LIMITS, "100000/m/ip")
