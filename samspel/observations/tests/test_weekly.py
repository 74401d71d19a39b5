"""The weekly picture: written with one click, edited, sent to those who should have it, kept as it was."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import translation

from samspel.accounts.models import User
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow, OutboxMessage
from samspel.core.thread import kinds as kinds_of_things
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Body, Department
from samspel.observations.drawn.page import drawn
from samspel.observations.figures import Sight
from samspel.observations.frozen import frozen, thawed
from samspel.observations.models import WeeklyPicture
from samspel.observations.queries import weekly as read
from samspel.observations.queries.week import told
from samspel.observations.services import weekly as services
from samspel.observations.services.weekly import Words
from samspel.observations.tests.weeks import WEEK, area, moment, one, seen
from samspel.observations.week import PictureState, PictureStep, after
from tests.cast import ClientAs

pytestmark = pytest.mark.django_db
Whos = Callable[[str], Who]


def body(code: str) -> Body:
    """A body by its code."""
    return next(found for found in municipality.bodies() if found.code == code)


def department(code: str) -> Department:
    """A department by its code."""
    return municipality.department(code)


@pytest.fixture
def berga(cast: object) -> Area:
    """An area with something to write about."""
    where = area("berga")
    seen([one(where, moment(WEEK, 4, 21), pin=(58.4, 15.62)) for _ in range(4)])
    return where


@pytest.fixture
def draft(berga: Area, who: Whos) -> WeeklyPicture:
    """What the coordinator has begun."""
    return services.write(WEEK, berga, by=who("coordinator.berga"))


def again(picture: WeeklyPicture) -> WeeklyPicture:
    """As it stands now."""
    return WeeklyPicture.objects.get(pk=picture.pk)


@pytest.mark.parametrize("state", PictureState)
@pytest.mark.parametrize("step", PictureStep)
def test_what_was_sent_keeps_its_words(state: PictureState, step: PictureStep) -> None:
    found = after(state, step)
    if state is PictureState.WITHDRAWN:
        assert found is None
    if state is PictureState.SENT:
        assert found in {None, PictureState.SENT, PictureState.WITHDRAWN}
        assert (found is None) == (step in {PictureStep.EDIT, PictureStep.FREEZE})


def test_one_click_writes_what_the_figures_say(draft: WeeklyPicture) -> None:
    assert draft.stands is PictureState.DRAFT
    assert draft.headline
    assert thawed(draft.figures).total.least == 4
    assert LogRow.objects.filter(verb="weekly.written", object_id=str(draft.pk)).exists()


def test_a_second_click_comes_to_the_same_picture(draft: WeeklyPicture, who: Whos, berga: Area) -> None:
    assert services.write(WEEK, berga, by=who("security.head")).pk == draft.pk


def test_the_figures_stay_as_they_were_until_taken_anew(draft: WeeklyPicture, who: Whos, berga: Area) -> None:
    seen([one(berga, moment(WEEK, 5, 10))])
    assert thawed(again(draft).figures).total.least == 4
    services.freeze(draft.pk, by=who("coordinator.berga"))
    assert thawed(again(draft).figures).total.least == 5


def test_figures_are_the_same_when_read_again(berga: Area) -> None:
    figures = told(WEEK, berga, Sight.NO_SMALL)
    with translation.override("en"):
        before, then = drawn(figures), drawn(thawed(frozen(figures)))
    assert (then.statement, then.news, then.heat, then.squares) == (
        before.statement, before.news, before.heat, before.squares,
    )  # fmt: skip


def test_no_small_number_at_a_place_is_kept_in_it(cast: object, who: Whos) -> None:
    seen([one(area("ryd"), moment(WEEK, 4, 21), pin=(58.41, 15.57)) for _ in range(2)])
    picture = services.write(WEEK, area("ryd"), by=who("coordinator.ryd"))
    assert picture.figures["cells"] == []


@pytest.mark.parametrize(
    ("username", "where", "may"),
    [
        ("coordinator.berga", "berga", True),
        ("district.berga", "berga", True),
        ("coordinator.berga", "ryd", False),
        ("coordinator.berga", "", False),
        ("security.head", "", True),
        ("member.coordination", "", True),
        ("convenor.coordination", "ryd", True),
        ("member.steering", "berga", False),
        ("host.berga", "berga", False),
        ("contact.school", "berga", False),
        ("evaluator", "berga", False),
        ("polare.ryd", "ryd", False),
        ("partner.police", "", False),
        ("outsider", "", False),
    ],
)
def test_who_writes_which_week(who: Whos, username: str, where: str, may: bool) -> None:
    chosen = area(where) if where else None
    if may:
        assert services.write(WEEK, chosen, by=who(username)).area == chosen
    else:
        with pytest.raises(Missing):
            services.write(WEEK, chosen, by=who(username))


def test_two_who_edit_at_once_lose_nothing(draft: WeeklyPicture, who: Whos) -> None:
    services.edit(draft.pk, Words("Mörkret driver veckan"), by=who("coordinator.berga"), version=draft.version)
    with pytest.raises(Stale):
        services.edit(draft.pk, Words("En lugn vecka"), by=who("district.berga"), version=draft.version)
    assert again(draft).headline == "Mörkret driver veckan"


def test_a_week_needs_its_sentence(draft: WeeklyPicture, who: Whos) -> None:
    with pytest.raises(Refused):
        services.edit(draft.pk, Words("  "), by=who("coordinator.berga"))


def test_it_is_sent_to_those_who_should_have_it_once(draft: WeeklyPicture, who: Whos) -> None:
    by = who("coordinator.berga")
    services.send(draft.pk, [body("coordination")], [department("education")], by=by)
    letters = OutboxMessage.objects.filter(kind="weekly.sent")
    to = set(letters.values_list("to", flat=True))
    assert {"convenor.coordination@example.org", "member.coordination@example.org"} <= to
    assert "contact.school@example.org" in to
    assert not letters.filter(body__contains=draft.headline).exists()
    count = letters.count()
    services.send(draft.pk, [body("coordination")], [], by=by)
    assert letters.count() == count


def test_nobody_chosen_is_nobody_sent_to(draft: WeeklyPicture, who: Whos) -> None:
    with pytest.raises(Refused):
        services.send(draft.pk, [], [], by=who("coordinator.berga"))


def test_what_was_sent_is_read_by_all_who_read_observations_and_a_draft_by_its_writers(
    draft: WeeklyPicture, who: Whos
) -> None:
    sees_sent = {"coordinator.berga", "coordinator.ryd", "host.berga", "contact.school"}

    def readers() -> set[str]:
        return {
            name
            for name in (
                "coordinator.berga",
                "coordinator.ryd",
                "host.berga",
                "contact.school",
                "polare.ryd",
                "outsider",
            )
            if read.visible_weeklies(who(name)).exists()
        }

    assert readers() == {"coordinator.berga"}
    services.send(draft.pk, [body("coordination")], [], by=who("coordinator.berga"))
    assert readers() == sees_sent


def test_it_stands_on_the_first_page_of_those_who_got_it(draft: WeeklyPicture, who: Whos, client_as: ClientAs) -> None:
    assert draft.headline in client_as("coordinator.berga").get("/").content.decode()
    assert draft.headline not in client_as("contact.school").get("/").content.decode()
    services.send(draft.pk, [], [department("education")], by=who("coordinator.berga"))
    assert draft.headline in client_as("contact.school").get("/").content.decode()
    assert draft.headline not in client_as("contact.social").get("/").content.decode()


def test_after_a_fortnight_it_is_no_news(draft: WeeklyPicture, who: Whos) -> None:
    services.send(draft.pk, [], [department("education")], by=who("coordinator.berga"))
    assert read.for_today(who("contact.school"))
    with clock.at(clock.now() + read.NEWS * 1.01):
        assert not read.for_today(who("contact.school"))


def test_a_withdrawn_one_is_kept_and_the_week_is_written_anew(draft: WeeklyPicture, who: Whos, berga: Area) -> None:
    by = who("coordinator.berga")
    services.withdraw(draft.pk, by=by)
    assert services.write(WEEK, berga, by=by).pk != draft.pk
    assert again(draft).stands is PictureState.WITHDRAWN
    with pytest.raises(Refused):
        services.edit(draft.pk, Words("Igen"), by=by)


def test_the_evaluator_reads_it_without_persons(draft: WeeklyPicture, who: Whos) -> None:
    by = who("coordinator.berga")
    services.edit(draft.pk, Words("Ring 070-174 06 05", "Mejla nn@example.org"), by=by)
    services.send(draft.pk, [body("coordination")], [], by=by)
    found = read.weekly(who("evaluator"), draft.pk)
    assert "070" not in found.headline
    assert "nn@" not in found.lead


# ---------- The pages


def post(client: Client, address: str, **data: object) -> object:
    """Send a form with a key of its own."""
    return client.post(address, {"key": uuid4().hex, **data})


def test_from_click_to_letter_through_the_pages(berga: Area, client_as: ClientAs) -> None:
    client = client_as("coordinator.berga", language="en")
    begun = client.post(f"/observations/week/write/?week={WEEK}&area=berga", {"key": uuid4().hex})
    picture = WeeklyPicture.objects.get()
    assert begun["Location"] == f"/observations/week/pictures/{picture.pk}/edit/"
    form = {"headline": "Darkness drives the week", "lead": "Most of it in the tunnel.", "text": "", "version": 1}
    assert client.post(begun["Location"], {"key": uuid4().hex, **form}).status_code == 302
    assert client.post(begun["Location"], {"key": uuid4().hex, **form}).status_code == 409
    sent = client.post(
        f"/observations/week/pictures/{picture.pk}/send/",
        {"key": uuid4().hex, "bodies": ["coordination"], "departments": ["education"], "version": 2},
    )
    assert sent.status_code == 302
    page = client.get(sent["Location"]).content.decode()
    assert "Darkness drives the week" in page
    assert "Sent to" in page
    assert "Darkness drives the week" in client.get("/observations/week/pictures/").content.decode()
    assert "Darkness drives the week" in client.get(f"/observations/week/?week={WEEK}&area=berga").content.decode()


def test_what_looks_like_a_person_is_pointed_out(draft: WeeklyPicture, client_as: ClientAs) -> None:
    client = client_as("coordinator.berga", language="en")
    address = f"/observations/week/pictures/{draft.pk}/edit/"
    answer = client.post(address, {"key": uuid4().hex, "headline": "Ring 070-174 06 05", "version": draft.version})
    assert answer.status_code == 422
    assert "personal data" in answer.content.decode()


@pytest.mark.parametrize("act", ["edit", "send", "freeze", "withdraw"])
def test_another_areas_coordinator_has_no_such_page(draft: WeeklyPicture, client_as: ClientAs, act: str) -> None:
    address = f"/observations/week/pictures/{draft.pk}/{act}/"
    assert client_as("coordinator.ryd").post(address, {"key": uuid4().hex}).status_code == 404
    assert again(draft).stands is PictureState.DRAFT


def test_nothing_stands_where_nothing_is(client_as: ClientAs) -> None:
    assert client_as("evaluator").get(f"/observations/week/pictures/{UUID(int=0)}/").status_code == 404


# ---------- On the thread, on the area's page and in the API


def test_it_is_a_thing_on_the_thread_for_those_who_may_read_it(draft: WeeklyPicture, who: Whos) -> None:
    nodes = kinds_of_things()["weekly"].nodes
    (node,) = nodes([str(draft.pk), "no id"], who("coordinator.berga"))
    assert node.label == draft.headline
    assert list(nodes([str(draft.pk)], who("contact.school"))) == []


def test_other_systems_read_the_week(berga: Area, cast: dict[str, User]) -> None:
    from samspel.accounts import services as accounts
    from samspel.accounts.rules import TokenScope
    from samspel.core.actors import Operator

    _token, secret = accounts.issue_token(
        cast["coordinator.berga"], name="t", scopes=[TokenScope.OBSERVATIONS_READ], by=Operator(), days=2
    )
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    found = client.get(f"/api/v1/observations/week?week={WEEK}&area=berga").json()
    assert (found["week"], found["area"], found["total"]["count"]) == (str(WEEK), "berga", 4)
    assert found["hours"] == [{"weekday": 5, "hour": 21, "count": 4, "least": 4, "most": 4, "above": False}]
    assert sum(kind["count"] for kind in found["kinds"]) == 4
    assert client.get("/api/v1/observations/week?week=2026-W99").status_code == 422
    assert client.get("/api/v1/observations/week?area=nowhere").status_code == 422


def test_figures_are_taken_anew_and_the_picture_withdrawn_from_one_page(
    draft: WeeklyPicture, client_as: ClientAs
) -> None:
    client = client_as("coordinator.berga", language="en")
    page = client.get(f"/observations/week/pictures/{draft.pk}/")
    keys = [page.context[name]["key"].value() for name in ("freeze_form", "withdraw_form")]
    for act, key in zip(("freeze", "withdraw"), keys, strict=True):
        assert client.post(f"/observations/week/pictures/{draft.pk}/{act}/", {"key": key}).status_code == 302
    assert again(draft).stands is PictureState.WITHDRAWN
