"""The jobs of goals: they call services and take ids alone."""

from samspel.core.actors import Job
from samspel.core.jobs import AGAIN, app, beat
from samspel.targets import services


@app.periodic(cron="30 4 * * *")
@app.task(name="targets.keep_score", queueing_lock="targets.keep_score", retry=AGAIN)
def keep_score(timestamp: int) -> None:
    """Each night: the month's score of how many goals can be followed up."""
    services.keep_score(by=Job("score"))
    beat("targets.keep_score")
