"""What must not live on as if nothing had happened since the backup."""

from django.contrib.sessions.models import Session

from samspel.core import clock, log, outbox
from samspel.core.actors import Actor
from samspel.core.backup.manifest import Manifest
from samspel.core.models import Beat
from samspel.core.services import service

HELD_BACK = "held back: restored from a backup"


@service
def go_on_from(manifest: Manifest, *, hold_letters: bool, by: Actor) -> int:
    """End all sessions, and return how many letters were held back.

    Who was signed in then may not be allowed to now. Letters that waited then have mostly left since: with
    `hold_letters` they are given up, and `samspel outbox show` says so.
    """
    Session.objects.all().delete()
    held = 0
    if hold_letters:
        held = outbox.waiting().update(given_up_at=clock.now(), last_error=HELD_BACK)
    restored, _ = Beat.objects.update_or_create(job="restore", defaults={"at": clock.now()})
    log.record("restored", restored, by=by, because=f"backup of {manifest.made_at:%Y-%m-%dT%H:%MZ}")
    return held
