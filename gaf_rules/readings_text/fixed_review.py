"""Fixed points on working days and on the review of the application (2.4)."""

from __future__ import annotations

from gaf_rules.readings_text.model import PERIOD_CLAUSES, FixedPoint

__all__ = ["REVIEW_POINTS"]

REVIEW_POINTS = (
    FixedPoint(
        id="A-02",
        clauses=("2.4.2a", "2.4.4c", "2.6.1b"),
        default="24h",
        decided_by="default",
        zh=(
            "以日为单位计算，到期日当天算到二十四时；《民法典》第203条所说的业务时间，案卷里看不"
            "到。"
        ),
        en=(
            "Counted by days, the last day runs to midnight; business hours (Civil Code, art. 203) "
            "are not in the log."
        ),
    ),
    FixedPoint(
        id="A-03",
        clauses=PERIOD_CLAUSES,
        default="official",
        decided_by="default",
        zh="国家机关的工作日以国务院办公厅每年的放假通知为准，调休上班的周末算工作日。",
        en=(
            "For state organs the State Council's yearly notice decides; a make-up working day on "
            "a weekend counts."
        ),
    ),
    FixedPoint(
        id="A-05",
        clauses=PERIOD_CLAUSES,
        default="working",
        decided_by="default",
        zh="妇女节、青年节只有部分人放半天假，机关照常办公，仍是工作日。",
        en=(
            "Women's Day and Youth Day give some people half a day off; offices are open, so they "
            "are working days."
        ),
    ),
    FixedPoint(
        id="A-08",
        clauses=("2.4.2a", "2.4.3a", "2.4.4c"),
        default="human",
        decided_by="fact",
        zh="收到的凭据各不相同，收到日由填报人依据证据给出。",
        en=(
            "Proof of receipt differs; whoever keeps the log gives the day of receipt on the "
            "evidence."
        ),
    ),
    FixedPoint(
        id="A-10",
        clauses=("2.4.1",),
        default="none",
        decided_by="default",
        zh="“及时”没有天数，只报告已用的工作日，不判超期。",
        en=(
            "“Promptly” has no number of days; the working days used are reported and nothing is "
            "overdue."
        ),
    ),
    FixedPoint(
        id="A-11",
        clauses=("2.4.2a",),
        default="lead",
        decided_by="default",
        zh="条文以省委网信办为主语，由它负责；与政务服务管理部门会商的时间不停表。",
        en=(
            "The provincial office is the subject of the sentence and answers for it; consulting "
            "the other authority does not stop the clock."
        ),
    ),
    FixedPoint(
        id="A-12",
        clauses=("2.4.2a", "2.4.2b", "2.4.2c"),
        default="review_only",
        decided_by="default",
        zh="期限只约束完备性审核的完成；报送与退回另行报告用时。",
        en=(
            "The period binds the completion of the review; reporting on and returning are timed "
            "separately."
        ),
    ),
    FixedPoint(
        id="A-15",
        clauses=("2.4.2d",),
        default="flag",
        decided_by="default",
        zh="指南没有为违反一次性告知规定后果，只记机关违反义务，不推定材料齐全。",
        en=(
            "No effect is attached to an incomplete notification: a breach is noted, the materials "
            "are not deemed complete."
        ),
    ),
    FixedPoint(
        id="A-16",
        clauses=("2.4.2a", "2.4.3a"),
        default="no",
        decided_by="default",
        zh="默示准予须有明文，如《行政许可法》第50条；指南没有，故超期不等于通过。",
        en=(
            "Approval by silence needs an express rule, as in art. 50 of the Administrative "
            "Licensing Law; here there is none."
        ),
    ),
    FixedPoint(
        id="A-17",
        clauses=("2.4.3a",),
        default="within",
        decided_by="default",
        zh="缺一个“内”字不改变意思：期限是上限，提前完成当然可以。",
        en=(
            "The missing word for “within” changes nothing: a period is an upper limit, and "
            "earlier is fine."
        ),
    ),
    FixedPoint(
        id="A-18",
        clauses=("2.4.3a",),
        default="cac",
        decided_by="question",
        zh="条文从国家网信办收到起算；收到日不在记录中的，以报送日代替，标为估计并提问。",
        en=(
            "The text counts from the national office's receipt; if that is not on record the day "
            "of reporting stands in, marked as estimated, and a question is asked."
        ),
    ),
    FixedPoint(
        id="A-19",
        clauses=("2.4.3a",),
        default="included",
        decided_by="default",
        zh="条文把技术检测与材料审核放在同一期限内。",
        en="The text puts the technical test and the review of materials under one period.",
    ),
    FixedPoint(
        id="A-21",
        clauses=("2.4.3b",),
        default="open",
        decided_by="fact",
        zh="延期没有上限，以告知的预计时间为到期日；未告知的，到期日未知。",
        en=(
            "There is no cap on an extension: the expected date is the due date, and without one "
            "it is unknown."
        ),
    ),
    FixedPoint(
        id="A-22",
        clauses=("2.4.3b",),
        default="any",
        decided_by="default",
        zh="没有要求届满前通知；届满后才延期的，作出提示。",
        en="Notice before the end is not demanded; an extension after it gets a notice.",
    ),
    FixedPoint(
        id="A-24",
        clauses=("2.4.4c",),
        default="A-01+A-07",
        decided_by="default",
        zh="调休上班日就是工作日；假期内收到的，依起算当日与非工作日收到两项读法处理。",
        en=(
            "A make-up working day is a working day; receipt within a holiday follows the readings "
            "on the trigger day and on receipt on a day off."
        ),
    ),
    FixedPoint(
        id="A-25",
        clauses=("2.4.4c",),
        default="first_tier",
        decided_by="question",
        zh="到达首级接收方之日为提交日；期限内寄出而迟到的，由人判定。",
        en=(
            "The day of arrival at the first recipient counts; posted in time but arrived late is "
            "for a person to decide."
        ),
    ),
    FixedPoint(
        id="A-27",
        clauses=("2.4.4c", "2.4.4e"),
        default="none",
        decided_by="default",
        zh="期限约束的是补充提交，整改何时完成没有规定。",
        en=(
            "The period binds the submission; the text does not say when the rectification itself "
            "must be done."
        ),
    ),
    FixedPoint(
        id="A-29",
        clauses=("2.4.4a", "2.4.4c"),
        default="unlimited",
        decided_by="default",
        zh="反馈次数没有限制，每次另起期限；一次性告知的义务只及于省委网信办的退回。",
        en=(
            "The number of feedbacks is not limited and each opens its own period; one-time "
            "notification binds the provincial return only."
        ),
    ),
    FixedPoint(
        id="A-30",
        clauses=("2.4.4d",),
        default="auto_reapply",
        decided_by="default",
        zh="条文没有要求机关宣告，期限届满即生效；也没有禁止重新申请。",
        en=(
            "No declaration is required, so it takes effect when the period ends; nothing bars a "
            "new application."
        ),
    ),
    FixedPoint(
        id="A-31",
        clauses=("2.4.4d",),
        default="strict",
        decided_by="question",
        zh="逾期即视为放弃；机关事后接受的，由人记录判定，审核继续。",
        en=(
            "A miss is an abandonment; where the authority accepts the supplement after all, a "
            "person records it and the review goes on."
        ),
    ),
    FixedPoint(
        id="A-32",
        clauses=("2.4.4d", "2.5.1d"),
        default="change_only",
        decided_by="default",
        zh="被放弃的是本次变更申请，原备案与编号不受影响。",
        en="What is abandoned is the change application; the filing and its number stand.",
    ),
    FixedPoint(
        id="A-58",
        clauses=PERIOD_CLAUSES,
        default="unknown",
        decided_by="default",
        zh="下一年度的放假通知公布之前，不作猜测，只给出最早与最晚的可能日期。",
        en=(
            "Until next year's notice is published nothing is guessed; only the earliest and the "
            "latest possible date are given."
        ),
    ),
    FixedPoint(
        id="A-62",
        clauses=("2.4.1",),
        default="silent",
        decided_by="fact",
        zh="首级机关可否退回没有写明；实际发生的，按记录的事件处理。",
        en=(
            "Whether the first tier may send an application back is not said; what did happen is "
            "taken from the log."
        ),
    ),
    FixedPoint(
        id="A-63",
        clauses=("2.4.4a", "2.7.1a"),
        default="none",
        decided_by="fact",
        zh="条文只有通过、反馈和放弃；不予备案作为记录的结果予以接受。",
        en=(
            "The text knows passing, feedback and abandonment; a refusal on record is accepted as "
            "an outcome."
        ),
    ),
)
