"""A tree of elements as a file of XML: what XML has no way to write is refused, never written broken."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from gaf_rules.documents.fields import say, short
from gaf_rules.values.errors import CaseError

__all__ = ["require_xml", "xml_file"]

_NO_SIGN_OF_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def require_xml(path: str, text: str) -> None:
    """A text can stand in a file of XML.

    Raises:
        CaseError: it has a sign that XML cannot hold, such as U+0000.
    """
    bad = _NO_SIGN_OF_XML.search(text)
    if bad is not None:
        sign = f"U+{ord(bad[0]):04X}"
        zh, en = f"XML 写不下 {sign}：{short(text)}", f"XML cannot hold {sign}: {short(text)}"
        raise CaseError((say("not_text", path, text, zh, en),))


def xml_file(root: ET.Element) -> bytes:
    """The file in UTF-8, indented; the same for the same tree, byte for byte.

    Raises:
        CaseError: a text in it has a sign that XML cannot hold.
    """
    for part in root.iter():
        for text in (part.text or "", *part.attrib.values()):
            require_xml(f"${part.tag}", text)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
