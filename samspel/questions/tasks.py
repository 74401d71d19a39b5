"""The questions' jobs: they call services and take nothing with them."""

from samspel.core.actors import Job
from samspel.core.jobs import AGAIN, app, beat
from samspel.questions import services


@app.periodic(cron="30 5 * * 1-5")
@app.task(name="questions.remind", queueing_lock="questions.remind", retry=AGAIN)
def remind(timestamp: int) -> None:
    """Each weekday morning: remind who is due or late, and tell managers. The service knows which days are days off."""
    services.remind(by=Job("reminders"))
    beat("questions.remind")


@app.periodic(cron="0 7 * * *")
@app.task(name="questions.ask_whether_solved", queueing_lock="questions.ask_whether_solved", retry=AGAIN)
def ask_whether_solved(timestamp: int) -> None:
    """Each morning: ask those who got an answer a week ago whether it is solved."""
    services.ask_whether_solved(by=Job("is it solved"))
    beat("questions.ask_whether_solved")


@app.periodic(cron="20 3 * * *")
@app.task(name="questions.find_recurring", queueing_lock="questions.find_recurring", retry=AGAIN)
def find_recurring(timestamp: int) -> None:
    """Each night: find the months that stand out from their own past."""
    services.find_recurring(by=Job("what recurs"))
    beat("questions.find_recurring")


@app.periodic(cron="40 2 * * *")
@app.task(name="questions.dispose", queueing_lock="questions.dispose", retry=AGAIN)
def dispose(timestamp: int) -> None:
    """Each night: empty contact details whose day has come, and drop texts that nobody has touched for two months."""
    services.dispose_contacts(by=Job("disposal"))
    services.dispose_kept(by=Job("disposal"))
    beat("questions.dispose")
