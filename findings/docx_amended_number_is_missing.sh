#!/usr/bin/env bash
# A draft of a rule in Word shows its amendments (tracked changes): 补正材料应在十个工作日内提交, "hand in the supplement within ten working
# days", 十 (ten) struck out and 十五 (fifteen) put in. Below it a day stands in a field of a form (a content control).
# Expected: python-docx reads the rule with fifteen, as docx2txt and mammoth do, or with ten; and the day.
# Seen in python-docx 1.2.0: "within working days", 补正材料应在个工作日内提交: neither number is in Paragraph.text, and the day of the form is
# missing too. What the property says of itself names hyperlinks, tabs and line breaks, and nothing that is left out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'python-docx==1.2.0' 'docx2txt==0.9' 'mammoth==1.13.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

print({name: version(name) for name in ("python-docx", "docx2txt", "mammoth")})
MARK = f'{nsdecls("w")} w:id="%d" w:author="office" w:date="2026-03-09T09:00:00Z"'
document = docx.Document()
rule = document.add_paragraph("补正材料应在")
rule._p.append(parse_xml(f"<w:del {MARK % 1}><w:r><w:delText>十</w:delText></w:r></w:del>"))
rule._p.append(parse_xml(f"<w:ins {MARK % 2}><w:r><w:t>十五</w:t></w:r></w:ins>"))
rule.add_run("个工作日内提交")
form = document.add_paragraph("收到日期：")
form._p.append(
    parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtContent><w:r><w:t>2026年3月9日</w:t></w:r></w:sdtContent></w:sdt>')
)
document.save("rule.docx")
seen = [paragraph.text for paragraph in docx.Document("rule.docx").paragraphs]
others = [docx2txt.process("rule.docx"), mammoth.extract_raw_text(open("rule.docx", "rb")).value]
print(seen, others)
assert seen == ["补正材料应在个工作日内提交", "收到日期："], seen
assert all("补正材料应在十五个工作日内提交" in text and "收到日期：2026年3月9日" in text for text in others), others
PY
