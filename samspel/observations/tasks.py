"""The observations' jobs: they call services and take nothing with them."""

import logging

from samspel.core.actors import Job
from samspel.core.jobs import AGAIN, app, beat
from samspel.observations import services
from samspel.observations.services.summing import check_sums

logger = logging.getLogger("samspel.observations")


@app.periodic(cron="10 2 * * *")
@app.task(name="observations.check_sums", queueing_lock="observations.check_sums", retry=AGAIN)
def check_kept_sums(timestamp: int) -> None:
    """Each night: count all observations anew, and mend what the kept sums have got wrong, which is a fault of ours."""
    found = check_sums(by=Job("kept sums"), mend=True)
    if found.wrong:
        logger.error("%s kept sums of %s were wrong and are mended", found.wrong, found.sums)
    beat("observations.check_sums")


@app.periodic(cron="50 2 * * *")
@app.task(name="observations.dispose", queueing_lock="observations.dispose", retry=AGAIN)
def dispose(timestamp: int) -> None:
    """Each night: take away words and pictures whose day has come."""
    services.dispose_written(by=Job("disposal"))
    beat("observations.dispose")
