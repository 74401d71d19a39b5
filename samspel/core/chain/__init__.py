"""A log that can't lie: a worker seals what was written into a keyed chain, and publishes the chain's head outside.

Nobody waits for it: rows are written as before, and sealed when their transaction is over, in whatever order that was.
The key is not in the database, so who owns the database can change rows and seals, but make no seal that holds.
"""

from samspel.core.chain.heads import publish, warn_unless_outside
from samspel.core.chain.report import Finding, Report
from samspel.core.chain.sealing import seal_log
from samspel.core.chain.verifying import verify

__all__ = ["Finding", "Report", "publish", "seal_log", "verify", "warn_unless_outside"]
