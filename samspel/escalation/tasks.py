"""The jobs of escalation."""

from samspel.core.jobs import AGAIN, app, beat
from samspel.escalation import services


@app.periodic(cron="* * * * *")
@app.task(name="escalation.pass_on_unanswered", queue="outbox", queueing_lock="escalation.pass_on_unanswered")
def pass_on_unanswered(timestamp: int) -> None:
    """Every minute: what nobody answered in time goes to the next in line."""
    services.pass_on_unanswered()
    beat("escalation.pass_on_unanswered")


@app.periodic(cron="23 3 * * *")
@app.task(name="escalation.dispose_numbers", queueing_lock="escalation.dispose_numbers", retry=AGAIN)
def dispose_numbers(timestamp: int) -> None:
    """Every night: empty old numbers to call back."""
    services.dispose_numbers()
    beat("escalation.dispose_numbers")
