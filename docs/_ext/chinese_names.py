"""What each public name means, in Chinese, for the reference; the build fails where one is missing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CHINESE_NAMES"]

CHINESE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CHINA": "全国工作日历：2004 年以来的放假通知，含调休上班的日子。",
        "HAINAN": "海南省的指南：条款与全部规则行，一个不可变的值。",
        "LABELS": "所有代码的文字，按种类分列，中英对照。",
        "App": "应用：形态、是否在移动终端运行、服务对象、是否面向基层。",
        "Assessment": "评估结果：适用范围、阶段、义务、结论、问题与下一步（`gaf-assessment/1`）。",
        "Audit": "成批评估的结果：案件、义务、结论三张表，与输入同一种数据表。",
        "CalendarHorizonError": "所问的日子尚无放假通知；写明缺哪一年、已公布到哪一天。",
        "Case": "案件：应用、主办（使用）单位和已发生的事件（`gaf-case/1`）；读取时不作任何类型转换。",
        "CaseError": "输入不合格式：一次列出全部问题，各附位置、所得的值、可取的值。",
        "Comparison": "同一份记录在几种情形之下的异同：逐处的变化、计数、每种情形的全部评估。",
        "Deadline": "一条期限：最后一天、稳妥日、最早与最晚的可能、确定程度。",
        "Duty": "一项义务：义务人、事项、起算、期限、状态；天数一律为工作日。",
        "Event": "已发生的一个事件：类型、日期与该类型的字段。",
        "Explanation": "评估的理由：逐项的结论，可重算（`gaf-explanation/1`）。",
        "Finding": "一项结论：代码、条款、轻重、自哪天起、哪些解读会改变它。",
        "GafRulesError": "本库有意抛出的一切错误的基类；`to_dict()` 给出机器可读的形式。",
        "Guideline": "一部指南：条款、规则行、事实；可修订（`amend`）、可比较（`differences`）。",
        "GuidelineError": "没有这一条款，或者它没有期限；写明有期限的条款。",
        "IllegalEventError": "程序在该处不许可的事件；写明事件、日期、阶段、此处许可的事件与条款。",
        "Impossible": "目标不可能达成，以及原因。",
        "Inbox": "一个角色案头的待办，按到期日排列。",
        "Log": "读入的台账：事件表、案件表、报告，以及未能读入的行。",
        "Mapping": "台账各列各词的含义（`gaf-mapping/1`）。",
        "Measures": "可以统计的量：停留时长、按时比例、积压、季节起伏等，每种一张表。",
        "Need": "达成目标所需的一个动作：由谁、做什么、最迟哪天、依据哪一条。",
        "NextAction": "下一步：由谁、做什么、最迟哪天。",
        "Notice": "国务院办公厅的一份放假通知。",
        "NoticeError": "通知不自洽；写明出错的句子。",
        "Overlay": "一地的放假或停工：地点、种类、放假与上班的日子、出处。",
        "Period": "期限：多少个工作日、日、周或月，逢休息日是否顺延（民法典第二百零一至二百零三条）。",
        "Plan": "从愿望日倒排的计划：每一步最迟的稳妥日。",
        "Question": "只能由人判定的问题：条款、可选的答案、影响什么。",
        "Readings": "解读：条文可作两种理解之处，各选其一；默认值列在最前。",
        "ScopeDecision": "适用与否的判断，及所依据的条款。",
        "Sponsor": "主办（使用）单位：性质、层级、地点（GB/T 2260 六位代码）。",
        "Verification": "存下的评估与重新计算的比较：是否一致，何处不同，为什么。",
        "WorkingCalendar": "工作日历：逐日的分类，按工作日前后计数，通知未出之处给出区间。",
        "assess": "评估一件案件在某一天的情形。",
        "audit": "成批评估：事件表与案件表进，结果表出；逐件与 `assess` 相同。",
        "calendar_diff": "两份日历之间，哪些未了的义务动了、从哪天到哪天、因为哪份通知。",
        "case_from": "从事件表与案件表取出一件案件。",
        "compare": "另一部指南、另一种读法或另一本日历之下，什么出现、消失、移动或变得不可能。",
        "cross_check": "用两个互不共用代码的引擎各评估一次，列出不同。",
        "deadline": "一个条款从起算日起的最后一天；没有天数的条款，`on` 为 None。",
        "disputes": "换一种解读，什么会变：（解读，选项）→ 变化。",
        "explain": "逐项说明理由：规则、条款、事实、逐日计数，以及不适用的规则。",
        "export_calendar": "把日历写成 CSV、JSON、Parquet、SQL、iCalendar 或电子表格用的文件。",
        "inbox": "一个角色在某一天案头的待办，跨多件案件。",
        "interactions": "两个选项合在一起才会带来的变化。",
        "label": "一个代码的文字，中文或英文。",
        "load_notices": "读取一个目录中的放假通知文件。",
        "measures": "一份记录中可以统计的量：多久、压在哪里、谁逾期。",
        "needed_for": "要达成目标，还须由谁在哪天之前做什么；不可能时说明原因。",
        "parse_notice": "把国务院办公厅通知的原文读成 `Notice`；不自洽即拒绝。",
        "plan": "从上线日、变更日或下线日倒排每一步最迟的稳妥日。",
        "read_log": "读入单位自己的台账（Excel、CSV 等），不猜测，不丢弃。",
        "required_materials": "一个程序所需的材料。",
        "route": "申请向上报送与结果转告的路径。",
        "schema": "一种文档的 JSON Schema，按名称（如 `gaf-case/1`）。",
        "scope": "指南是否适用于该应用与单位。",
        "sensitivity": "有多少取决于怎样读：每次只改一种读法的一个选项。",
        "timeline": "把评估或计划画成时间线（SVG）。",
        "split_ics": "把日程文件拆成一条一项，供 CalDAV 服务器（RFC 4791）。",
        "to_ics": "把评估、计划或待办写成日程文件（iCalendar，RFC 5545）。",
        "verify": "核对存下的文档与重新计算的结果。",
    }
)
