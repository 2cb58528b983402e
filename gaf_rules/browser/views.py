"""Answers as HTML for the page, out of the displays of the library; and files that can be saved from it."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from gaf_rules.browser.case_form import field_of, words_of_field
from gaf_rules.browser.words import told
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.messages import label
from gaf_rules.report.duties import DutyTable
from gaf_rules.report.text import headline
from gaf_rules.report.words import Words
from gaf_rules.show.pictures.page import page
from gaf_rules.show.pictures.strip import strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.answers.assessment import Assessment, Question
    from gaf_rules.browser.asked import PageRequest
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.log.case import Case
    from gaf_rules.values.errors import GafRulesError, Problem
    from gaf_rules.values.texts import Lang

__all__ = ["assessment_view", "download", "downloads", "refusal", "table"]


def assessment_view(
    found: Assessment, case: Case, calendar: WorkingCalendar, asked: PageRequest
) -> str:
    """Stage and route, findings, next steps, picture, duties, questions, days counted."""
    lang = asked.lang
    first = "<br>".join(map(escape, headline(found, case, lang)))
    return "".join(
        [
            f"<p>{first}</p>",
            page(found, lang, theme=asked.theme),
            *_duties(found, lang),
            *_questions(found, lang),
            *_counted(found, calendar, asked),
        ]
    )


def _duties(found: Assessment, lang: Lang) -> Iterator[str]:
    duties = DutyTable(found.duties, Words(lang), HAINAN)
    if found.duties:
        yield f"<h3>{told('duties', lang)}</h3>"
        yield table(*duties.cells())
        yield from (f"<p>{escape(line)}</p>" for line in duties.legend())


def _questions(found: Assessment, lang: Lang) -> Iterator[str]:
    if found.questions:
        yield f"<h3>{told('questions', lang)}</h3><ul>"
        yield from (f"<li>{_question(each, Words(lang))}</li>" for each in found.questions)
        yield "</ul>"


def _question(question: Question, words: Words) -> str:
    lines = (
        words.say(question.zh, question.en),
        words.clause(question.clause),
        label("question_effect", question.wording, words.lang),
    )
    return "<br>".join(map(escape, lines))


def _counted(found: Assessment, calendar: WorkingCalendar, asked: PageRequest) -> Iterator[str]:
    """The days of each period that still runs."""
    running = [duty.due for duty in found.duties if duty.due is not None and duty.met_on is None]
    if running:
        yield f"<h3>{told('counted', asked.lang)}</h3>"
    for due in running:
        drawn = strip(due, calendar=calendar, lang=asked.lang)
        yield f'<div class="wide" tabindex="0">{drawn.to_svg(theme=asked.theme)}</div>'


def table(head: Iterable[str], *rows: Iterable[str]) -> str:
    """A table in a frame that scrolls, also by the keys; on a phone its cells stand below one another."""
    names = [escape(cell) for cell in head]
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    cells = (zip(names, map(escape, row), strict=True) for row in rows)
    held = ("".join(f'<td data-head="{name}">{cell}</td>' for name, cell in row) for row in cells)
    body = "".join(f"<tr>{row}</tr>" for row in held)
    return (
        f'<div class="wide" tabindex="0"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def download(name: str, kind: str, data: bytes, words: str) -> str:
    """A link that saves a file; the file is in the link, and nothing is asked of a server."""
    held = base64.b64encode(data).decode()
    return f'<a download="{escape(name)}" href="data:{kind};base64,{held}">{escape(words)}</a>'


def downloads(links: Iterable[str], lang: Lang) -> str:
    """Links under their heading."""
    listed = "".join(f"<li>{link}</li>" for link in links)
    return f"<h3>{told('files', lang)}</h3><ul>{listed}</ul>"


def refusal(error: GafRulesError, lang: Lang) -> str:
    """Why something cannot be done, a line each problem, with the names that the form has for the places."""
    problems = getattr(error, "problems", ())
    told_of = [_in_form(each, lang) for each in problems] or error.text(lang).splitlines()
    lines = "".join(f"<li>{escape(line)}</li>" for line in told_of)
    return f"<p><strong>{told('refused', lang)}</strong></p><ul>{lines}</ul>"


def _in_form(problem: Problem, lang: Lang) -> str:
    name = field_of(problem.path)
    place = problem.path if name is None else words_of_field(name, lang)
    return f"{place}{'：' if lang == 'zh' else ': '}{problem.zh if lang == 'zh' else problem.en}"
