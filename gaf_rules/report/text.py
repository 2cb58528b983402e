"""The parts of the report, one function each, from the headline to the provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.periods import elapsed
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import SEVERITIES
from gaf_rules.messages import label
from gaf_rules.report.duties import DutyTable, before_words
from gaf_rules.report.layout import WIDTH, clean, columns, paint, wrap
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.answers.assessment import Assessment, Deadline, Finding, NextAction, Question
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang

__all__ = ["headline", "report_text", "told"]

# What already cost somebody the application stands first, then what was missed, then what can be mended.
_GRAVITY: Final = {
    name: at for at, name in enumerate(("consequence", "breach", "defect", "notice"))
}
_COLOURS: Final[dict[str, str]] = dict(
    zip(SEVERITIES, ("red", "magenta", "yellow", "dim"), strict=True)
)


def told(assessment: Assessment, lang: Lang = "zh") -> str:
    """An assessment in words, with the case, the calendar and the guideline that it was made from."""
    made = assessment.basis
    if made is None:
        return report_text(assessment, lang)
    return report_text(
        assessment, lang, case=made.case, calendar=made.calendar, guideline=made.guideline
    )


def report_text(
    assessment: Assessment,
    lang: Lang = "zh",
    *,
    case: Case | None = None,
    calendar: WorkingCalendar | None = None,
    guideline: Guideline | None = None,
    colour: bool = False,
) -> str:
    """An assessment for a person: headline, next moves, duties, findings, questions, provenance.

    Arguments:
        assessment: what is rendered.
        lang: ``"zh"`` or ``"en"``.
        case: the case; its title and names then stand in the headline.
        calendar: the one it was assessed with, to count the working days left; the default one if None.
        guideline: the one it was assessed with, for its wording; the Hainan guideline if None.
        colour: ANSI colours; everything is said without them.

    Returns:
        lines of at most 100 columns; it ends with a line break.

    Raises:
        GafRulesError: there is no such language.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C05",
    ...     app=gaf.App(kind="official_account", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ... )
    >>> text = report_text(gaf.assess(case, as_of=date(2026, 3, 2)), "en")
    >>> print(text.splitlines()[1])
    as of 2026-03-02 Mon · outside the scope of the guideline (1.2f)
    """
    label("procedure", "filing", lang)  # refuses another language
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    held = machine_of(guideline).guideline
    page = _Report(assessment, Words(lang, held), calendar, held, colour=colour)
    blocks = [page.headline(case), page.actions(), page.duties(), page.findings(), page.questions()]
    blocks.append([page.provenance()])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def headline(assessment: Assessment, case: Case, lang: Lang) -> list[str]:
    """The first lines of a report: what it is about, whether the guideline applies, the stages, the route."""
    from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

    guideline = machine_of(None).guideline
    return _Report(assessment, Words(lang), CHINA, guideline, colour=False).headline(case)


class _Report:
    """One report in the making."""

    def __init__(
        self,
        assessment: Assessment,
        words: Words,
        calendar: WorkingCalendar,
        guideline: Guideline,
        *,
        colour: bool,
    ) -> None:
        self.a = assessment
        self.w = words
        self.calendar = calendar
        self.guideline = guideline
        self.colour = colour

    def head(self, zh: str, en: str) -> str:
        return paint(self.w.say(zh, en), "bold", on=self.colour)

    # -- headline ------------------------------------------------------------------------------------
    def headline(self, case: Case | None) -> list[str]:
        w, a = self.w, self.a
        lines = [paint(line, "bold", on=self.colour) for line in wrap(self._name(case), WIDTH)]
        if case is not None:
            lines += [line for name in self._who(case) for line in wrap(name, WIDTH)]
        lines.append(
            w.say(f"截至 {w.day(a.as_of)}", f"as of {w.day(a.as_of)}") + f" · {self._verdict()}"
        )
        if a.scope.in_scope is False:
            return lines
        for procedure, stage in a.stages.items():
            name = w.of("procedure", procedure)
            lines.append(f"{name}{w.say('：', ': ')}{w.stage(procedure, stage)}")
        route = (
            w.say("待判定", "to be determined")
            if a.route is None
            else " → ".join(w.role(role) for role in a.route)
        )
        forms = ", ".join(a.forms)
        lines.append(w.say(f"路径：{route} · 表格：{forms}", f"route: {route} · forms: {forms}"))
        return lines

    def _name(self, case: Case | None) -> str:
        title = None if case is None else case.title
        if title is not None and not isinstance(title, str):
            title = self.w.say(title.zh, title.en)
        return clean(self.a.case if title is None else f"{self.a.case} · {title}")

    def _who(self, case: Case) -> Iterator[str]:
        w = self.w
        app, sponsor = case.app, case.sponsor
        for name, words in (
            (app.name, [w.of("app_kind", app.kind)]),
            (sponsor.name, [w.of("sponsor_kind", sponsor.kind), w.of("tier", sponsor.tier)]),
        ):
            told = w.join(words)
            full = w.say(f"{name}（{told}）", f"{name} ({told})") if name else told
            yield clean(full)

    def _verdict(self) -> str:
        scope, w = self.a.scope, self.w
        clauses = ", ".join(scope.clauses)
        if scope.in_scope is None:
            return w.say(
                f"是否适用待判定（{clauses}），先按适用列出",
                f"scope to be determined ({clauses}); listed as if inside",
            )
        if scope.in_scope:
            return w.say(
                f"适用本指南（{clauses}）", f"within the scope of the guideline ({clauses})"
            )
        return w.say(
            f"不适用本指南（{clauses}）", f"outside the scope of the guideline ({clauses})"
        )

    # -- whose move ----------------------------------------------------------------------------------
    def actions(self) -> list[str]:
        a, w = self.a, self.w
        if a.scope.in_scope is False:
            return []
        title = self.head("下一步", "Next")
        if not a.next_actions:
            return [f"{title}{w.say('：没有待履行的义务', ': no duty is waiting')}"]
        rows = []
        for act in a.next_actions:
            what = w.of("act", act.act)
            if act.procedure == "change":  # the acts of a filing go by the same names
                name = w.of("procedure", act.procedure)
                what += w.say(f"（{name}）", f" ({name})")
            rows.append([self._when(act), w.role(act.bearer), act.clause, what])
        lines = [line for row in columns(rows, (46, 16, 7), WIDTH - 2) for line in row]
        return [title, *(f"  {line}" for line in lines)]

    def _when(self, action: NextAction) -> str:
        day, w, due = action.not_after, self.w, self._due(action)
        if day is None:
            return (
                before_words(self.guideline, action.clause, w)
                or w.say("没有写明天数", "no day fixed")
                if due is None
                else w.say("新日期未知", "date not known yet")
            )
        safe = None if due is None else due.safe_on
        shown = w.say("，", ", ").join([w.day(day), *self._left(day)])
        if safe is None or not self.a.as_of <= safe < day:
            return shown
        return shown + w.say(f"\n稳妥 {w.day(safe)}", f"\nsafe {w.day(safe)}")

    def _left(self, day: date) -> Iterator[str]:
        """How far off a day is, where the calendar reaches it."""
        w = self.w
        if day == self.a.as_of:
            yield w.say("今天到期", "due today")
        elif day > self.a.as_of:
            left = self._elapsed(self.a.as_of, day)
            if left is not None:
                yield w.say(f"还有 {w.working_days(left)}", f"{w.working_days(left)} left")
        else:
            past = self._elapsed(day, self.a.as_of)
            ago = w.working_days(past or 0)
            yield w.say(f"已过 {ago}", f"{ago} ago") if past else w.say("已过", "past")

    def _due(self, action: NextAction) -> Deadline | None:
        """The deadline of the duty behind an action."""
        for duty in self.a.duties:
            same = (duty.clause, duty.procedure, duty.bearer) == (
                action.clause,
                action.procedure,
                action.bearer,
            )
            if same and duty.met_on is None and duty.due is not None:
                return duty.due
        return None

    def _elapsed(self, after: date, through: date) -> int | None:
        return elapsed(self.calendar, after, through)

    # -- duties --------------------------------------------------------------------------------------
    def duties(self) -> list[str]:
        if not self.a.duties:
            return []
        lines = [self.head("义务", "Duties")]
        return lines + DutyTable(self.a.duties, self.w, self.guideline, self.colour).lines()

    # -- findings ------------------------------------------------------------------------------------
    def findings(self) -> list[str]:
        found = sorted(self.a.findings, key=lambda f: _GRAVITY[f.severity])
        if not found:
            return [f"{self.head('认定', 'Findings')}{self.w.say('：没有', ': none')}"]
        lines = [self.head(f"认定（{len(found)}）", f"Findings ({len(found)})")]
        for finding in found:
            lines += self._finding(finding)
        return lines

    def _finding(self, finding: Finding) -> Iterator[str]:
        w = self.w
        severity = w.of("severity", finding.severity)
        mark = paint(f"[{severity}]", _COLOURS[finding.severity], on=self.colour)
        parts = [w.clause(finding.clause)]
        if len(self.a.stages) > 1:
            parts.append(w.of("procedure", finding.procedure))
        parts.append(w.role(finding.bearer))
        parts.append(w.say(f"{finding.since} 起", f"since {finding.since}"))
        head = f"[{severity}] {w.of('finding', finding.code)} · {' · '.join(parts)}"
        first, *rest = wrap(head, WIDTH - 6)
        yield f"  {mark}{first.removeprefix(f'[{severity}]')}"
        yield from (f"      {line}" for line in rest)
        yield from self._indented(w.of("finding_text", finding.code))
        if finding.items:
            items = [
                f"{item} {w.of('question', item)}" if w.knows("question", item) else w.item(item)
                for item in finding.items
            ]
            yield from self._indented(w.say("所列：", "items: ") + w.join(items))
        wording = self.guideline.wording(finding.clause, w.lang)
        yield from self._indented(
            w.say(f"{w.clause(finding.clause)}：{wording}", f"{finding.clause}: {wording}")
        )
        if finding.disputed_by:
            names = w.join([self._reading(name) for name in finding.disputed_by])
            yield from self._indented(
                w.say(f"换一种读法，此项会变：{names}", f"another reading changes this: {names}")
            )

    def _reading(self, name: str) -> str:
        """A reading and the option that was chosen."""
        option = self.a.provenance.readings.get(name, READING_OPTIONS[name][0])
        now = self.w.of("reading_option", f"{name}={option}")
        reading = self.w.of("reading", name)
        return self.w.say(f"{reading}（现取“{now}”）", f"{reading} (now: {now})")

    def _indented(self, text: str) -> Iterator[str]:
        for line in wrap(text, WIDTH - 6):
            yield f"      {line}"

    # -- questions -----------------------------------------------------------------------------------
    def questions(self) -> list[str]:
        asked = self.a.questions
        if not asked:
            return []
        lines = [self.head(f"待人判定（{len(asked)}）", f"Questions ({len(asked)})")]
        for question in asked:
            lines += self._question(question)
        return lines

    def _question(self, question: Question) -> Iterator[str]:
        w = self.w
        text = w.say(question.zh, question.en)
        first, *rest = wrap(f"? {text}", WIDTH - 4)
        yield f"  {first}"
        yield from (f"    {line}" for line in rest)
        if question.asks_date is not None:
            event, _, role = question.asks_date.partition("@")
            by_zh, by_en = (f"（by: {role}）", f" (by: {role})") if role else ("", "")
            how = w.say(
                f"{w.clause(question.clause)} · 请在事件中补记 {event}{by_zh}及其日期",
                f"{w.clause(question.clause)} · add the event {event}{by_en} with its date",
            )
        else:
            options = " / ".join(
                w.of("answer", option) if w.knows("answer", option) else option
                for option in question.options
            )
            how = f"{w.clause(question.clause)} · {options}"
        if question.on is not None:
            how += w.say(f" · 答复记在 {question.on}", f" · the answer to be dated {question.on}")
        yield from self._indented(how)
        if w.knows("question_effect", question.wording):
            yield from self._indented(w.of("question_effect", question.wording))

    # -- provenance ----------------------------------------------------------------------------------
    def provenance(self) -> str:
        w, p = self.w, self.a.provenance
        chosen = w.join(
            [
                f"{w.of('reading', name)}={w.of('reading_option', f'{name}={option}')}"
                for name, option in p.readings.items()
            ]
        )
        readings = chosen or w.say("默认", "default")
        text = w.say(
            f"依据 {p.guideline} · 日历 {p.calendar_sha256[:12]} · 读法：{readings} · gaf_rules {p.version}",
            f"on {p.guideline} · calendar {p.calendar_sha256[:12]} · readings: {readings} · "
            f"gaf_rules {p.version}",
        )
        return paint("\n".join(wrap(text, WIDTH)), "dim", on=self.colour)
