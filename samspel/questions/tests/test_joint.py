"""Joined questions: followed together, answered once to all who asked; nothing of anybody's own is touched."""

from collections.abc import Callable

import pytest

from samspel.accounts.who import Who
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow, OutboxMessage
from samspel.municipality.models import Service
from samspel.questions import queries, services
from samspel.questions.joining import Left, left_as_it_is
from samspel.questions.models import JointQuestion, Part, Question
from samspel.questions.rules import PartStatus, Status
from samspel.questions.services.answering import End
from samspel.questions.tests.given import again, ask, ask_by_email, department, verbs

pytestmark = pytest.mark.django_db

WhoIs = Callable[[str], Who]


def joined(by: Who, *questions: Question) -> JointQuestion:
    return services.join([one.pk for one in questions], by=by).joint


@pytest.fixture
def berga(who: WhoIs) -> Who:
    return who("coordinator.berga")


def test_two_are_joined_and_keep_their_own_last_days(berga: Who) -> None:
    one, other = ask(), ask("school")
    joint = joined(berga, one, other)
    assert again(one).joint == again(other).joint == joint
    assert (again(one).due_on, again(other).due_on) == (one.due_on, other.due_on)
    assert again(one).version == one.version
    assert verbs(one)[-1] == verbs(other)[-1] == "joined"
    assert LogRow.objects.filter(verb="question.joined").count() == 2


def test_the_asker_is_not_told_of_it(berga: Who) -> None:
    one, other = ask(), ask()
    joined(berga, one, other)
    assert "joined" not in {entry.verb for entry in queries.told_to_asker(one)}


def test_a_third_goes_to_the_same_from_whichever_of_them(berga: Who) -> None:
    one, other, third = ask(), ask(), ask()
    joint = joined(berga, one, other)
    assert joined(berga, third, other) == joint
    assert JointQuestion.objects.count() == 1


def test_its_name_holds_nothing_that_anybody_asked(berga: Who) -> None:
    joint = joined(berga, ask(subject="Hemligt"), ask(subject="Hemligt"))
    assert "Hemligt" not in joint.name
    assert "Berga" in joint.name


@pytest.mark.parametrize("username", ["coordinator.ryd", "contact.school", "partner.police", "polare.ryd", "evaluator"])
def test_who_does_not_work_with_a_question_joins_it_with_nothing(who: WhoIs, username: str) -> None:
    one, other = ask(), ask()
    with pytest.raises(Missing):
        joined(who(username), one, other)


def test_one_alone_one_that_has_ended_and_two_joint_ones_are_refused(who: WhoIs, berga: Who) -> None:
    one, other, third, fourth = ask(), ask(), ask(), ask()
    with pytest.raises(Refused):
        joined(berga, one)
    joined(berga, one, other)
    joined(berga, third, fourth)
    with pytest.raises(Refused, match=r"different|olika"):
        joined(berga, one, third)
    ended = ask()
    services.answer(ended.pk, "Lagat.", by=berga)
    with pytest.raises(Refused):
        joined(berga, one, ended)


def test_one_answer_goes_to_all_who_asked_each_in_their_own_letter(berga: Who) -> None:
    asked = [ask_by_email(language="sv"), ask_by_email(language="en"), ask()]
    joint = joined(berga, *asked)
    given = services.answer_joint(joint.pk, "Lamporna lagas på torsdag.", by=berga)
    assert {one.pk for one in given.answered} == {one.pk for one in asked}
    assert given.left == []
    assert [again(one).answer for one in asked] == ["Lamporna lagas på torsdag."] * 3
    assert {again(one).stands for one in asked} == {Status.ANSWERED}
    letters = OutboxMessage.objects.filter(kind="question.to_asker", body__contains="Lamporna lagas")
    assert sorted(letters.values_list("about_id", flat=True)) == sorted(str(one.pk) for one in asked[:2])
    subjects = dict(letters.values_list("about_id", "subject"))
    assert subjects[str(asked[0].pk)].startswith("Svar på")
    assert subjects[str(asked[1].pk)].startswith("Answer to")
    assert [queries.told_to_asker(one)[0].verb for one in asked] == ["answered"] * 3


def test_it_ends_guided_on_for_all_of_them(berga: Who) -> None:
    asked = [ask(), ask()]
    service = Service.objects.get(code="landlord")
    services.answer_joint(joined(berga, *asked).pk, "Ring dem.", End(Status.GUIDED, service), by=berga)
    assert {again(one).guided_service for one in asked} == {service}


def test_what_one_may_not_answer_is_left_as_it_is_and_told(who: WhoIs, berga: Who) -> None:
    mine, theirs, ended, hidden = ask(), ask("school"), ask(), ask(area="ryd")
    centre = who("contactcentre")
    joint = joined(centre, mine, theirs, ended, hidden)
    services.answer(ended.pk, "Redan lagat.", by=berga)
    given = services.answer_joint(joint.pk, "Lagas.", by=who("contact.urban"))
    assert {one.pk for one in given.answered} == {mine.pk, hidden.pk}
    assert {one.pk: why for one, why in given.left} == {ended.pk: Left.ENDED}
    assert given.unseen == 1
    assert again(theirs).is_open
    assert again(ended).answer == "Redan lagat."


def test_what_is_one_askers_own_is_not_touched(berga: Who) -> None:
    plain, asked_back, shared = ask(), ask(), ask()
    services.ask_back(asked_back.pk, "Vilken port?", by=berga)
    services.add_department(shared.pk, department("education"), by=berga)
    joint = joined(berga, plain, asked_back, shared)
    given = services.answer_joint(joint.pk, "Lagas.", by=berga)
    assert [one.pk for one in given.answered] == [plain.pk]
    assert {one.pk: why for one, why in given.left} == {asked_back.pk: Left.WAITS, shared.pk: Left.OTHERS_OWE}
    assert Part.objects.get(question=shared, leads=False).stands is PartStatus.NEW


def test_an_answer_that_reaches_nobody_is_refused(who: WhoIs) -> None:
    joint = joined(who("contactcentre"), ask("school"), ask("school"))
    with pytest.raises(Missing):
        services.answer_joint(joint.pk, "Lagas.", by=who("contact.urban"))
    with pytest.raises(Refused):
        services.answer_joint(joint.pk, "Lagas.", by=who("contactcentre"))


def test_what_was_joined_since_it_was_read_is_told_before_it_is_answered(berga: Who) -> None:
    one, other, late = ask(), ask(), ask()
    joint = joined(berga, one, other)
    read = JointQuestion.objects.get().version
    joined(berga, one, late)
    with pytest.raises(Stale):
        services.answer_joint(joint.pk, "Lagas.", by=berga, version=read)
    assert again(one).is_open


def test_who_joins_after_the_answer_is_told(berga: Who) -> None:
    one, other, late = ask(), ask(), ask()
    joint = joined(berga, one, other)
    services.answer_joint(joint.pk, "Lagas.", by=berga)
    came = services.join([late.pk], by=berga, joint=joint.pk)
    assert came.late
    assert again(late).is_open
    services.answer_joint(joint.pk, "Lagas.", by=berga)
    assert again(late).answer == "Lagas."


def test_a_question_leaves_with_a_reason_and_goes_on_alone(berga: Who) -> None:
    one, other = ask(), ask()
    joined(berga, one, other)
    with pytest.raises(Refused):
        services.leave(one.pk, "  ", by=berga)
    services.leave(one.pk, "Det är en annan tunnel.", by=berga)
    assert again(one).joint is None
    assert again(one).due_on == one.due_on
    last = one.entries.order_by("-at", "-pk")[0]
    assert (last.verb, last.text, last.public) == ("left", "Det är en annan tunnel.", False)
    with pytest.raises(Missing):
        services.leave(one.pk, "En gång till.", by=berga)


def test_a_merging_is_taken_back(berga: Who) -> None:
    one, other, third, fourth = ask(), ask(), ask(), ask()
    first, second = joined(berga, one, other), joined(berga, third, fourth)
    services.merge(first.pk, second.pk, by=berga)
    assert {again(each).joint for each in (one, other, third, fourth)} == {second}
    added = ask()
    services.join([added.pk], by=berga, joint=second.pk)
    services.unmerge(first.pk, by=berga)
    assert {again(each).joint for each in (one, other)} == {first}
    assert {again(each).joint for each in (third, fourth, added)} == {second}


def test_who_does_not_see_all_of_it_merges_and_renames_nothing(who: WhoIs, berga: Who) -> None:
    centre = who("contactcentre")
    first, second = joined(centre, ask(), ask(area="ryd")), joined(berga, ask(), ask())
    with pytest.raises(Refused):
        services.merge(first.pk, second.pk, by=berga)
    with pytest.raises(Refused):
        services.rename(first.pk, "Tunneln", by=berga)
    services.merge(first.pk, second.pk, by=centre)


def test_one_sees_ones_own_questions_of_it_and_how_many_others_there_are(who: WhoIs) -> None:
    seen, hidden = ask(subject="Sedd"), ask(subject="Dold", area="ryd")
    joint = joined(who("contactcentre"), seen, hidden)
    page = queries.joint(who("coordinator.berga"), joint.pk)
    assert [one.pk for one in page.questions] == [seen.pk]
    assert (page.hidden, page.count) == (1, 2)
    for username in ("contact.school", "polare.ryd", "partner.police", "duty.officer", "admin"):
        with pytest.raises(Missing):
            queries.joint(who(username), joint.pk)


def test_the_list_counts_what_one_may_see(who: WhoIs) -> None:
    joined(who("contactcentre"), ask(), ask(), ask(area="ryd"))
    counted = {name: [(one.count, one.open) for one in queries.joints(who(name))] for name in ("coordinator.berga",)}
    assert counted == {"coordinator.berga": [(2, 2)]}
    assert queries.joints(who("coordinator.berga"), ended=True) == []


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("may_end", [True, False])
def test_only_an_open_question_that_waits_for_nobody_is_answered_with_others(status: Status, may_end: bool) -> None:
    left = left_as_it_is(status, [], may_end=may_end)
    answered = status in {Status.NEW, Status.ACCEPTED, Status.REOPENED} and may_end
    assert (left is None) is answered
