"""The life of one question: routed, taken, perhaps returned, answered, and sometimes not solved."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from demo import content
from demo.asking import Planned, incoming
from demo.content import AskBack
from demo.house import House
from demo.places import Where, slots
from demo.timeline import Life
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.questions import services
from samspel.questions.models import Part, Question, ReplyBy
from samspel.questions.rules import AT_WORK, PartStatus, Status
from samspel.questions.services import Asker
from samspel.questions.services.answering import End

Step = tuple[datetime, Callable[[], object]]


class Story:
    """One question and everybody who does something with it. Each part of its life says when it goes on."""

    def __init__(self, house: House, planned: Planned) -> None:
        self.house = house
        self.planned = planned
        self.script = planned.script
        self.chance = house.chance_of("story", house.today, planned.number)
        self.where = Where(planned.area, house.areas[planned.area].name, self.chance)
        self.at_a_place = bool(slots(self.script.text[planned.variant]))
        self.until = planned.state
        self.late = not self.until and self.chance.random() < 0.11

    def life(self) -> Life:
        """From the question to its end, or to the state that it is to be in today."""
        came = incoming(self.house, self.planned, self.where, self.chance)
        self.question = services.ask(came.asked, by=came.by)
        if self.until == "new":
            return
        yield from self._sort_out()
        yield from self._involve()
        if self.until in {"accepted", "returned"}:
            return
        yield from self._talk()
        if self.until == "waiting":
            return
        yield from self._write_parts()
        if self.until in {"parts", "draft"}:
            self._draft()
            return
        yield self._answer_time()
        yield from self._finish()
        if self.until != "ended":
            yield from self._afterwards()

    # --- Time

    def _soon(self, hours: float) -> datetime:
        """So many office hours from now; what is to be done before today squeezes into the time there is."""
        now = clock.now()
        then = self.house.office.after(now, hours)
        if self.until and then >= self.house.ends - timedelta(minutes=20):
            return now + (self.house.ends - now) * 0.3
        return then

    def _between(self, least: float, most: float) -> datetime:
        return self._soon(self.chance.uniform(least, most))

    def _each(self, steps: list[Step]) -> Iterator[datetime]:
        """Do each step at its moment, the earliest first."""
        for moment, do in sorted(steps, key=lambda step: step[0]):
            yield moment
            do()

    # --- Who

    def _due(self) -> date:
        return Question.objects.values_list("due_on", flat=True).get(pk=self.question.pk)

    def _parts(self) -> list[Part]:
        return list(Part.objects.filter(question=self.question).select_related("department").order_by("-leads", "pk"))

    def _lead(self) -> Part:
        return next(part for part in self._parts() if part.leads)

    def _contact(self, part: Part) -> Who:
        return self.house.people.contact(part.department.code)

    @property
    def _coordinator(self) -> Who:
        return self.house.people.who(f"coordinator.{self.house.teams[self.planned.area]}")

    # --- Where it belongs

    def _sort_out(self) -> Life:
        """A question without a matter, or with a wrong one, gets to those who answer for it."""
        right = self.house.matters[self.script.matter]
        if self.planned.matter is None:
            yield self._between(0.3, 5)
            if self.script.matter != "other":
                self.question = services.change_matter(
                    self.question.pk, right, by=self.house.people.who("contactcentre")
                )
        elif self.planned.matter != self.script.matter:
            yield from self._return_wrong(right.code)
        if self.script.forward:
            yield self._between(0.3, 6)
            lead = self._lead()
            to = self.house.departments[self.script.forward.to]
            services.forward(lead.pk, to, self.script.forward.why, by=self._contact(lead))

    def _return_wrong(self, matter: str) -> Life:
        yield self._between(1, 9)
        lead = self._lead()
        going = services.preview(self.house.matters[matter], self.house.areas[self.planned.area], "resident")
        right = going.departments[0]
        if right == lead.department:
            return
        why = content.phrases().returned_why[lead.department.code]
        services.return_part(lead.pk, right, why, by=self._contact(lead))
        if self.chance.random() < 0.6:
            yield self._between(0.5, 4)
            services.change_matter(self.question.pk, self.house.matters[matter], by=self._contact(self._lead()))

    # --- Who helps

    def _involve(self) -> Life:
        """Those concerned are added, take their parts or return them; and somebody writes a note."""
        yield from self._add()
        while new := [part for part in self._parts() if part.stands is PartStatus.NEW]:
            yield from self._each([self._taken(part) for part in new])
            if self.script.returned is None:
                break
        if self.until == "returned":
            yield from self._go_round()
        if self.script.note or self.chance.random() < 0.25:
            yield self._between(0.4, 6)
            phrases = content.phrases()
            note = self.script.note or self.chance.choice(phrases.place_notes if self.at_a_place else phrases.notes)
            services.note(self.question.pk, note, by=self._coordinator)

    def _add(self) -> Life:
        if not self.script.also and not self.script.returned:
            return
        there = {part.department.code for part in self._parts()}
        missing = [code for code in self.script.also if code not in there]
        if self.script.returned and self.script.returned.sender not in {*there, *missing}:
            missing.append(self.script.returned.sender)
        if missing:
            yield self._between(0.4, 5)
        for code in missing:
            services.add_department(self.question.pk, self.house.departments[code], by=self._coordinator)

    def _taken(self, part: Part) -> Step:
        hours = self.chance.uniform(0.4, 8) if self.chance.random() < 0.87 else self.chance.uniform(11, 24)
        returned = self.script.returned
        if returned and returned.sender == part.department.code:
            to = self.house.departments[returned.to]
            return self._soon(hours), lambda: services.return_part(part.pk, to, returned.why, by=self._contact(part))
        return self._soon(hours), lambda: services.accept(part.pk, by=self._contact(part))

    def _go_round(self) -> Life:
        """The second one returns it too, to the first: it goes by the last row, and the coordinator must decide."""
        yield self._between(1, 3)
        lead = self._lead()
        first = next(part.department for part in self._parts() if part.stands is PartStatus.RETURNED)
        why = content.phrases().returned_why[lead.department.code]
        services.return_part(lead.pk, first, why, by=self._contact(lead))

    # --- What is said

    def _talk(self) -> Life:
        """Sometimes the asker is asked something, and most reply."""
        phrases = content.phrases()
        likely = 0.75 if self.script.ask else 0.07 * self.at_a_place
        asks = self.until == "waiting" or (not self.until and self.chance.random() < likely)
        foreign = self.script.language != "sv" and not self.script.ask
        if not asks or foreign or self.question.reply_by == ReplyBy.NONE:
            return
        ask = self.script.ask or self.chance.choice(phrases.place_ask_back if self.at_a_place else phrases.ask_back)
        yield self._between(0.5, 6)
        services.ask_back(self.question.pk, ask.question, by=self._contact(self._lead()))
        if self.until != "waiting":
            yield from self._reply(ask)

    def _reply(self, ask: AskBack) -> Life:
        yield clock.now() + timedelta(hours=self.chance.uniform(2, 60))
        services.reply(ask.reply, by=Asker(self.question.pk))

    def _write_parts(self) -> Life:
        """Where several have a part each writes its answer; the one who leads, last."""
        at_work = [part for part in self._parts() if part.stands in AT_WORK]
        if len(at_work) == 1:
            return
        if self.until:
            at_work = [part for part in at_work if not part.leads]
        yield from self._each([self._written(part) for part in at_work])

    def _written(self, part: Part) -> Step:
        text = self.script.also.get(part.department.code, "")
        if part.leads or not text:
            text = self.script.lead if part.leads and self.script.lead else self._some_answer(part)
        hours = self.chance.uniform(10, 16) if part.leads else self.chance.uniform(1, 12)
        words = self.where.tell(text)
        return self._soon(hours), lambda: services.answer_part(part.pk, words, by=self._contact(part))

    def _some_answer(self, part: Part) -> str:
        return self.chance.choice(content.phrases().part_answers[part.department.code])

    def _draft(self) -> None:
        if self.until == "draft":
            text = self.where.tell(self.script.answer)
            for by in (self._contact(self._lead()), self._coordinator):
                services.save_draft(self.question.pk, text[: int(len(text) * 0.8)], by=by)

    # --- How it ends

    def _answer_time(self) -> datetime:
        """Most answers come in time, some on the last day, and some late."""
        calendar, due = self.house.office.calendar, self._due()
        earliest = self._between(0.4, 4)
        if self.until:
            return earliest
        if self.late:
            day = calendar.add_working_days(due, self.chance.choice((1, 1, 2, 3, 5)))
        else:
            left = calendar.working_days_between(clock.local(earliest).date(), due)
            day = (
                due
                if self.chance.random() < 0.16
                else calendar.add_working_days(clock.local(earliest).date(), self.chance.randint(0, max(left, 0)))
            )
        return max(earliest, self.house.office.on(day))

    def _finish(self) -> Life:
        at_work = [part for part in self._parts() if part.stands in AT_WORK]
        by = self._contact(next(part for part in at_work if part.leads))
        if self.question.reply_by == ReplyBy.PHONE and self.chance.random() < 0.7:
            services.look_at_contact(self.question.pk, by=by)
            yield clock.now() + timedelta(minutes=self.chance.uniform(4, 25))
        if len(at_work) > 1 and self.chance.random() < 0.4:
            by = self._coordinator
        services.answer(self.question.pk, self._answer(), self._end(), by=by)

    def _answer(self) -> str:
        text = self.where.tell(self.script.answer)
        if self.late and text.startswith("Hej! "):
            return f"Hej! {self.chance.choice(content.phrases().late)} {text[5:]}"
        return text

    def _end(self) -> End:
        status = Status(self.script.end)
        return End(status, service=self.house.services.get(self.script.to), because=self.script.because)

    def _afterwards(self) -> Life:
        """The asker says that it is solved, or that it isn't and then it comes back; or nothing."""
        if self.question.reply_by == ReplyBy.NONE or self.script.end == "unreachable":
            return
        yield self._between(0.5, 3) if self.until else clock.now() + timedelta(hours=self.chance.uniform(5, 200))
        likely = 0.4 if self.script.unsolved else 0.03 * self.at_a_place
        if self.until == "reopened" or self.chance.random() < likely:
            yield from self._come_back()
        elif self.chance.random() < 0.45:
            services.solved(by=Asker(self.question.pk))

    def _come_back(self) -> Life:
        other = self.chance.choice(content.phrases().unsolved)
        text, again = self.script.unsolved or other.text, self.script.again or other.again
        services.not_solved(text, by=Asker(self.question.pk))
        if self.until:
            return
        yield self._between(4, 24)
        services.answer(self.question.pk, self.where.tell(again), by=self._contact(self._lead()))
        if self.chance.random() < 0.6:
            yield clock.now() + timedelta(days=self.chance.uniform(1, 9))
            services.solved(by=Asker(self.question.pk))
