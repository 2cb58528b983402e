"""The articles that the arguments name; all of other statutes, which guide by analogy."""

from __future__ import annotations

from gaf_rules.readings_text.model import Cite

__all__ = [
    "APL_I49",
    "CIVIL137",
    "CIVIL201",
    "CIVIL1259",
    "CPL85",
    "CPL_I125",
    "CPL_I126",
    "HOLIDAY4",
    "INFO30",
    "INFO31",
    "INFO33",
    "LICENCE32",
    "LICENCE50",
    "MUSEUM31",
    "PARENT5",
    "PATENT5",
    "RECONS20",
]

CIVIL201 = Cite(zh="《民法典》第201条", en="Civil Code, art. 201")
CIVIL137 = Cite(zh="《民法典》第137条", en="Civil Code, art. 137")
CIVIL1259 = Cite(zh="《民法典》第1259条", en="Civil Code, art. 1259")
CPL85 = Cite(zh="《民事诉讼法》第85条", en="Civil Procedure Law, art. 85")
CPL_I125 = Cite(
    zh="《民诉法解释》第125条",
    en="Interpretation of the Civil Procedure Law, art. 125",
)
CPL_I126 = Cite(
    zh="《民诉法解释》第126条",
    en="Interpretation of the Civil Procedure Law, art. 126",
)
APL_I49 = Cite(
    zh="《行诉法解释》（2018）第49条",
    en="Interpretation of the Administrative Litigation Law (2018), art. 49",
)
PATENT5 = Cite(
    zh="《专利法实施细则》（2023）第5条",
    en="Implementing Regulations of the Patent Law (2023), art. 5",
)
HOLIDAY4 = Cite(zh="《全国年节及纪念日放假办法》第4条", en="Regulation on Public Holidays, art. 4")
RECONS20 = Cite(
    zh="《行政复议法》第20条第2款",
    en="Administrative Reconsideration Law, art. 20 para. 2",
)
INFO30 = Cite(
    zh="《政府信息公开条例》第30条",
    en="Regulation on Open Government Information, art. 30",
)
INFO31 = Cite(
    zh="《政府信息公开条例》第31条",
    en="Regulation on Open Government Information, art. 31",
)
INFO33 = Cite(
    zh="《政府信息公开条例》第33条",
    en="Regulation on Open Government Information, art. 33",
)
LICENCE32 = Cite(zh="《行政许可法》第32条（四）", en="Administrative Licensing Law, art. 32 item 4")
LICENCE50 = Cite(zh="《行政许可法》第50条", en="Administrative Licensing Law, art. 50")
MUSEUM31 = Cite(zh="《博物馆条例》第31条", en="Museum Regulation, art. 31")
PARENT5 = Cite(
    zh="《政务移动互联网应用程序规范化管理办法》第5条",
    en=(
        "Measures for the Standardized Management of Government Mobile Internet Applications, art. "
        "5"
    ),
    secondary=True,
)
