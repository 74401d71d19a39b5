"""The municipality's jobs."""

from samspel.core import clock
from samspel.core.jobs import app, beat
from samspel.municipality import editing


@app.periodic(cron="* * * * *")
@app.task(name="municipality.come", queueing_lock="municipality.come")
def come(timestamp: int) -> None:
    """Every minute: changes whose day has come. The minute after midnight is when there are any."""
    editing.come(clock.today())
    beat("municipality.come")
