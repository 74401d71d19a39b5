"""The ground's jobs."""

from uuid import UUID

from asgiref.sync import sync_to_async

from samspel.core import chain, jobs, limits, once, outbox
from samspel.core.imports import disposing, work
from samspel.core.jobs import AGAIN, app, beat


@app.task(name=outbox.DELIVER, queue="outbox")
def deliver(message_id: int) -> None:
    """Hand over one message, at once."""
    outbox.hand_over(message_id)


@app.periodic(cron="* * * * *")
@app.task(name="core.sweep_outbox", queue="outbox", queueing_lock="core.sweep_outbox")
def sweep_outbox(timestamp: int) -> None:
    """Every minute: hand over what is due, again and again until it is taken."""
    outbox.hand_over_due()
    beat("core.sweep_outbox")


@app.periodic(cron="* * * * *")
@app.task(name="core.seal_log", queueing_lock="core.seal_log")
def seal_log(timestamp: int) -> None:
    """Every minute: seal what was logged, and publish the head that it gave by every way but letters."""
    sealed = chain.seal_log()
    beat("core.seal_log")
    if sealed:
        chain.publish(by_letter=False)


@app.periodic(cron="7 * * * *")
@app.task(name="core.publish_head", queueing_lock="core.publish_head", retry=AGAIN)
def publish_head(timestamp: int) -> None:
    """Every hour: publish how far the log has come, by every way, whether it moved or not."""
    chain.publish()
    beat("core.publish_head")


@app.periodic(cron="17 3 * * *")
@app.task(name="core.tidy", queueing_lock="core.tidy", retry=AGAIN)
def tidy(timestamp: int) -> None:
    """Every night: forget old receipts and counts, empty old letters."""
    once.forget_old()
    limits.forget_old()
    outbox.dispose_old()
    disposing.dispose_old()
    beat("core.tidy")


@app.task(name="core.check_import", queue="imports", retry=AGAIN)
def check_import(pk: str) -> None:
    """Try every row of a file that was sent."""
    work.check(UUID(pk))


@app.task(name="core.take_import", queue="imports", retry=AGAIN)
def take_import(pk: str) -> None:
    """Take in the sound rows of a file."""
    work.take(UUID(pk))


@app.periodic(cron="* * * * *")
@app.task(name="core.retry_stalled", queueing_lock="core.retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Every minute: give the jobs of a worker that was killed to another."""
    await jobs.retry_stalled()
    await sync_to_async(beat)("core.retry_stalled")


@app.periodic(cron="47 3 * * *")
@app.task(name="core.forget_jobs", queueing_lock="core.forget_jobs", retry=AGAIN)
async def forget_jobs(timestamp: int) -> None:
    """Every night: drop the jobs that were finished some days ago."""
    await jobs.forget_old()
    await sync_to_async(beat)("core.forget_jobs")
