"""The jobs of indicators and pictures: they call services and take ids alone."""

from samspel.core.actors import Job
from samspel.core.jobs import AGAIN, app, beat
from samspel.municipality import queries as municipality
from samspel.situation import services
from samspel.situation.services.fetching import FETCHER


@app.periodic(cron="10 4 * * 1")
@app.task(name="situation.fetch_all", queueing_lock="situation.fetch_all", retry=AGAIN)
def fetch_all(timestamp: int) -> None:
    """Each Monday night: fetch the indicators that have a source."""
    services.fetch_all(by=FETCHER)
    beat("situation.fetch_all")


@app.task(name="situation.fetch")
def fetch(indicator: int) -> None:
    """Fetch one indicator now, because somebody asked for it."""
    found = next((one for one in municipality.indicators() if one.pk == indicator), None)
    if found is not None:
        services.fetch(found, by=FETCHER)


@app.periodic(cron="0 6 * * 1-5")
@app.task(name="situation.remind_due", queueing_lock="situation.remind_due", retry=AGAIN)
def remind_due(timestamp: int) -> None:
    """Each weekday morning: tell of pictures that are to be looked at again."""
    services.remind_due(by=Job("reminders"))
    beat("situation.remind_due")
