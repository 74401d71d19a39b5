"""What somebody wrote goes in time, unless it is held; what is counted stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from samspel.accounts.who import Who
from samspel.core import clock, disposal
from samspel.core.actors import Job
from samspel.core.models import Disposal, LegalHold
from samspel.observations import pictures, services
from samspel.observations.models import Observation, Picture
from samspel.observations.services import Where
from samspel.observations.services.disposing import KIND, RULE
from samspel.observations.tests.given import berga, photo, told

pytestmark = pytest.mark.django_db
Whos = Callable[[str], Who]
BY = Job("disposal")


@pytest.fixture
def old(db: None) -> Observation:
    """One from more than two years ago, with words and a picture."""
    with clock.at(clock.now() - timedelta(days=750)):
        where = Where(area=berga(), place_text="Gångtunneln")
        return told(Job("tests"), text="Glas", where=where, picture=pictures.drawn(photo()))


def test_words_and_picture_go_and_what_is_counted_stays(old: Observation, who: Whos) -> None:
    new = told(who("host.berga"), text="Nytt")
    assert services.dispose_written(by=BY) == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.text, old.place_text, Picture.objects.count(), new.text) == ("", "", 0, "Nytt")
    assert (old.area, old.kind.code, old.state) == (berga(), "damage", "reported")
    assert Disposal.objects.get(rule=RULE).object_ids == [str(old.pk)]
    assert services.dispose_written(by=BY) == 0


def test_what_is_held_stays_and_is_told_as_held(old: Observation) -> None:
    LegalHold.objects.create(
        object_kind=KIND, object_id=str(old.pk), label="Prov", reason="Begäran", until=clock.today(), at=clock.now(),
        actor_label="Prov",
    )  # fmt: skip
    rule = next(one for one in disposal.rules() if one.code == RULE)
    assert services.dispose_written(by=BY) == 0
    assert [(one.id, one.held) for one in rule.due(clock.today())] == [(str(old.pk), True)]
    assert "24" in rule.says()


def test_nothing_is_due_before_its_day(who: Whos) -> None:
    told(who("host.berga"), text="Nytt")
    rule = next(one for one in disposal.rules() if one.code == RULE)
    assert list(rule.due(clock.today() + timedelta(days=700))) == []
    assert len(list(rule.due(clock.today() + timedelta(days=740)))) == 1
