"""The settings of an installation whose limits are attacked: few, for a whole day, so that no span ends meanwhile."""

from drill.attacks.known import MOST
from drill.settings import *  # noqa: F403
from drill.settings import LIMITS

LIMITS = dict.fromkeys(LIMITS, (MOST, 86400))
