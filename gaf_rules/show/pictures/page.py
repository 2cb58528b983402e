"""An assessment or a plan as a notebook shows it: a headline, the findings or steps, and the picture."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from gaf_rules.evaluate.basis import found_with
from gaf_rules.report.words import Words
from gaf_rules.show.pictures.svg import draw
from gaf_rules.show.pictures.value import timeline
from gaf_rules.values.theme import as_table, sheet, wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.answers.assessment import Assessment, Finding
    from gaf_rules.ask.planning.value import Plan
    from gaf_rules.show.pictures.value import Timeline
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["page", "plan_page"]


def page(assessment: Assessment, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
    """An assessment as HTML without scripts or links: findings, next steps, picture.

    Each finding has its severity, its first day and the duty that it is about, each step whoever must act and
    the day by which.

    Arguments:
        assessment: the assessment.
        lang: ``"zh"`` or ``"en"``.
        theme: ``"auto"``, ``"light"`` or ``"dark"``.

    Raises:
        GafRulesError: another language, another theme.
    """
    # First, because it has the headline and refuses another language.
    picture = timeline(assessment, lang=lang)
    words = Words(lang, found_with(assessment).guideline)
    findings = as_table(
        (words.say("认定", "finding"), words.say("轻重", "severity"), words.say("起于", "since"),
         words.say("义务", "duty"), words.say("条款", "clause")),
        _findings(assessment, words),
    )  # fmt: skip
    steps = as_table(
        (words.say("下一步", "next step"), words.say("由谁", "who"), words.say("最迟", "by"),
         words.say("条款", "clause")),
        (
            (
                words.of("act", step.act),
                words.of("role", step.bearer),
                "–" if step.not_after is None else words.day(step.not_after),
                step.clause,
            )
            for step in assessment.next_actions
        ),
    )  # fmt: skip
    return _sheet(picture, findings + steps, theme)


def _findings(assessment: Assessment, words: Words) -> Iterator[tuple[str, ...]]:
    for found in assessment.findings:
        yield (
            f"{words.of('finding', found.code)} · {found.code}",
            words.of("severity", found.severity),
            words.day(found.since),
            _duty(found, assessment, words),
            found.clause,
        )


def _duty(found: Finding, assessment: Assessment, words: Words) -> str:
    """The duty that a finding is about: whose it is and what had to be done."""
    bearer = words.of("role", found.bearer)
    for duty in assessment.duties:
        of_it = found.clause in {duty.clause, duty.consequence} and duty.bearer == found.bearer
        if of_it and (duty.procedure, duty.round) == (found.procedure, found.round):
            clause = words.say(f"（{duty.clause}）", f" ({duty.clause})")
            return f"{bearer} · {words.of('act', duty.act)}{clause}"
    return bearer


def plan_page(plan: Plan, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
    """The steps of a plan as a table, and its picture; HTML without scripts or links.

    Arguments:
        plan: the plan.
        lang: ``"zh"`` or ``"en"``.
        theme: ``"auto"``, ``"light"`` or ``"dark"``.

    Raises:
        GafRulesError: another language, another theme.
    """
    return _sheet(timeline(plan, lang=lang), as_table(plan.columns(lang), plan.rows(lang)), theme)


def _sheet(picture: Timeline, tables: str, theme: Theme) -> str:
    scene = picture.scene
    shown = wide(draw(scene, theme=theme, titled=False))
    return sheet(
        f"<p><b>{escape(scene.headline)}</b></p>{tables}{shown}", lang=scene.lang, theme=theme
    )
