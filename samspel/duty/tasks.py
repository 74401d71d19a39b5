"""The roster's jobs."""

from samspel.core.jobs import AGAIN, app, beat
from samspel.duty import services


@app.periodic(cron="0 7 * * 1")
@app.task(name="duty.warn_of_gaps", queueing_lock="duty.warn_of_gaps", retry=AGAIN)
def warn_of_gaps(timestamp: int) -> None:
    """Every Monday morning: tell those who plan where the roster has gaps."""
    services.warn_of_gaps()
    beat("duty.warn_of_gaps")
