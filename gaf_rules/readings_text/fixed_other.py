"""Fixed points on scope, application, change, deregistration, the number and the text itself."""

from __future__ import annotations

from gaf_rules.readings_text.model import FixedPoint

__all__ = ["OTHER_POINTS"]

OTHER_POINTS = (
    FixedPoint(
        id="A-34",
        clauses=("2.5.1b",),
        default="release",
        decided_by="fact",
        zh="变更之日以新功能可为用户使用之日为准，由填报人给出。",
        en=(
            "The change takes place when users can use the changed function; whoever keeps the log "
            "gives that day."
        ),
    ),
    FixedPoint(
        id="A-35",
        clauses=("2.5.1a",),
        default="human",
        decided_by="question",
        zh="“重大”没有定义，由人判定。",
        en="“Major” is not defined; a person decides.",
    ),
    FixedPoint(
        id="A-36",
        clauses=("2.5.1b",),
        default="actual",
        decided_by="default",
        zh="变更日是休息日的，仍以实际日为界倒数。",
        en="If the change falls on a day off, one still counts back from the actual day.",
    ),
    FixedPoint(
        id="A-37",
        clauses=("2.6.1b",),
        default="stop",
        decided_by="fact",
        zh="下线之日以停止向用户提供之日为准，由填报人给出。",
        en=(
            "The app is offline when users can no longer use it; whoever keeps the log gives that "
            "day."
        ),
    ),
    FixedPoint(
        id="A-38",
        clauses=("2.6.2a", "2.6.2b"),
        default="strict",
        decided_by="question",
        zh="公告须早于下线日；同日的先后、数据处置是否合法合规，由人判定。",
        en=(
            "The announcement must come before the offline day; order on one day, and lawful "
            "disposal, are for a person."
        ),
    ),
    FixedPoint(
        id="A-39",
        clauses=("2.6.1b",),
        default="flag",
        decided_by="default",
        zh="指南没有规定逾期报备的后果，只记违反义务，仍须报备。",
        en="No effect is attached to a late report: a breach is noted and the report is still due.",
    ),
    FixedPoint(
        id="A-40",
        clauses=("2.6.1d",),
        default="report",
        decided_by="default",
        zh="用语是报备而非申请，到达接收方即告完成，没有审核环节。",
        en="The word is report, not application; it is complete on arrival and no review follows.",
    ),
    FixedPoint(
        id="A-41",
        clauses=("2.7.1c", "2.7.2a", "2.7.2b"),
        default="example",
        decided_by="question",
        zh="所举位置是示例，照做即可；其他位置是否显著由人判定，及时没有天数。",
        en=(
            "The places named are examples and always safe; whether another is prominent is for a "
            "person, and “promptly” has no number of days."
        ),
    ),
    FixedPoint(
        id="A-43",
        clauses=("1.1",),
        default="none",
        decided_by="fact",
        zh="指南没有规定存量应用的过渡期；使用者可依上位办法给出日期。",
        en=(
            "The guideline has no transition for apps already online; the caller may give a date "
            "from the parent Measures."
        ),
    ),
    FixedPoint(
        id="A-44",
        clauses=("1.2a", "1.3a", "2.2.2a"),
        default="narrow",
        decided_by="fact",
        zh="1.3a 放宽的是用途而非主体；是否承担行政职能由填报人说明。",
        en=(
            "Clause 1.3a widens the purpose, not the owner; whether the institution has "
            "administrative functions is stated in the case."
        ),
    ),
    FixedPoint(
        id="A-45",
        clauses=("1.2a", "1.3b"),
        default="human",
        decided_by="question",
        zh="党的机关等是否适用没有写明，由人判定。",
        en="The text does not say whether Party organs and the like are covered; a person decides.",
    ),
    FixedPoint(
        id="A-46",
        clauses=("2.2.1a", "2.2.2a"),
        default="human",
        decided_by="question",
        zh="中央驻琼单位的路径没有写明，由人判定；省级其他国家机关暂按省直处理，请人确认。",
        en=(
            "No route is named for central agencies, so a person decides; other provincial state "
            "organs provisionally follow the provincial route, to be confirmed."
        ),
    ),
    FixedPoint(
        id="A-47",
        clauses=("2.2.1a",),
        default="city",
        decided_by="default",
        zh="所在地网信部门按市县级理解；具体名称由填报人掌握。",
        en=(
            "The office of the place is taken to be that of the city or county; its name is known "
            "to whoever keeps the log."
        ),
    ),
    FixedPoint(
        id="A-48",
        clauses=("2.1.1", "0.2"),
        default="human",
        decided_by="fact",
        zh="多个单位主办或使用的，先议定由其中一个作备案主体，案卷只写这一个。",
        en=(
            "Where several units sponsor or use the app, they settle on one filing subject, and "
            "the case names that one."
        ),
    ),
    FixedPoint(
        id="A-50",
        clauses=("2.2.3a", "2.2.3d"),
        default="le",
        decided_by="fact",
        zh="自查整改不晚于提交申请之日即可，同日亦可；所列问题须全部整改。",
        en=(
            "Self-check and rectification by the day of submission suffice, that day included; "
            "every problem listed must be rectified."
        ),
    ),
    FixedPoint(
        id="A-51",
        clauses=("1.2e", "2.2.3b", "2.2.3c"),
        default="open",
        decided_by="question",
        zh="列举以“等”收尾，未列的形态由人判定；未列的功能问题由自查填报。",
        en=(
            "The lists end with “and the like”: a form not named is for a person, a function not "
            "named is reported by the self-check."
        ),
    ),
    FixedPoint(
        id="A-52",
        clauses=("2.3.0", "A1", "A2", "A6", "A7"),
        default="same_submit",
        decided_by="default",
        zh="附件1、2推定为基本信息表，附件6、7随申请提交；按应用形态选表。",
        en=(
            "Annexes 1 and 2 are taken to be the basic information form and 6 and 7 to be handed "
            "in; the form follows the kind of app."
        ),
    ),
    FixedPoint(
        id="A-53",
        clauses=("2.3.7",),
        default="required",
        decided_by="question",
        zh="应用面向基层的，单独说明是必备材料；是否面向基层由人说明。",
        en=(
            "For an app that faces the grassroots level the separate statement is required; "
            "whether it does is for a person."
        ),
    ),
    FixedPoint(
        id="A-54",
        clauses=("A1", "A2"),
        default="note",
        decided_by="default",
        zh="用WPS填写只作提示，不据此判定材料是否合格。",
        en="Filling in with WPS is pointed out and not judged.",
    ),
    FixedPoint(
        id="A-56",
        clauses=("T2",),
        default="null",
        decided_by="fact",
        zh="文本没有施行日，库中留空；需要时由使用者设定。",
        en="The text has no effective date; it is left empty, and the caller sets one if needed.",
    ),
    FixedPoint(
        id="A-57",
        clauses=("0.1", "1.3a"),
        default="local",
        decided_by="default",
        zh="与上位办法有出入的，按本指南评定，并在资料中注明。",
        en=(
            "Where the parent Measures differ, the guideline is followed and the difference is "
            "documented."
        ),
    ),
    FixedPoint(
        id="A-60",
        clauses=(),
        default="analogy",
        decided_by="default",
        zh=(
            "备案发生在机关和单位之间，《行政许可法》第3条第2款也把此类之间的若干审批排除在外，故其"
            "规则只作类推。"
        ),
        en=(
            "The filing takes place between public bodies, and the Administrative Licensing Law "
            "(art. 3 para. 2) itself leaves out certain approvals between them; its rules serve by "
            "analogy only."
        ),
    ),
    FixedPoint(
        id="A-64",
        clauses=("2.5.1f",),
        default="warn",
        decided_by="default",
        zh="变更须重新通过审核检测，先行生效的，作为违反记录。",
        en=(
            "A change has to pass review and test anew; taking effect before that is recorded as a "
            "breach."
        ),
    ),
    FixedPoint(
        id="A-65",
        clauses=("2.5.1c", "2.5.1f"),
        default="form4",
        decided_by="default",
        zh="变更只列变更申请表和变更说明；是否另交他件，依机关的具体要求。",
        en=(
            "For a change only the change form and the explanation are listed; whatever else is "
            "asked for follows the authority."
        ),
    ),
)
