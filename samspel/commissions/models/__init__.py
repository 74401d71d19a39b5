"""The tables of commissions, what they are paid, and what pays for the work."""

from samspel.commissions.models.commission import Commission, CommissionVersion, Increase, YearIndex
from samspel.commissions.models.funding import Funding, FundingKind

__all__ = ["Commission", "CommissionVersion", "Funding", "FundingKind", "Increase", "YearIndex"]
