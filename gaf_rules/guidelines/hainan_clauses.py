"""The clauses of the Hainan guideline: their ids, what each is, and the digest of each original.

What they say, in our own words, stands in ``hainan.json``. Only digests of the original sentences are kept,
so that a later edition can be compared with this one (``law drift``) without carrying its text. A number of
days is never written there: it stands once, in the period row, and ``{days}`` marks its place (see
``Clause.wording``); what the text states of itself is a row too, and ``{contact}`` marks its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.language.citation import ClauseBook, worded
from gaf_rules.language.rows import FactRow
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from gaf_rules.language.citation import Clause, Nature

__all__ = ["CLAUSES", "CLAUSE_BOOK", "FACTS"]

_WORDS: Final = words_of("gaf_rules.guidelines", "hainan.json")


def _stated(clause: str, what: str, words: str, value: str = "") -> FactRow:
    zh, en = _WORDS["stated"][words]
    return FactRow(clause=clause, what=what, zh=zh, en=en, value=value)


FACTS: Final[tuple[FactRow, ...]] = (
    _stated("0.1", "parent", "measures"),
    _stated("0.1", "parent", "work_guide"),
    _stated("0.2", "addressee", "cities"),
    _stated("0.2", "addressee", "departments"),
    _stated("0.2", "short_name", "government_app"),
    _stated("0.3", "jurisdiction", "hainan", "460000"),
    _stated("2.2.0", "principle", "by_tiers"),
    _stated("3.1", "contact", "telephone", "0898-65314756"),
    _stated("3.2", "contact", "email", "hnxxhjsc@126.com"),
)
"""What the text states and what binds nobody."""

_ROWS: Final[tuple[tuple[str, Nature, str], ...]] = (
    ("T1", "heading", "507b32af567bfab7809dc485d673d1c3a0bd384570b0bf88d19b569a0ce1b49f"),
    ("T2", "heading", "db6e66f98c3b0192844be3f441b42a4cf9053dcfcf274f3c83c715b9c2010ef5"),
    ("0.1", "fact", "9237585cf76800376fde09edd80c38358d0c26e19d6a5e88c76216c8996223b2"),
    ("0.2", "fact", "6717250d9aea9c9ed9c154a47e70eb99b6e2fda1014cbb879ad5ee510b05542e"),
    ("0.3", "fact", "a77bbacc8b9538f04da0bfa485daac4cbfd6bf2f910987f429bd8e512ba20078"),
    ("1", "heading", "9442bd0c0481d660e647d9b54cbea1b88c77650ed54aa086e7321cb406f267a0"),
    ("1.1", "norm", "f9fef359bc91db5af07877ebf2a8c6082f5e34994ef4924637a716cc590d0aae"),
    ("1.2a", "norm", "7905ef733f9ab0bee3f05d121d471d0ba38a005abb595da12bcee424ba86c7c4"),
    ("1.2b", "norm", "ab13877245aa143569e07c4e7392062e2c1bce151600f2b592ad7014ce573c53"),
    ("1.2c", "norm", "3cbabd240fc864081c4c89f42f2eee1416fdd90bbf470318149318f869bda25d"),
    ("1.2d", "norm", "f60a9b07ab0ddd25db611f6feb213b50afb9fb115e796823fccbd178e0aa3533"),
    ("1.2e", "norm", "bc001309b0fc28d611f44bd586bb526d0b0d87e75cad416f3931ad1b362b8c4b"),
    ("1.2f", "norm", "188982565eeeb5381c1f013da9a9b3f85ddb96e70577319b05eb33f89ac33dc5"),
    ("1.3a", "norm", "5eee1fc08cc2fbd58e5768c4d70aa46c3e432ce6445cf61cabaa5fd0edde56ee"),
    ("1.3b", "norm", "523a292fd90254b1c50b2505d7056ecf1d7cddf96d87ae0b1251b2ebbc66a3d8"),
    ("2", "heading", "75e76d071e05f28d192b4dde8ba0d70cfe1c0fca617ffd8cc8119fe5efa4919f"),
    ("2.1", "heading", "7a66aeeef3aac16436370ac7efbfe42d44a800bf539fd4aa33ef0da75543a70c"),
    ("2.1.1", "norm", "767749e3071c925d67673911b6602606b0ac4ffefd3bdade98f32332ef46622d"),
    ("2.2", "heading", "afb87ce425ba27d6d26fb19c4314635f3a99b733ad7e12147a4380d0b5ae6068"),
    ("2.2.0", "fact", "a08d40cca1196898449832ffe0df16f9caf0d8121853eeb8b48a47fcb17ce768"),
    ("2.2.1a", "norm", "e8b336df022369e7b5f6a34e7d0cb6e5520ff72cbfeee7dba299f4483bc6996a"),
    ("2.2.1b", "norm", "64936114e810f5427c0b23d72ec34af5a357c97a0996a04447eb3167d44953db"),
    ("2.2.2a", "norm", "b5016e073f74e0248a1d29bd83a040ae36854eb453673fa0a5dbd08021d4c273"),
    ("2.2.2b", "norm", "9505cc5036b9bb83158f9d6fcf5d268ce086e559c18ef2c822de92b69540be6a"),
    ("2.2.3a", "norm", "1c052fb39f7e45c0f6d139aa9d05e0d82b570a8d989664f73acf005c58ec0fe8"),
    ("2.2.3b", "norm", "0d722abb6ba50b8a81e51961cff4a2460baf35b64760e05cd763c251d65c9a9c"),
    ("2.2.3c", "norm", "44e51676f5271fad57b1651423f4932be812edb2683367dc5673f27bf67bb7fb"),
    ("2.2.3d", "norm", "764e8c1fef660f6f483394213b1d4dd26c686b2f9d7e8f15677c1110ed47fee5"),
    ("2.3", "heading", "74c09b5894056ada0b6e5f1d41363efa49bb3d86c1d8fc26b13f9ed88034020c"),
    ("2.3.0", "norm", "31914f23f6986e21d7eb1fe9ea18aad62478a9c3e68f7e0dc79e73144e50f3eb"),
    ("2.3.1", "norm", "8f8605215216f14c2957f2caa5333c9897c091111acc8327cb60363391855593"),
    ("2.3.2", "norm", "8ce3fc7e19dfeed58e5029f5157a8d5b557279df4cfbbf2fce558a97e90e3204"),
    ("2.3.3", "norm", "541d9236098ed0943d1b66b16a756e5d12a7a38e6275916a381aced01147f3c2"),
    ("2.3.4", "norm", "b005f624ead38351bf3138d51935c59fe5d237d3f3b20dd50837b0498da9034d"),
    ("2.3.5", "norm", "b1e4a792ca637d035a59ec66b2c8d0953cf0082178c1ecdf333bdfdd6ac65d46"),
    ("2.3.6", "norm", "51c9ba915fba485c100c2d64cef772a1210d359b49440e60e418bd9dd76f84b7"),
    ("2.3.7", "norm", "bda9a1affa9073c06310ddcc1037e4a0cc654eddfabeb94ce79790da6a55189a"),
    ("2.4", "heading", "a11a8ca0777fa8bbb9a6e781109ffbe19d09aa97a4d249c27e71f47a7bae5a60"),
    ("2.4.1", "norm", "bc78eeba88c3390c5a85aa336fc08f33ca85ddab9db0b683fd130afcf6309b45"),
    ("2.4.2a", "norm", "48ce49459c24ade4d601f9e5a8f2b0a2be495ec74f78396e8ffe552ab7817168"),
    ("2.4.2b", "norm", "36b9ed381547b6d8ed61e282109d97bc55f316bac2a40eff0c521a936ad583b3"),
    ("2.4.2c", "norm", "27ee8a98edbf0a73483ef949f9e552532a271ad73c3850b9b07e42e86bd4c669"),
    ("2.4.2d", "norm", "891967870516da828a4abfec682435d7b771730ea26d536c0bed5658d0a72ed5"),
    ("2.4.3a", "norm", "cddac8aa3a9e9d913f5207ab4e0f046208d7a30be19076419d210bee1a9d0c3d"),
    ("2.4.3b", "norm", "c26d32d50d5ac48def001872c6ceb282e78105df14892bf60ee2295d0247ebcc"),
    ("2.4.3c", "norm", "61eabccdf65c2c72560af99fabc88f5fd5093970424b25baa7fec4b17ebe4562"),
    ("2.4.4a", "norm", "a0630b88e4a80818d50955be80b369dfa3fb53e7c65d8425a25956c325fb4c7b"),
    ("2.4.4b", "norm", "6f16023adb88163f9912525f5476e2ceb1637c9d9478d97fe483b68a29ed6941"),
    ("2.4.4c", "norm", "c427267ffd6290678dd9ce0eb29668985f910097c0b19096f8f18293dfa3e086"),
    ("2.4.4d", "norm", "075ceaa21704432309fd36a9c7e02603f883301dee9775a5a161e9f7d143b196"),
    ("2.4.4e", "norm", "75bf13fb9e65225f056d587dbe5aee5765d48cf799ef924564962004b572be5f"),
    ("2.5", "heading", "e42283e21b5d0e99521842c2feb92fdec17d8c877ecd8820389332a25a3a719f"),
    ("2.5.1a", "norm", "ffa9a1b19290ba352689953c0fcb62df4dcfe9a4bd7a685523b60773f3a2b6eb"),
    ("2.5.1b", "norm", "9c265debc8e992d3b101f4972c63c0b7462842f46186a72e18ed1fa0e74829b1"),
    ("2.5.1c", "norm", "5c828258d1858cc74bf23ee371a45bb4af26fefd56cc123a4a6a1ade09ea3996"),
    ("2.5.1d", "norm", "b96d1e90df8ce862a0d658337ccc1c4b69df695bbfdf847a9935cf49cc0c265c"),
    ("2.5.1e", "norm", "f2cbcc83e2399779dcafb3b72c6e9f9c32233c0bf81eab7b131b98a0340112c2"),
    ("2.5.1f", "norm", "2bd4f95f47c203aa3b5dec1776932e6c3bb77171bb173968b68d511b7e0725bd"),
    ("2.6", "heading", "14291227303775bd332cf97efba2e96b2b8b273dc2ed44553be98cfb9936ea4f"),
    ("2.6.1a", "norm", "d859fb625fd6c1ee5e7e9a57a87389da06fad4a8bbb2e615816f44fdb9db3024"),
    ("2.6.1b", "norm", "50ad81b89dee1e472c25fcc6f316640a74a7c6ade3e984f758c5a8f48777358a"),
    ("2.6.1c", "norm", "0743b4467ab47a0dc0f6458fac7ef0ae3e6b18380a4425b777cdf095677a4537"),
    ("2.6.1d", "norm", "697a6415a91dd26b62eaca095e9e7c34e2a340c9e24b457f8c411362f54179ad"),
    ("2.6.2a", "norm", "4dbeecf9c522209f9819cf62a847a5faa8b69cb76938cc94c8c7aae4a958ac32"),
    ("2.6.2b", "norm", "1d6ff82c3d7cde09aeb91ec1575d6472e76735a561261f59154b2f7fe4c9c378"),
    ("2.6.2c", "norm", "7e1c5f1bfa53c94d864c5f0d7405d45a0118ab4555f655e5bf5ede3d8dc13594"),
    ("2.7", "heading", "998676b5f554c5ca5336cc9f9a00be8595741f8bc62e76e56955870dd57de0ce"),
    ("2.7.1a", "norm", "9a7f30e8baad3e832a5fabe85fa1359109bf6f56206bb4f50edb32db4f54828a"),
    ("2.7.1b", "norm", "b26ff7799614877e580f4cd291e24ededadf19e17350a6697bd92d74a72437c9"),
    ("2.7.1c", "norm", "964b6939b7146e25dd4efaeb529ed342cb1b983939dcb5caa3b6d19169a58a31"),
    ("2.7.2a", "norm", "e9fcc01043ebd96800ec9b3fbef473e761a913013fa1fbece091b8e13eb4c466"),
    ("2.7.2b", "norm", "416de398f898f9d9219f8ea19e8e8d1edd34670c3ed52983b17f9570bc19931c"),
    ("2.7.3a", "norm", "9aed3d07349b59a9a107d60103d9eec79432e9dad3a3028cb3359024dc37b17e"),
    ("2.7.3b", "norm", "f7657c00d2f447a77b756f0b5a27d6c88d87e906d5279f5abaf1dacfe6c342fa"),
    ("3", "heading", "a32bac35c8e7fae7135459c073cc5f79fac47c2c69409036d321bfc056704066"),
    ("3.1", "fact", "e83c25acb4e0e242570505fefa0b50b04a9573467eaca4d2caf70d5afa21f272"),
    ("3.2", "fact", "34e680e624a9c9c9e7ffb1eb00a741298d361b63d6313246bdde30c661dcc6c1"),
    ("A1", "norm", "88ef0ef6b2c423cb02f453252e4a9dd0345d5c2a59abb81475ba829a4831c96d"),
    ("A2", "norm", "58f439eda6f2b3dc18ff386d9c3128f2ffb6c38ffc987047169a375bd9a2ade2"),
    ("A3", "norm", "219852bd50687d6e438b6c84d63c7c8eaa078ccea71c4621f74b2c529d8aa3d3"),
    ("A4", "norm", "24411bae3c7913da5fd364ced04c4ec936ddd0c64e8ace596e0a82db3878020a"),
    ("A5", "norm", "a5fa54f422fe1e6fa7f8bf6f86ab3b2bc6828862cf8ee1d1ef04d0f7afce6bda"),
    ("A6", "norm", "b089bc32c64bdab04a8d45c49ae99e5b14943873783f9994aa509eadf91fdf10"),
    ("A7", "norm", "f8519afd12d6b0ca52673a8e958cc1a68746f987907c21bcfe32110b770e8172"),
)


def _wordings() -> dict[str, tuple[str, str]]:
    contacts = {row.clause: row.value for row in FACTS if row.what == "contact"}
    filled = {
        slug: (zh.replace("{contact}", contacts[slug]), en.replace("{contact}", contacts[slug]))
        for slug, (zh, en) in _WORDS["clause"].items()
        if slug in contacts
    }
    return {**_WORDS["clause"], **filled}


CLAUSES: Final[tuple[Clause, ...]] = worded(_ROWS, _wordings())
"""All 84 parts of the guideline, in the order of its text."""

CLAUSE_BOOK: Final = ClauseBook(CLAUSES)
"""The same clauses, looked up by slug."""
