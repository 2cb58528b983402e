#!/usr/bin/env bash
# Pages built with language "zh_CN" get a search box that cuts words by the script language_data.js.
# Expected: what that script names is defined in it or in another script of the pages.
# Seen in Sphinx 9.0.4: it ends in "window.Stemmer = ChineseStemmer", and no script of the build defines ChineseStemmer, so the
# search page stops there, in every browser; the build, also with --fail-on-warning, says nothing. English pages are sound.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'sphinx==9.0.4' 'jieba==0.42.1'
cd "$work"
for language in zh_CN en; do
  mkdir "$language"
  printf 'project = "pages"\nlanguage = "%s"\n' "$language" > "$language/conf.py"
  printf 'Title\n=====\n\nSome words.\n' > "$language/index.rst"
  TMPDIR="$work" env/bin/python -W ignore -m sphinx --quiet --fail-on-warning -b html "$language" "$language/out"
done
env/bin/python - <<'PY'
import re
from importlib.metadata import version
from pathlib import Path

print("sphinx", version("sphinx"))
seen = {}
for language in ("zh_CN", "en"):
    scripts = {path: path.read_text() for path in Path(language, "out").rglob("*.js")}
    (named,) = {name for text in scripts.values() for name in re.findall(r"window\.Stemmer\s*=\s*(\w+)", text)}
    made = re.compile(rf"(?:class|function|var|let|const)\s+{named}\b|\b{named}\s*=(?!=)")
    seen[language] = (named, [str(path) for path, text in scripts.items() if made.search(text)])
print("named as stemmer, defined in:", seen)
assert seen["zh_CN"] == ("ChineseStemmer", []), seen
assert seen["en"][1], seen
PY
