"""The jobs of interventions."""

from samspel.core.actors import Job
from samspel.core.jobs import AGAIN, app, beat
from samspel.interventions import services


@app.periodic(cron="40 5 * * 1-5")
@app.task(name="interventions.remind", queueing_lock="interventions.remind", retry=AGAIN)
def remind(timestamp: int) -> None:
    """Each weekday morning: ask the departments that the newest half year's round has not asked yet."""
    services.remind(by=Job("reminders"))
    beat("interventions.remind")
