"""The settings of an installation whose limits are attacked: few, for a whole day, so that no span ends meanwhile."""

from drill.attacks.known import MOST
from drill.settings import *  # noqa: F403
from drill.settings import ACCOUNT_RATE_LIMITS, LIMITS, MFA_RATE_LIMITS


def for_a_day(limits: dict[str, str]) -> dict[str, str]:
    """As many, but in a day where it was a minute."""
    return {what: rates.replace("/m/", "/d/") for what, rates in limits.items()}


LIMITS = dict.fromkeys(LIMITS, (MOST, 86400))
ACCOUNT_RATE_LIMITS, MFA_RATE_LIMITS = for_a_day(ACCOUNT_RATE_LIMITS), for_a_day(MFA_RATE_LIMITS)
