"""The readings on how the procedure runs: whose clock, what restarts it, what suffices."""

from __future__ import annotations

from gaf_rules.readings_text.cites import (
    APL_I49,
    CIVIL137,
    CPL_I126,
    INFO30,
    INFO33,
    LICENCE32,
    PARENT5,
)
from gaf_rules.readings_text.model import OptionText, ReadingText

__all__ = ["PROCEDURE"]

PROCEDURE = (
    ReadingText(
        field="completeness_clock",
        ambiguity="A-09",
        clauses=("2.4.2a",),
        zh="完备性审核的起算点",
        en="start of the completeness review",
        question_zh="完备性审核的期限，从省委网信办收到起算，还是从首级机关收到起算？",
        question_en=(
            "Does the time limit of the completeness review run from receipt by the provincial "
            "office or by the first tier?"
        ),
        options=(
            OptionText(
                key="provincial_receipt",
                reading="province",
                zh="省委网信办收到之日",
                en="provincial receipt",
                meaning_zh="省委网信办收到材料之日起算。",
                meaning_en=(
                    "It runs from the day the provincial cyberspace administration has the "
                    "materials."
                ),
            ),
            OptionText(
                key="first_tier_receipt",
                reading="first",
                zh="首级机关收到之日",
                en="first-tier receipt",
                meaning_zh="市县网信办或者省直部门收到申请之日起算。",
                meaning_en=(
                    "It runs from the day the municipal cyberspace administration or the "
                    "provincial department has the application."
                ),
            ),
        ),
        argument_zh=(
            "2.4.2a 的义务人是省委网信办，所说的收到自然是它的收到；首级机关另有 2.4.1 的及时义务。"
            "《民诉法解释》第126条对上级转交的案件，也从受理法院自己收到之后起算。"
        ),
        argument_en=(
            "Clause 2.4.2a binds the provincial office, so the receipt it speaks of is that "
            "office's; the first tier has its own duty of promptness in 2.4.1. The Interpretation "
            "of the Civil Procedure Law (art. 126) likewise counts a case passed on by another "
            "court from its arrival at the court that takes it up."
        ),
        cites=(CPL_I126,),
    ),
    ReadingText(
        field="returned_deadline",
        ambiguity="A-13",
        clauses=("2.4.2c", "2.4.4c"),
        zh="退回后补齐的期限",
        en="time limit after a return",
        question_zh="省委网信办退回之后，补齐材料有没有期限？",
        question_en=(
            "Is there a time limit for completing an application that the provincial office has "
            "returned?"
        ),
        options=(
            OptionText(
                key="none",
                reading="none",
                zh="没有期限",
                en="none",
                meaning_zh="补齐没有期限，也不会视为放弃。",
                meaning_en="There is no time limit, and the application is not deemed abandoned.",
            ),
            OptionText(
                key="ten_working_days",
                reading="ten",
                zh="类推补充提交的期限",
                en="as for a supplement",
                meaning_zh="比照 2.4.4c 的期限补齐。",
                meaning_en="The period of 2.4.4c applies by analogy.",
            ),
        ),
        argument_zh=(
            "2.4.4c、2.4.4d 针对的是国家网信办的反馈，2.4.2c 的退回没有配期限；放弃是不利后果，应从"
            "严解释，不宜类推。《政府信息公开条例》第30条想让逾期不补正产生放弃后果，就明白写出，可"
            "资对照。"
        ),
        argument_en=(
            "Clauses 2.4.4c and 2.4.4d deal with feedback by the national office, and the return "
            "in 2.4.2c carries no period. Abandonment is a detriment, to be read narrowly and not "
            "extended by analogy. The Regulation on Open Government Information (art. 30) shows "
            "the contrast: where a late correction shall count as giving up, it says so."
        ),
        cites=(INFO30,),
    ),
    ReadingText(
        field="completeness_clock_after_return",
        ambiguity="A-14",
        clauses=("2.4.2a",),
        zh="补齐后的完备性审核期限",
        en="completeness review after a return",
        question_zh="退回后补齐再交，完备性审核的期限重新起算还是接着算？",
        question_en=(
            "After a return and a complete resubmission, does the time limit of the completeness "
            "review start anew or go on?"
        ),
        options=(
            OptionText(
                key="restart",
                reading="restart",
                zh="重新起算",
                en="starts anew",
                meaning_zh="从收到补齐的材料之日起，重新计算整个期限。",
                meaning_en="The whole period runs again from receipt of the completed materials.",
            ),
            OptionText(
                key="resume",
                reading="resume",
                zh="接续计算",
                en="goes on",
                meaning_zh="退回前已用的工作日不再给，只剩余数。",
                meaning_en=(
                    "The working days used before the return are spent; only the rest remains."
                ),
            ),
        ),
        argument_zh=(
            "期限从收到材料起算，而补齐之后才算收到齐全的材料；《政府信息公开条例》第30条、《民诉法"
            "解释》第126条、《行诉法解释》第49条，都让补正后的期限从收到补正之后起算。"
        ),
        argument_en=(
            "The period runs from receipt of the materials, and only the completed set is that. "
            "The Regulation on Open Government Information (art. 30), the Interpretation of the "
            "Civil Procedure Law (art. 126) and that of the Administrative Litigation Law (art. "
            "49) all let the period run from receipt of the correction."
        ),
        cites=(INFO30, CPL_I126, APL_I49),
    ),
    ReadingText(
        field="review_clock_on_feedback",
        ambiguity="A-20",
        clauses=("2.4.3a", "2.4.3b", "2.4.4a"),
        zh="反馈后的国家审核期限",
        en="national review after feedback",
        question_zh="国家网信办要求补充、更正之后，审核期限怎样走？",
        question_en=(
            "What happens to the time limit of the national review once feedback has been given?"
        ),
        options=(
            OptionText(
                key="extend",
                reading="extend",
                zh="按延期处理",
                en="extended",
                meaning_zh="期限延长到告知的预计时间；未告知的，到期日未知，不判超期。",
                meaning_en=(
                    "It is extended to the expected date; if none was given the due date is "
                    "unknown and nothing is overdue."
                ),
            ),
            OptionText(
                key="pause",
                reading="pause",
                zh="暂停",
                en="paused",
                meaning_zh="反馈时停住，收到补充材料后接着走。",
                meaning_en="It stops at the feedback and goes on when the supplement is received.",
            ),
            OptionText(
                key="restart",
                reading="restart",
                zh="重新起算",
                en="starts anew",
                meaning_zh="从收到补充材料之日起，重新计算整个期限。",
                meaning_en="The whole period runs again from receipt of the supplement.",
            ),
        ),
        argument_zh=(
            "2.4.3b 自己把补充、更正材料列为延期的事由，用的是延长而非中止。《政府信息公开条例》第"
            "33条也把延长与不计入的时间分开写；其第30条和《民诉法解释》第126条的补正后起算，是另外"
            "两种读法的依据。"
        ),
        argument_en=(
            "Clause 2.4.3b itself makes supplementing and correcting a ground for extension; it "
            "does not stop the clock. The Regulation on Open Government Information (art. 33) also "
            "keeps extension apart from time that is not counted; its art. 30 and art. 126 of the "
            "Interpretation of the Civil Procedure Law, which count from the correction, are what "
            "the other two readings rest on."
        ),
        cites=(INFO30, INFO33, CPL_I126),
    ),
    ReadingText(
        field="feedback_receipt",
        ambiguity="A-23",
        clauses=("2.4.3c", "2.4.4b", "2.7.1b"),
        zh="以谁收到反馈为准",
        en="whose receipt of the feedback",
        question_zh="所属单位的反馈由省直部门转达：以谁收到为准？",
        question_en=(
            "Feedback for an affiliated institution passes through its department: whose receipt "
            "counts?"
        ),
        options=(
            OptionText(
                key="sponsor",
                reading="sponsor",
                zh="主办（使用）单位收到",
                en="the sponsor's",
                meaning_zh="主办（使用）单位自己收到反馈之日起算。",
                meaning_en="The period runs from the day the sponsor itself has the feedback.",
            ),
            OptionText(
                key="provincial_department",
                reading="dept",
                zh="省直部门收到",
                en="the department's",
                meaning_zh="省直部门收到反馈之日起算，较为保守。",
                meaning_en=(
                    "The period runs from the day the provincial department has it: the cautious "
                    "way."
                ),
            ),
        ),
        argument_zh=(
            "2.4.4c 的义务人是主办（使用）单位，收到反馈的也应是它；通知到达相对人才生效，是《民法"
            "典》第137条的一般规则。转达没有期限，迟延不应由主办（使用）单位承担。"
        ),
        argument_en=(
            "Clause 2.4.4c binds the sponsor, so the receipt is the sponsor's; that a notice takes "
            "effect when it reaches its addressee is the general rule of the Civil Code (art. "
            "137). Passing on has no time limit, and its delay should not fall on the sponsor."
        ),
        cites=(CIVIL137,),
    ),
    ReadingText(
        field="missing_plan",
        ambiguity="A-26",
        clauses=("2.4.4e",),
        zh="缺少整改计划",
        en="missing rectification plan",
        question_zh="涉及功能整改而补充提交没有附整改计划的，算不算提交？",
        question_en=(
            "Functions have to be rectified and the supplement has no plan: does it count as "
            "submitted?"
        ),
        options=(
            OptionText(
                key="defect",
                reading="add",
                zh="算提交，属缺陷",
                en="submitted, with a defect",
                meaning_zh="已按期提交，缺少的计划应当补上，不视为放弃。",
                meaning_en="It is in time; the plan has to be added, and nothing is abandoned.",
            ),
            OptionText(
                key="not_submitted",
                reading="forfeit",
                zh="视为未提交",
                en="not submitted",
                meaning_zh="附上计划之前不算提交，期限届满即视为放弃。",
                meaning_en=(
                    "It does not count until the plan is there; at the end of the period the "
                    "application is deemed abandoned."
                ),
            ),
        ),
        argument_zh=(
            "2.4.4d 的放弃只系于没有提交；2.4.4e 是在补充材料之外另加一份文件，没有为其缺失规定后"
            "果。不利后果应从严。《行政许可法》第32条（四）对材料不齐，也是告知补正，而非视同没有申"
            "请。"
        ),
        argument_en=(
            "Abandonment under 2.4.4d hangs on not submitting at all; 2.4.4e adds one document and "
            "attaches no effect to its absence. A detriment is to be read narrowly. The "
            "Administrative Licensing Law (art. 32 item 4) likewise answers an incomplete set by "
            "asking for what is missing, not by treating it as no application."
        ),
        cites=(LICENCE32,),
    ),
    ReadingText(
        field="resubmission_goes_to",
        ambiguity="A-28",
        clauses=("2.4.4c",),
        zh="补充材料交到哪一步",
        en="where the supplement goes",
        question_zh="补充材料经原路上报之后，直接回到国家审核，还是先重做完备性审核？",
        question_en=(
            "Does a supplement, sent up the same way, go straight back to the national review or "
            "through the completeness review again?"
        ),
        options=(
            OptionText(
                key="national_review",
                reading="stage2",
                zh="回到国家审核",
                en="national review",
                meaning_zh="经原路转交，回到国家网信办的审核，不另起完备性审核的期限。",
                meaning_en=(
                    "It is passed up to the national review; no new period of the completeness "
                    "review starts."
                ),
            ),
            OptionText(
                key="completeness_review",
                reading="stage1",
                zh="重做完备性审核",
                en="completeness review",
                meaning_zh="省委网信办收到后，先在新的期限内重做完备性审核。",
                meaning_en=(
                    "The provincial office first makes the completeness review again, in a new "
                    "period."
                ),
            ),
        ),
        argument_zh=(
            "补充材料答复的是 2.4.4a 中国家网信办的反馈，该申请此前已通过完备性审核并已报送；"
            "2.4.2a 的期限系于备案申请材料的收到，指南没有要求为补充材料重来一次。《政府信息公开条"
            "例》第30条同样把补正交回提出要求的机关。"
        ),
        argument_en=(
            "The supplement answers the feedback of the national office (2.4.4a) on an application "
            "that has already passed the completeness review and been reported. The period of "
            "2.4.2a is tied to receipt of the application, and the guideline does not ask for it "
            "again. In the Regulation on Open Government Information (art. 30), too, a correction "
            "goes back to the authority that asked for it."
        ),
        cites=(INFO30,),
    ),
    ReadingText(
        field="launch_gate",
        ambiguity="A-42",
        clauses=("1.1",),
        zh="上线的条件",
        en="condition for launching",
        question_zh="上线之前须取得备案编号，还是提交申请即可？",
        question_en=(
            "Must the number have been issued before the launch, or is it enough to have applied?"
        ),
        options=(
            OptionText(
                key="number_issued",
                reading="numbered",
                zh="取得编号",
                en="number issued",
                meaning_zh="取得备案编号之后才可以上线。",
                meaning_en="The app may go live once the filing number has been issued.",
            ),
            OptionText(
                key="application_submitted",
                reading="started",
                zh="提交申请",
                en="application submitted",
                meaning_zh="提交备案申请之后就可以上线。",
                meaning_en="The app may go live once the application has been submitted.",
            ),
        ),
        argument_zh=(
            "1.1 要求上线前履行备案程序，而该程序依 2.7.1a 到编号为止；只提交申请，程序并未履行完"
            "毕。上位办法（仅见二手摘录）禁止要求用户使用尚未备案的应用，亦支持此读。"
        ),
        argument_en=(
            "Clause 1.1 demands that the filing procedure be gone through before the launch, and "
            "under 2.7.1a that procedure ends with the number; an application alone does not "
            "complete it. The parent Measures, known here only from second-hand excerpts, forbid "
            "making users take an app that is not filed, which points the same way."
        ),
        cites=(PARENT5,),
    ),
)
