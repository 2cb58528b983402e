"""The clauses of the Hainan guideline in our own words, with the digest of each original.

This file holds review, change, deregistration, number, contact and annexes (2.4 to A7).

Only digests of the original sentences are kept, so that a later edition can be compared with this
one (``law drift``) without carrying its text. A number of days is never written here: it stands
once, in the period row, and ``{days}`` marks its place (see ``Clause.wording``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.citation import fact_clause, heading_clause, norm_clause
from gaf_rules.guidelines.hainan_annexes import CONTACTS

if TYPE_CHECKING:
    from gaf_rules.citation import Clause

__all__ = ["PROCEDURE_CLAUSES"]

PROCEDURE_CLAUSES: tuple[Clause, ...] = (
    heading_clause(
        "2.4",
        "备案审核",
        "Review of the application",
        "a11a8ca0777fa8bbb9a6e781109ffbe19d09aa97a4d249c27e71f47a7bae5a60",
    ),
    norm_clause(
        "2.4.1",
        "市县网信办和省直部门对申请材料须及时核实、检查，再上报省委网信办；“及时”未定天数。",
        (
            "The municipal cyberspace administration and the provincial department must promptly "
            "verify and check the materials and send them to the provincial cyberspace "
            "administration; “promptly” is given no number of days."
        ),
        "bc78eeba88c3390c5a85aa336fc08f33ca85ddab9db0b683fd130afcf6309b45",
    ),
    norm_clause(
        "2.4.2a",
        "省委网信办与政务服务管理部门一起进行完备性审核，收到申请材料之后{days}个工作日内完成。",
        (
            "The provincial cyberspace administration, together with the government services "
            "authority, must complete the completeness review within {days} working days of "
            "receiving the application materials."
        ),
        "48ce49459c24ade4d601f9e5a8f2b0a2be495ec74f78396e8ffe552ab7817168",
    ),
    norm_clause(
        "2.4.2b",
        "材料齐全的，省委网信办报国家网信办申请备案。",
        (
            "If the materials are complete, the provincial cyberspace administration reports the "
            "application to the national cyberspace administration."
        ),
        "36b9ed381547b6d8ed61e282109d97bc55f316bac2a40eff0c521a936ad583b3",
    ),
    norm_clause(
        "2.4.2c",
        "材料有缺的，退给省直部门；市县申请则经市县网信办退给主办（使用）单位。",
        (
            "If materials are missing, the application is returned to the provincial department "
            "or, through the municipal cyberspace administration, to the sponsor."
        ),
        "27ee8a98edbf0a73483ef949f9e552532a271ad73c3850b9b07e42e86bd4c669",
    ),
    norm_clause(
        "2.4.2d",
        "退回时，须把应补的材料一次性告知。",
        "The return must state in one single notification all the materials to be added.",
        "891967870516da828a4abfec682435d7b771730ea26d536c0bed5658d0a72ed5",
    ),
    norm_clause(
        "2.4.3a",
        "国家网信办从收到申请之日起算，用{days}个工作日完成材料审核与技术检测。",
        (
            "The national cyberspace administration completes the review of materials and the "
            "technical test in {days} working days from its receipt of the application."
        ),
        "cddac8aa3a9e9d913f5207ab4e0f046208d7a30be19076419d210bee1a9d0c3d",
    ),
    norm_clause(
        "2.4.3b",
        "遇情况复杂，或者材料须补充、更正，国家网信办将酌情延期，并通知省委网信办。",
        (
            "If the matter is complex or materials need supplementing or correcting, the national "
            "cyberspace administration extends the time limit as appropriate and notifies the "
            "provincial cyberspace administration."
        ),
        "c26d32d50d5ac48def001872c6ceb282e78105df14892bf60ee2295d0247ebcc",
    ),
    norm_clause(
        "2.4.3c",
        (
            "省委网信办要把延期的理由和预计时间告诉省直部门；市县申请则经市县网信办通知主办（使"
            "用）单位。"
        ),
        (
            "The provincial cyberspace administration passes the reason for the extension and the "
            "expected date to the provincial department or, through the municipal cyberspace "
            "administration, to the sponsor."
        ),
        "61eabccdf65c2c72560af99fabc88f5fd5093970424b25baa7fec4b17ebe4562",
    ),
    norm_clause(
        "2.4.4a",
        "材料须补充、更正，或者技术检测没有通过的，由国家网信办向省委网信办反馈。",
        (
            "If materials need supplementing or correcting, or the technical test is failed, the "
            "national cyberspace administration gives feedback to the provincial cyberspace "
            "administration."
        ),
        "a0630b88e4a80818d50955be80b369dfa3fb53e7c65d8425a25956c325fb4c7b",
    ),
    norm_clause(
        "2.4.4b",
        "省委网信办把反馈告知省直部门；市县申请则经市县网信办通知主办（使用）单位。",
        (
            "The provincial cyberspace administration passes the feedback to the provincial "
            "department or, through the municipal cyberspace administration, to the sponsor."
        ),
        "6f16023adb88163f9912525f5476e2ceb1637c9d9478d97fe483b68a29ed6941",
    ),
    norm_clause(
        "2.4.4c",
        "主办（使用）单位自收到反馈后，须在{days}个工作日内补充提交申请材料，或者提交整改说明。",
        (
            "Within {days} working days of receiving the feedback the sponsor must submit "
            "supplementary application materials or a statement of rectification."
        ),
        "c427267ffd6290678dd9ce0eb29668985f910097c0b19096f8f18293dfa3e086",
    ),
    norm_clause(
        "2.4.4d",
        "到期仍未提交，备案申请视为放弃。",
        (
            "If nothing has been submitted when the time limit ends, the filing application is "
            "deemed abandoned."
        ),
        "075ceaa21704432309fd36a9c7e02603f883301dee9775a5a161e9f7d143b196",
    ),
    norm_clause(
        "2.4.4e",
        "整改涉及功能时，还须提交整改计划。",
        "Where functions have to be rectified, a rectification plan must be submitted.",
        "75bf13fb9e65225f056d587dbe5aee5765d48cf799ef924564962004b572be5f",
    ),
    heading_clause(
        "2.5",
        "备案变更",
        "Change of a filing",
        "e42283e21b5d0e99521842c2feb92fdec17d8c877ecd8820389332a25a3a719f",
    ),
    norm_clause(
        "2.5.1a",
        "适用情形：政务应用程序将作重大功能变更。",
        "Case: a major functional change of a government app.",
        "ffa9a1b19290ba352689953c0fcb62df4dcfe9a4bd7a685523b60773f3a2b6eb",
    ),
    norm_clause(
        "2.5.1b",
        "主办（使用）单位须在变更发生的{days}个工作日之前办理。",
        "The sponsor must act {days} working days before the change takes place.",
        "9c265debc8e992d3b101f4972c63c0b7462842f46186a72e18ed1fa0e74829b1",
    ),
    norm_clause(
        "2.5.1c",
        "变更须准确填写《政务移动互联网应用程序备案变更申请表》。",
        "The sponsor must fill in the change application form accurately.",
        "5c828258d1858cc74bf23ee371a45bb4af26fefd56cc123a4a6a1ade09ea3996",
    ),
    norm_clause(
        "2.5.1d",
        "变更申请与备案申请一样，逐级提交。",
        "The change application is submitted tier by tier, as the filing application is.",
        "b96d1e90df8ce862a0d658337ccc1c4b69df695bbfdf847a9935cf49cc0c265c",
    ),
    norm_clause(
        "2.5.1e",
        "变更的情况须按要求说明。",
        "The change must be explained as required.",
        "f2cbcc83e2399779dcafb3b72c6e9f9c32233c0bf81eab7b131b98a0340112c2",
    ),
    norm_clause(
        "2.5.1f",
        "材料审核与技术检测须重做一次。",
        "The review of materials and the technical test are carried out anew.",
        "2bd4f95f47c203aa3b5dec1776932e6c3bb77171bb173968b68d511b7e0725bd",
    ),
    heading_clause(
        "2.6",
        "备案注销",
        "Deregistration",
        "14291227303775bd332cf97efba2e96b2b8b273dc2ed44553be98cfb9936ea4f",
    ),
    norm_clause(
        "2.6.1a",
        "适用情形：政务应用程序关停并注销。",
        "Case: a government app is shut down and deregistered.",
        "d859fb625fd6c1ee5e7e9a57a87389da06fad4a8bbb2e615816f44fdb9db3024",
    ),
    norm_clause(
        "2.6.1b",
        "主办（使用）单位须在应用下线后的{days}个工作日内办理注销报备。",
        "The sponsor must act within {days} working days after the app goes offline.",
        "50ad81b89dee1e472c25fcc6f316640a74a7c6ade3e984f758c5a8f48777358a",
    ),
    norm_clause(
        "2.6.1c",
        "注销须准确填写《政务移动互联网应用程序备案注销报备表》。",
        "The sponsor must fill in the deregistration report form accurately.",
        "0743b4467ab47a0dc0f6458fac7ef0ae3e6b18380a4425b777cdf095677a4537",
    ),
    norm_clause(
        "2.6.1d",
        "注销报备与申请一样，逐级办理。",
        "The deregistration report is made tier by tier, as the application is.",
        "697a6415a91dd26b62eaca095e9e7c34e2a340c9e24b457f8c411362f54179ad",
    ),
    norm_clause(
        "2.6.2a",
        "主办（使用）单位须先公告，然后关停注销。",
        "Before the shutdown and deregistration the sponsor must publish an announcement.",
        "4dbeecf9c522209f9819cf62a847a5faa8b69cb76938cc94c8c7aae4a958ac32",
    ),
    norm_clause(
        "2.6.2b",
        "关停注销之前，相关数据的处置须合法合规。",
        (
            "Before the shutdown and deregistration the data concerned must be disposed of in "
            "accordance with laws and rules."
        ),
        "1d6ff82c3d7cde09aeb91ec1575d6472e76735a561261f59154b2f7fe4c9c378",
    ),
    norm_clause(
        "2.6.2c",
        "数据不得泄露，也不得流失。",
        "Data must be neither leaked nor lost.",
        "7e1c5f1bfa53c94d864c5f0d7405d45a0118ab4555f655e5bf5ede3d8dc13594",
    ),
    heading_clause(
        "2.7",
        "发放编号",
        "Issue of the filing number",
        "998676b5f554c5ca5336cc9f9a00be8595741f8bc62e76e56955870dd57de0ce",
    ),
    norm_clause(
        "2.7.1a",
        "材料审核、技术检测都通过的，国家网信办准予备案并给出编号。",
        (
            "If the review of materials and the technical test are passed, the national cyberspace "
            "administration files the app and gives it a number."
        ),
        "9a7f30e8baad3e832a5fabe85fa1359109bf6f56206bb4f50edb32db4f54828a",
    ),
    norm_clause(
        "2.7.1b",
        "省委网信办收到编号后，通知省直部门；市县申请则经市县网信办通知主办（使用）单位。",
        (
            "On receiving the filing number the provincial cyberspace administration tells the "
            "provincial department or, through the municipal cyberspace administration, the "
            "sponsor."
        ),
        "b26ff7799614877e580f4cd291e24ededadf19e17350a6697bd92d74a72437c9",
    ),
    norm_clause(
        "2.7.1c",
        "转达编号时，须提示主办（使用）单位及时加挂。",
        "In passing on the number it must prompt the sponsor to display it promptly.",
        "964b6939b7146e25dd4efaeb529ed342cb1b983939dcb5caa3b6d19169a58a31",
    ),
    norm_clause(
        "2.7.2a",
        "编号须标示于应用的显著位置。",
        "The filing number must be shown in a prominent place in the app.",
        "e9fcc01043ebd96800ec9b3fbef473e761a913013fa1fbece091b8e13eb4c466",
    ),
    norm_clause(
        "2.7.2b",
        "示例：登录页或首页底端居中；字体颜色、大小合理，清楚易读。",
        (
            "Example: bottom centre of the login page or the home page; colour and size of the "
            "type reasonable, clear and easy to read."
        ),
        "416de398f898f9d9219f8ea19e8e8d1edd34670c3ed52983b17f9570bc19931c",
    ),
    norm_clause(
        "2.7.3a",
        "备案完成以后，主办（使用）单位须对应用作常态化的规范管理。",
        "Once the app is filed, the sponsor must manage it routinely and by the rules.",
        "9aed3d07349b59a9a107d60103d9eec79432e9dad3a3028cb3359024dc37b17e",
    ),
    norm_clause(
        "2.7.3b",
        "主办（使用）单位还须配合网信部门维护本单位的备案信息。",
        (
            "The sponsor must also help the cyberspace administration keep the filing information "
            "of its apps up to date."
        ),
        "f7657c00d2f447a77b756f0b5a27d6c88d87e906d5279f5abaf1dacfe6c342fa",
    ),
    heading_clause(
        "3",
        "联系方式",
        "Contact",
        "a32bac35c8e7fae7135459c073cc5f79fac47c2c69409036d321bfc056704066",
    ),
    fact_clause(
        "3.1",
        "咨询电话：" + CONTACTS["3.1"].value,
        "Telephone for enquiries: " + CONTACTS["3.1"].value,
        "e83c25acb4e0e242570505fefa0b50b04a9573467eaca4d2caf70d5afa21f272",
    ),
    fact_clause(
        "3.2",
        "联系邮箱：" + CONTACTS["3.2"].value,
        "E-mail for enquiries: " + CONTACTS["3.2"].value,
        "34e680e624a9c9c9e7ffb1eb00a741298d361b63d6313246bdde30c661dcc6c1",
    ),
    norm_clause(
        "A1",
        "附件一：《政务移动互联网应用程序备案信息文件模板》的APP版，须用WPS填写。",
        "Annex one: template of the filing information file for apps, to be filled in with WPS.",
        "88ef0ef6b2c423cb02f453252e4a9dd0345d5c2a59abb81475ba829a4831c96d",
    ),
    norm_clause(
        "A2",
        "附件二：《政务移动互联网应用程序备案信息文件模板》的小程序、快应用版，须用WPS填写。",
        (
            "Annex two: template of the filing information file for mini-programs and quick apps, "
            "to be filled in with WPS."
        ),
        "58f439eda6f2b3dc18ff386d9c3128f2ffb6c38ffc987047169a375bd9a2ade2",
    ),
    norm_clause(
        "A3",
        "附件三：《政务移动互联网应用程序备案申请表》的模板。",
        "Annex three: template of the filing application form.",
        "219852bd50687d6e438b6c84d63c7c8eaa078ccea71c4621f74b2c529d8aa3d3",
    ),
    norm_clause(
        "A4",
        "附件四：《政务移动互联网应用程序备案变更申请表》的模板。",
        "Annex four: template of the change application form.",
        "24411bae3c7913da5fd364ced04c4ec936ddd0c64e8ace596e0a82db3878020a",
    ),
    norm_clause(
        "A5",
        "附件五：《政务移动互联网应用程序备案注销报备表》的模板。",
        "Annex five: template of the deregistration report form.",
        "a5fa54f422fe1e6fa7f8bf6f86ab3b2bc6828862cf8ee1d1ef04d0f7afce6bda",
    ),
    norm_clause(
        "A6",
        "附件六：小程序、快应用备案用的自查自纠表模板。",
        "Annex six: template of the self-check form for filing mini-programs and quick apps.",
        "b089bc32c64bdab04a8d45c49ae99e5b14943873783f9994aa509eadf91fdf10",
    ),
    norm_clause(
        "A7",
        "附件七：APP备案用的自查自纠表模板。",
        "Annex seven: template of the self-check form for filing apps.",
        "f8519afd12d6b0ca52673a8e958cc1a68746f987907c21bcfe32110b770e8172",
    ),
)
"""The clauses from 2.4 to the last annex, in the order of the text."""
