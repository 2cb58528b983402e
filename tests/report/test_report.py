"""The report of an assessment: whole, in both languages, and no wider than a screen."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pinned import CHINA
from worked_cases import WorkedCase, worked_cases

import gaf_rules as gaf
from gaf_rules.messages import label
from gaf_rules.report import deadline_text, report_text
from gaf_rules.report.duties import before_words
from gaf_rules.report.layout import WIDTH, width
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_CASES = {worked.name: worked for worked in worked_cases() if worked.error is None}
# An id of the vocabularies that has slipped through without words.
_RAW = re.compile(r"\b[a-z]+_[a-z_]+\b")


def _report(worked: WorkedCase, lang: Lang, *, colour: bool = False) -> str:
    return report_text(
        worked.assess(),
        lang,
        case=gaf.Case.from_dict(worked.document),
        calendar=worked.calendar(),
        colour=colour,
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("worked", _CASES.values(), ids=lambda worked: worked.name)
def test_everything_is_said_in_words_within_the_width(worked: WorkedCase, lang: Lang) -> None:
    text = _report(worked, lang)
    found = worked.assess()
    assert text.startswith(found.case)
    assert str(worked.as_of) in "".join(text.split("\n\n")[0])
    assert max(width(line) for line in text.splitlines()) <= WIDTH
    for finding in found.findings:
        assert label("finding", finding.code, lang) in _joined(text, lang)
    for question in found.questions:
        assert (question.zh if lang == "zh" else question.en) in _joined(text, lang)
    for duty in found.duties:
        assert re.search(rf"^  {re.escape(duty.clause)} ", text, re.MULTILINE)
    asked = [q.asks_date for q in found.questions if q.asks_date]
    # The event to add, and by whom where more than one office could.
    answers = {"gaf_rules", *(part for receipt in asked for part in receipt.split("@"))}
    assert set(_RAW.findall(text)) <= answers


def _joined(text: str, lang: Lang) -> str:
    """The text with its wrapped lines put together again."""
    return re.sub(r"\n +", "" if lang == "zh" else " ", text)


def test_what_is_out_of_scope_has_neither_duties_nor_moves() -> None:
    text = _report(_CASES["C05"], "en")
    assert "outside the scope of the guideline (1.2f)" in text
    assert "Excluded type" in text
    assert "Duties" not in text
    assert "Next" not in text
    assert "route" not in text


def test_whose_move_it_is_with_the_days_left_and_the_safe_day() -> None:
    text = _report(_CASES["C55a"], "zh")
    assert "2023-04-25 周二，还有 5 个工作日  主办单位  2.4.4c  补充提交材料或整改说明" in text
    assert "\n  稳妥 2023-04-24 周一\n" in text


def test_a_miss_says_how_late_and_on_which_clause_it_costs_what() -> None:
    text = _joined(_report(_CASES["C22"], "zh"), "zh")
    assert "逾期（后果见 2.4.4d），迟1 个工作日" in text.replace("迟 ", "迟")
    assert "[指南规定的后果] 视为放弃 · 第 2.4.4d 条 · 主办单位 · 2026-03-07 起" in text


def test_a_dispute_names_the_reading_and_the_option_now_taken() -> None:
    text = _report(_CASES["C55a"], "en")
    assert "local holidays (now: ignored)" in _joined(text, "en")


def test_the_last_line_says_what_it_stands_on() -> None:
    assert "读法：默认" in _report(_CASES["C22"], "zh").splitlines()[-1]
    chosen = _report(_CASES["C48a"], "en")
    assert "readings: condition for launching=application submitted" in chosen


def test_colour_changes_nothing_but_the_colour() -> None:
    plain, painted = (_report(_CASES["C22"], "en", colour=on) for on in (False, True))
    assert plain != painted
    assert re.sub(r"\x1b\[\d+m", "", painted) == plain


def test_a_name_cannot_command_the_terminal() -> None:
    worked = _CASES["C22"]
    document = {**worked.document, "app": {**worked.document["app"], "name": "x\x1b[2J\ny"}}
    case = gaf.Case.from_dict(document)
    text = report_text(gaf.assess(case, as_of=worked.as_of), "zh", case=case)
    assert "\x1b" not in text
    assert "x\ufffd[2J\ufffdy" in text


def test_without_the_case_the_id_stands_for_it() -> None:
    assert report_text(_CASES["C22"].assess()).splitlines()[0] == "C22"


def test_another_language_is_refused() -> None:
    with pytest.raises(gaf.CaseError, match=r"\$lang: got"):
        report_text(_CASES["C22"].assess(), "fr")  # type: ignore[arg-type]  # no such language
    with pytest.raises(gaf.CaseError, match=r"\$lang: got"):
        deadline_text(gaf.deadline("2.4.4c", date(2026, 3, 9)), "fr")  # type: ignore[arg-type]  # no such language


@pytest.mark.parametrize(
    ("clause", "trigger", "lang", "lines"),
    [
        (
            "2.4.4c",
            date(2026, 2, 18),
            "zh",
            [
                "起算日   2026-02-18 周三（节假日：春节）",
                "到期日   2026-03-06 周五",
                "稳妥日   2026-03-06 周五（无论采用哪种读法都不迟）",
                "期间     春节 2026-02-18..2026-02-23 不计；2026-02-28 调休上班，计入",
            ],
        ),
        (
            "2.5.1b",
            date(2026, 6, 15),
            "en",
            [
                "change   2026-06-15 Mon",
                "due      2026-06-01 Mon",
                "safe     2026-05-29 Fri (in time under every reading of the text)",
            ],
        ),
        (
            "2.4.2c",
            date(2026, 6, 13),
            "en",
            [
                "from     2026-06-13 Sat (weekend)",
                "due      none: under the chosen readings the clause has no number of days",
            ],
        ),
        ("2.4.4c", date(2099, 1, 5), "en", None),
    ],
)
def test_a_deadline_in_words(
    clause: str, trigger: date, lang: Lang, lines: list[str] | None
) -> None:
    text = deadline_text(gaf.deadline(clause, trigger), lang).splitlines()
    if lines is None:
        assert any("2099" in line for line in text)
    else:
        assert text[-len(lines) :] == lines
    assert text[0].startswith(clause)


def test_a_provisional_deadline_says_so() -> None:
    found = gaf.deadline("2.4.4c", date(2026, 12, 16), calendar=CHINA)
    assert "2026-12-30 周三（暂定）" in deadline_text(found, "zh")
    assert "2026-12-30 Wed (provisional)" in deadline_text(found, "en")


def test_far_from_any_festival_even_a_projected_day_is_one_day() -> None:
    found = gaf.deadline("2.6.1b", date(2027, 7, 10), calendar=CHINA)
    assert found.earliest == found.latest == date(2027, 7, 23)
    assert "due      2027-07-23 Fri (projected)\nsafe" in deadline_text(found, "en")


def test_what_the_vocabularies_do_not_know_is_shown_as_it_stands() -> None:
    assert Words("en").item("a\tthing") == "a\ufffdthing"
    assert Words("zh").item("2026-03-06") == "2026-03-06 周五"
    assert Words("zh").item("app_launched") == "应用上线"


def test_a_projected_deadline_says_that_the_notice_is_missing() -> None:
    text = deadline_text(gaf.deadline("2.4.3a", date(2026, 12, 10), calendar=CHINA), "zh")
    assert "到期日   2027-01-08 至 2027-01-10（推算）" in text
    assert "放假通知尚未公布" in text


def test_what_must_be_done_before_something_says_before_what() -> None:
    """No row of the guideline names a fact that the report has no words for."""
    named = {row.clause for row in gaf.HAINAN.duties if row.before is not None}
    named |= {row.clause for row in gaf.HAINAN.ahead if row.ahead_of == "application_submitted"}
    assert {"2.2.3d", "2.4.4e", "2.6.2a"} <= named
    for clause in named:
        assert before_words(gaf.HAINAN, clause, Words("zh")), clause
    case = gaf.Case(
        id="A",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=(
            gaf.Event(
                type="self_check_completed", on=date(2026, 3, 2), problems=("no_complaint_channel",)
            ),
        ),
    )
    text = report_text(gaf.assess(case, as_of=date(2026, 3, 3)))
    assert "提交申请前  主办单位  2.2.3d  完成对自查问题的整改" in text


def test_an_assessment_says_itself_as_the_command_does() -> None:
    worked = next(each for each in worked_cases() if each.name == "C22")
    case = gaf.Case.from_dict(worked.document)
    found = gaf.assess(case, as_of=date(2026, 3, 9), calendar=CHINA)
    for lang in ("zh", "en"):
        assert found.text(lang) == report_text(found, lang, case=case, calendar=CHINA)
    back = gaf.Assessment.from_dict(found.to_dict())
    assert back.text("zh") == report_text(found, "zh")
