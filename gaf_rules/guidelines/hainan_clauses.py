"""The clauses of the Hainan guideline in our own words, with the digest of each original.

This file holds the title, the scope and the application (2.3 included), and joins the rest on.

Only digests of the original sentences are kept, so that a later edition can be compared with this
one (``law drift``) without carrying its text. A number of days is never written here: it stands
once, in the period row, and ``{days}`` marks its place (see ``Clause.wording``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.citation import ClauseBook, fact_clause, heading_clause, norm_clause
from gaf_rules.guidelines.hainan_clauses_procedures import PROCEDURE_CLAUSES

if TYPE_CHECKING:
    from gaf_rules.citation import Clause

__all__ = ["CLAUSES", "CLAUSE_BOOK"]

_SCOPE_AND_APPLICATION: tuple[Clause, ...] = (
    heading_clause(
        "T1",
        "指南名称：《海南省政务移动互联网应用程序备案操作指南》",
        (
            "Title: Operating Guide of Hainan Province for the Filing of Government Mobile "
            "Internet Applications"
        ),
        "507b32af567bfab7809dc485d673d1c3a0bd384570b0bf88d19b569a0ce1b49f",
    ),
    heading_clause(
        "T2",
        "版次：首版；文本未载明日期、文号和施行日",
        "Edition: the first; the text bears no date, document number or effective date",
        "db6e66f98c3b0192844be3f441b42a4cf9053dcfcf274f3c83c715b9c2010ef5",
    ),
    fact_clause(
        "0.1",
        (
            "上位依据有二：国务院办公厅的《政务移动互联网应用程序规范化管理办法》，国家网信办的《政"
            "务移动互联网应用程序备案工作指南（第一版）》。"
        ),
        (
            "Legal basis: the Measures for the Standardized Management of Government Mobile "
            "Internet Applications (General Office of the State Council) and the Work Guide for "
            "Their Filing, first edition (national cyberspace administration)."
        ),
        "9237585cf76800376fde09edd80c38358d0c26e19d6a5e88c76216c8996223b2",
    ),
    fact_clause(
        "0.2",
        (
            "目的是指导海南各市县和省级部门管好备案，让主办（使用）单位申请有序；“政务应用程序”是此"
            "后通用的简称。"
        ),
        (
            "Purpose: to guide the cities, counties and provincial departments of Hainan in "
            "managing filings and let sponsors apply in an orderly way; “government app” is the "
            "short name used from here on."
        ),
        "6717250d9aea9c9ed9c154a47e70eb99b6e2fda1014cbb879ad5ee510b05542e",
    ),
    fact_clause(
        "0.3",
        "指南依海南的实际情况订立。",
        "The guideline is made in the light of conditions in Hainan.",
        "a77bbacc8b9538f04da0bfa485daac4cbfd6bf2f910987f429bd8e512ba20078",
    ),
    heading_clause(
        "1",
        "适用范围",
        "Scope of application",
        "9442bd0c0481d660e647d9b54cbea1b88c77650ed54aa086e7321cb406f267a0",
    ),
    norm_clause(
        "1.1",
        "主办（使用）单位须在政务应用程序上线之前，依指南办理备案程序。",
        (
            "Before a government app goes live, its sponsor must go through the filing procedure "
            "of the guideline."
        ),
        "f9fef359bc91db5af07877ebf2a8c6082f5e34994ef4924637a716cc590d0aae",
    ),
    norm_clause(
        "1.2a",
        "主体要件：属于各级行政机关、群团组织，或者具有行政职能的事业单位。",
        (
            "Owner: an administrative organ of any level, a mass organization, or a public "
            "institution with administrative functions."
        ),
        "7905ef733f9ab0bee3f05d121d471d0ba38a005abb595da12bcee424ba86c7c4",
    ),
    norm_clause(
        "1.2b",
        "来源要件：可以自己开发建设，也可以借助任何互联网平台搭建。",
        "Origin: developed for that body, or set up on an internet platform of any kind.",
        "ab13877245aa143569e07c4e7392062e2c1bce151600f2b592ad7014ce573c53",
    ),
    norm_clause(
        "1.2c",
        "运行环境要件：在移动智能终端上运行。",
        "Environment: it runs on smart mobile devices.",
        "3cbabd240fc864081c4c89f42f2eee1416fdd90bbf470318149318f869bda25d",
    ),
    norm_clause(
        "1.2d",
        "用途要件：支撑内部工作人员的办公、管理或者学习。",
        "Purpose: it supports internal staff in office work, management or study.",
        "f60a9b07ab0ddd25db611f6feb213b50afb9fb115e796823fccbd178e0aa3533",
    ),
    norm_clause(
        "1.2e",
        "形态：小程序、快应用、移动客户端（APP）及其同类；列举未尽。",
        "Form: mobile client (app), mini-program, quick app and the like; the list is open.",
        "bc001309b0fc28d611f44bd586bb526d0b0d87e75cad416f3931ad1b362b8c4b",
    ),
    norm_clause(
        "1.2f",
        "除外：公众账号和工作群组不算政务应用程序。",
        "Exclusion: official accounts and work groups are not government apps.",
        "188982565eeeb5381c1f013da9a9b3f85ddb96e70577319b05eb33f89ac33dc5",
    ),
    norm_clause(
        "1.3a",
        "向社会公众或者经营主体提供管理服务的，同样统一备案。",
        (
            "Apps that provide administrative services to the public or to businesses are filed "
            "under the same system."
        ),
        "5eee1fc08cc2fbd58e5768c4d70aa46c3e432ce6445cf61cabaa5fd0edde56ee",
    ),
    norm_clause(
        "1.3b",
        "行政机关之外的国家机关作主办（使用）单位的，也统一备案。",
        (
            "Apps whose sponsor is a state organ other than an administrative organ are filed "
            "under the same system too."
        ),
        "523a292fd90254b1c50b2505d7056ecf1d7cddf96d87ae0b1251b2ebbc66a3d8",
    ),
    heading_clause(
        "2",
        "备案方式及流程",
        "Manner and procedure of filing",
        "75e76d071e05f28d192b4dde8ba0d70cfe1c0fca617ffd8cc8119fe5efa4919f",
    ),
    heading_clause(
        "2.1",
        "备案主体",
        "Filing subject",
        "7a66aeeef3aac16436370ac7efbfe42d44a800bf539fd4aa33ef0da75543a70c",
    ),
    norm_clause(
        "2.1.1",
        "备案手续由主办（使用）单位以自己的名义办理，备案主体就是该单位。",
        "The sponsor itself is the filing subject and completes the filing formalities.",
        "767749e3071c925d67673911b6602606b0ac4ffefd3bdade98f32332ef46622d",
    ),
    heading_clause(
        "2.2",
        "分级申请",
        "Tiered application",
        "afb87ce425ba27d6d26fb19c4314635f3a99b733ad7e12147a4380d0b5ae6068",
    ),
    fact_clause(
        "2.2.0",
        "申请逐级提出，路径取决于主办（使用）单位所在的层级。",
        "Applications go up tier by tier; the route depends on the tier of the sponsor.",
        "a08d40cca1196898449832ffe0df16f9caf0d8121853eeb8b48a47fcb17ce768",
    ),
    norm_clause(
        "2.2.1a",
        "市县的主办（使用）单位，把备案申请交给所在地的网信办。",
        (
            "A sponsor of a city or county submits its filing application to the cyberspace "
            "administration of its place."
        ),
        "e8b336df022369e7b5f6a34e7d0cb6e5520ff72cbfeee7dba299f4483bc6996a",
    ),
    norm_clause(
        "2.2.1b",
        "市县网信办再将申请提交至省委网信办。",
        (
            "The municipal cyberspace administration then submits the application to the "
            "provincial cyberspace administration."
        ),
        "64936114e810f5427c0b23d72ec34af5a357c97a0996a04447eb3167d44953db",
    ),
    norm_clause(
        "2.2.2a",
        "省直路径适用于省直各部门，以及其所属、具有行政职能的事业单位。",
        (
            "The provincial route covers provincial departments and the public institutions with "
            "administrative functions affiliated with them."
        ),
        "b5016e073f74e0248a1d29bd83a040ae36854eb453673fa0a5dbd08021d4c273",
    ),
    norm_clause(
        "2.2.2b",
        "走省直路径的，由该部门直接向省委网信办递交，所属单位经由其部门。",
        (
            "On the provincial route the department submits directly to the provincial cyberspace "
            "administration; an affiliated institution goes through its department."
        ),
        "9505cc5036b9bb83158f9d6fcf5d268ce086e559c18ef2c822de92b69540be6a",
    ),
    norm_clause(
        "2.2.3a",
        "主办（使用）单位须先完成自查自纠，再递交申请。",
        (
            "The sponsor must complete self-check and rectification before it submits the filing "
            "application."
        ),
        "1c052fb39f7e45c0f6d139aa9d05e0d82b570a8d989664f73acf005c58ec0fe8",
    ),
    norm_clause(
        "2.2.3b",
        "自查其一：有无打卡签到、积分排名、在线时长统计一类的强制性功能。",
        (
            "Self-check, part one: whether the app has forced functions such as check-in, points "
            "ranking or online-time statistics."
        ),
        "0d722abb6ba50b8a81e51961cff4a2460baf35b64760e05cd763c251d65c9a9c",
    ),
    norm_clause(
        "2.2.3c",
        "自查其二：是否缺少必要功能，例如投诉建议渠道、主办单位标识。",
        (
            "Self-check, part two: whether the app lacks necessary functions such as a complaint "
            "channel or identification of the sponsor."
        ),
        "44e51676f5271fad57b1651423f4932be812edb2683367dc5673f27bf67bb7fb",
    ),
    norm_clause(
        "2.2.3d",
        "自查发现的问题须整改完毕。",
        "The problems found in the self-check must be rectified completely.",
        "764e8c1fef660f6f483394213b1d4dd26c686b2f9d7e8f15677c1110ed47fee5",
    ),
    heading_clause(
        "2.3",
        "备案申请",
        "Filing application",
        "74c09b5894056ada0b6e5f1d41363efa49bb3d86c1d8fc26b13f9ed88034020c",
    ),
    norm_clause(
        "2.3.0",
        (
            "申请人须按要求备齐材料，准确填好《政务移动互联网应用程序基本信息表》和《政务移动互联网"
            "应用程序备案申请表》；内容见以下各项。"
        ),
        (
            "The sponsor must provide the required materials and fill in accurately the basic "
            "information form and the filing application form; the contents are listed below."
        ),
        "31914f23f6986e21d7eb1fe9ea18aad62478a9c3e68f7e0dc79e73144e50f3eb",
    ),
    norm_clause(
        "2.3.1",
        "材料一：应用的基本信息。",
        "Material one: basic information on the app.",
        "8f8605215216f14c2957f2caa5333c9897c091111acc8327cb60363391855593",
    ),
    norm_clause(
        "2.3.2",
        "材料二：立项审核的情况。",
        "Material two: project approval.",
        "8ce3fc7e19dfeed58e5029f5157a8d5b557279df4cfbbf2fce558a97e90e3204",
    ),
    norm_clause(
        "2.3.3",
        "材料三：功能设置的情况。",
        "Material three: functions of the app.",
        "541d9236098ed0943d1b66b16a756e5d12a7a38e6275916a381aced01147f3c2",
    ),
    norm_clause(
        "2.3.4",
        "材料四：运维与安全保障的情况。",
        "Material four: operation, maintenance and security safeguards.",
        "b005f624ead38351bf3138d51935c59fe5d237d3f3b20dd50837b0498da9034d",
    ),
    norm_clause(
        "2.3.5",
        "材料五：验收的情况。",
        "Material five: acceptance of the app.",
        "b1e4a792ca637d035a59ec66b2c8d0953cf0082178c1ecdf333bdfdd6ac65d46",
    ),
    norm_clause(
        "2.3.6",
        "材料六：备案另需的材料。",
        "Material six: other materials that the filing needs.",
        "51c9ba915fba485c100c2d64cef772a1210d359b49440e60e418bd9dd76f84b7",
    ),
    norm_clause(
        "2.3.7",
        "应用面向基层的，主办（使用）单位申请备案时须就此另作单独说明。",
        (
            "Where the app is built for the grassroots level, the sponsor must say so in a "
            "separate statement when it applies."
        ),
        "bda9a1affa9073c06310ddcc1037e4a0cc654eddfabeb94ce79790da6a55189a",
    ),
)

CLAUSES: tuple[Clause, ...] = _SCOPE_AND_APPLICATION + PROCEDURE_CLAUSES
"""All 84 parts of the guideline, in the order of its text."""

CLAUSE_BOOK = ClauseBook(CLAUSES)
"""The same clauses, looked up by slug."""
