"""What the picture of a plan shows: one lane a step, from the step before it to its latest safe day."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.ask.planning.value import Plan
from gaf_rules.evaluate.basis import Held
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words
from gaf_rules.show.pictures.scene import Block, DayMark, Lane, Scene, span, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.ask.planning.value import PlanStep
    from gaf_rules.values.texts import Lang

__all__ = ["plan_scene"]


def plan_scene(plan: Plan, held: Held, lang: Lang = "zh") -> Scene:
    """What the picture of a plan shows.

    Arguments:
        plan: the plan.
        held: its case, the calendar to shade by, the guideline for its words.
        lang: ``"zh"`` or ``"en"``.
    """
    words = _PlanWords(plan, Words(lang, held.guideline), held)
    lanes = tuple(words.lanes())
    marks = (DayMark(number=1, on=plan.wish, text=plan.wished(lang)),)
    days = [] if plan.as_of is None else [plan.as_of]
    first, last = span(days, lanes, marks)
    return Scene(
        lang=lang,
        name=words.name(),
        notes=tuple(clean(remark) for remark in plan.remarks(lang)),
        title=words.title(),
        description=words.description(lanes),
        first=first,
        last=last,
        as_of=plan.as_of,
        # In the order of the steps, not by bearer: who waits for whom is what a plan is read for.
        blocks=tuple(
            Block(name=words.words.role(bearer), lanes=tuple(run))
            for bearer, run in groupby(lanes, key=lambda lane: lane.bearer)
        ),
        marks=marks,
        stretches=tuple(stretches(held.calendar, first, last, lang)),
        is_plan=True,
    )


@frozen
class _PlanWords:
    """Turns the parts of a plan into what is shown of them."""

    plan: Plan
    words: Words
    held: Held

    def name(self) -> str:
        case = self.held.case
        return clean((None if case is None else case.app.name) or "")

    def title(self) -> str:
        headline = self.plan.headline(self.words.lang)
        # The id of an app alone is a digest, which says nothing to anybody.
        return headline if self.plan.is_of_app else f"{clean(self.plan.case)} · {headline}"

    def description(self, lanes: tuple[Lane, ...]) -> str:
        say = self.words.say
        parts = list(self.plan.remarks(self.words.lang))
        parts += [
            say(
                f"{self.words.role(lane.bearer)}：{lane.title}，{lane.detail}",
                f"{self.words.role(lane.bearer)}: {lane.title}, {lane.detail}",
            )
            for lane in lanes
        ]
        return say("；", "; ").join(parts)

    def lanes(self) -> Iterator[Lane]:
        before: date | None = None
        for number, step in enumerate(self.plan.steps, 1):
            yield self._lane(number, step, step.on if before is None else before)
            before = step.on if step.done_on is None else step.done_on

    def _lane(self, number: int, step: PlanStep, before: date) -> Lane:
        as_of, done = self.plan.as_of, step.done_on
        start = min(before, step.on if done is None else done)
        late = done is None and as_of is not None and step.on < as_of
        until = start if done is None else done
        if late and as_of is not None:
            until = as_of
        act = self.words.of("act", step.act)
        return Lane(
            bearer=step.bearer,
            clause=step.clause,
            title=self.words.say(
                f"第 {number} 步：{step.clause} {act}", f"Step {number}: {step.clause} {act}"
            ),
            detail=self.words.say("，", ", ").join(self._detail(step)),
            start=start,
            due=step.on,
            safe=None if done is not None else step.realistic_on,
            earliest=None if step.is_certain else step.earliest,
            latest=None if step.is_certain else step.latest,
            until=until,
            done=done,
            look="late" if late else "open" if done is None else "met",
            backward=False,
            dead=False,
        )

    def _detail(self, step: PlanStep) -> Iterator[str]:
        w = self.words
        if step.done_on is not None:
            yield w.say(f"已于 {step.done_on}", f"done {step.done_on}")
            return
        day = w.day(step.on)
        yield w.say(f"最迟 {day}", f"by {day}")
        if not step.is_certain:
            yield w.say(f"区间至 {step.latest}", f"interval to {step.latest}")
        if step.working_days is not None:
            days = w.working_days(step.working_days)
            yield w.say(f"期限 {days}", f"period {days}")
        elif step.assumed:
            days = w.working_days(step.assumed)
            yield w.say(f"预留 {days}", f"{days} allowed")
        if step.realistic_on is not None:
            yield w.say(f"照常 {step.realistic_on}", f"realistic {step.realistic_on}")
