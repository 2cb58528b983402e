#!/usr/bin/env bash
# cpca finds province, city and county in a column of addresses or offices. A county with a long name is called by its short one: 陵水县 for
# 陵水黎族自治县, 琼中县, 昌江县, 保亭县, all in Hainan.
# Expected: Hainan, or nothing, as for a place that it does not know.
# Seen in cpca 0.5.5: Chongqing, 重庆市, with the code 500200 of its counties taken together, whose name in the table is 县, "county", alone. So
# it is with any county that is not found in full, with 某某县 (such and such a county) and with 本县 (this county). With Hainan written before
# it the county is left out. An office of Hainan is counted in another province, without a word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'cpca==0.5.5' 'pandas==3.1.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import cpca

print("cpca", version("cpca"))


def places(names):
    found = cpca.transform(names)[["省", "市", "区", "adcode"]]
    return [tuple(str(value) for value in row) for row in found.itertuples(index=False)]


full = places(["陵水黎族自治县教育局", "琼中黎族苗族自治县教育局"])
short = places(["陵水县教育局", "琼中县教育局", "昌江县教育局", "保亭县教育局", "某某县教育局", "本县政府"])
with_province = places(["海南省陵水县教育局"])
print(full, short, with_province, sep="\n")
assert {row[0] for row in full} == {"海南省"} and [row[2] for row in full] == ["陵水黎族自治县", "琼中黎族苗族自治县"], full
assert {(row[0], row[1], row[3]) for row in short} == {("重庆市", "县", "500200")}, short
assert with_province[0][0] == "海南省" and with_province[0][3] == "460000", with_province
PY
