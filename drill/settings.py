"""The settings of an installation that is drilled: the product's own, but one may write as often as one likes."""

from config.settings import *  # noqa: F403
from config.settings import CHANNELS, INSTALLED_APPS, LIMITS

INSTALLED_APPS = [*INSTALLED_APPS, "drill.without"]
LIMITS = {what: (1_000_000, seconds) for what, (_most, seconds) in LIMITS.items()}
CHANNELS = CHANNELS | {"sms": "drill.without.gateway.Texts"}
