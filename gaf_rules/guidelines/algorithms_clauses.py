"""The filing rules for algorithmic recommendation services in our own words, and the words they need.

Articles 24 to 26, 33 and 35 of the Provisions on the Administration of Algorithmic Recommendation in Internet
Information Services. The originals are not kept here, nor digests of them: ``sha256`` is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.citation import ClauseBook, fact_clause, heading_clause, norm_clause
from gaf_rules.mapping import frozen_maps

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CLAUSE_BOOK", "WORDS"]

CLAUSE_BOOK = ClauseBook(
    (
        heading_clause(
            "T1",
            "《互联网信息服务算法推荐管理规定》中关于备案的条款",
            "The articles on filing in the Provisions on algorithmic recommendation services",
            "",
        ),
        norm_clause(
            "24.1",
            "服务带有舆论属性或社会动员能力的提供者，自开始服务起{days}个工作日内，在备案系统中填报"
            "主体、服务、算法类型、自评估报告和拟公示的内容，完成备案。",
            "A provider whose service has public-opinion attributes or can mobilise society files within "
            "{days} working days after the service starts: who it is, the service, the kind of algorithm, "
            "the self-assessment report and what is to be made public.",
            "",
        ),
        norm_clause(
            "24.2",
            "备案的信息变了，自变更起{days}个工作日内办理变更。",
            "Where what was filed changes, the change is filed within {days} working days after it.",
            "",
        ),
        norm_clause(
            "24.3",
            "服务终止的，自终止起{days}个工作日内办理注销。",
            "Where the service ends, it is deregistered within {days} working days after its end.",
            "",
        ),
        norm_clause(
            "24.3b",
            "终止服务时，善后事项要安排妥当。",
            "At the end of the service, what follows from it is to be arranged properly.",
            "",
        ),
        norm_clause(
            "25.1",
            "国家或省级网信部门收到的材料齐全的，在{days}个工作日内准予备案，发给编号并公示。",
            "Where the materials that the national or provincial administration received are complete, it "
            "files them within {days} working days, issues a number and makes the filing public.",
            "",
        ),
        norm_clause(
            "25.2",
            "材料不齐的，不予备案，并在同一期限内把理由告知备案人。",
            "Where they are not complete, it does not file them and gives the reasons within the same time.",
            "",
        ),
        norm_clause(
            "26",
            "备案完成后，在网站、应用等的显眼之处标明编号，并附上公示信息的链接。",
            "Once filed, the number is shown in a conspicuous place of the site or app, with a link to what "
            "was made public.",
            "",
        ),
        norm_clause(
            "33.1",
            "以隐瞒、造假等不正当办法取得备案的，由网信部门撤销，并可予警告、通报批评；情节严重的，另"
            "有暂停更新和罚款。",
            "A filing obtained by concealment, false materials or other improper means is revoked, with a "
            "warning or public criticism; in grave cases updates are suspended and a fine imposed.",
            "",
        ),
        norm_clause(
            "33.2",
            "终止服务而不注销，或者因严重违法被关闭网站、吊销许可或执照的，由网信部门注销备案。",
            "Where a service has ended and was not deregistered, or the site was closed or a licence revoked "
            "for a grave breach of law, the administration itself cancels the filing.",
            "",
        ),
        fact_clause(
            "35",
            "自2022年3月1日起施行。",
            "In force from 1 March 2022.",
            "",
        ),
    )
)

WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = frozen_maps(
    {
        "role": {
            "sponsor": ("算法推荐服务提供者", "provider"),
            "provincial_cac": ("省级网信部门", "provincial cyberspace administration"),
        },
        "event": {
            "app_launched": ("开始提供服务", "Service started"),
            "app_taken_offline": ("终止服务", "Service ended"),
            "filing_number_issued": ("准予备案", "Filed"),
        },
        "act": {
            "filing_number_issued": (
                "准予备案，或不予备案并说明理由",
                "file it, or refuse and give the reasons",
            ),
        },
        "act_to": {
            "filing_number_issued": (
                "准予备案，或不予备案并向{to}说明理由",
                "file it, or refuse and give the {to} the reasons",
            ),
        },
        "stage": {
            "completeness_review": ("材料审核", "review of the materials"),
            "reported": ("已注销", "deregistered"),
            "offline": ("已终止服务，待注销", "service ended, to be deregistered"),
        },
        "material": {
            "basic_information_form": (
                "主体、服务形式、应用领域与算法类型",
                "provider, form of service, field and kind of algorithm",
            ),
            "self_check_form": ("算法自评估报告", "self-assessment report on the algorithm"),
        },
        "finding": {
            "FILING_LATE": ("备案逾期", "Filed late"),
            "FILING_OVERDUE": ("逾期未备案", "Filing overdue"),
            "DECISION_LATE": ("审核逾期作出", "Decision late"),
            "DECISION_OVERDUE": ("审核逾期未作出", "Decision overdue"),
        },
        "finding_text": {
            "FILING_LATE": ("备案材料在期限之后才提交。", "The filing came after its time limit."),
            "FILING_OVERDUE": (
                "服务已经开始，期限已过，备案材料尚未提交。",
                "The service has started, the time limit is over and nothing has been filed.",
            ),
            "DECISION_LATE": (
                "网信部门的决定在期限之后才作出。",
                "The administration decided after its time limit.",
            ),
            "DECISION_OVERDUE": (
                "期限已过，网信部门尚未作出决定。",
                "The time limit is over and the administration has not decided.",
            ),
        },
        "question": {
            "24.1": (
                "该服务是否带有舆论属性或社会动员能力？",
                "Does the service have public-opinion attributes, or can it mobilise society?",
            ),
            "26": (
                "编号所在之处是否显眼，并附有公示信息的链接？",
                "Is the number in a conspicuous place, with a link to what was made public?",
            ),
            **{
                f"receipt:application_received@{role}": (
                    f"{zh}是哪一天收到备案材料的？",
                    f"On which day did the {en} cyberspace administration receive the materials?",
                )
                for role, zh, en in (
                    ("provincial_cac", "省级网信部门", "provincial"),
                    ("national_cac", "国家网信办", "national"),
                )
            },
        },
        "question_effect": {
            "24.1": (
                "答“是”，须备案；答“否”，不必备案，不再列出义务。",
                "Yes: the service must be filed. No: it need not, and no duties are listed.",
            ),
            "26": (
                "答“是”，标示合格；答“否”，仍列为提示。",
                "Yes: the display is in order. No: the notice stays.",
            ),
        },
    }
)
"""The words that differ from those of :mod:`gaf_rules.messages`, or are not there."""
