#!/usr/bin/env bash
# hatchling builds a wheel of the files of a folder, less those that its .gitignore leaves out.
# Expected: the same folder gives the same wheel wherever it lies; a file of the package that is missing from the wheel is told.
# Seen in hatchling 1.33.0: a project without a .gitignore of its own heeds the nearest one above it. Unpacked or copied into a
# repository that ignores *.json, as many do, it gives a wheel without its JSON data, with exit status 0 and not a word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'hatchling==1.33.0'
cd "$work"
mkdir -p alone/subject
cat > alone/pyproject.toml <<'TOML'
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "subject"
version = "1.0"
TOML
touch alone/subject/__init__.py
echo '{}' > alone/subject/data.json
mkdir outer
echo '*.json' > outer/.gitignore
cp -r alone outer/within
for place in alone outer/within; do
  (cd "$place" && "$work/env/bin/python" -m hatchling build -t wheel -d "$work/built/$place" > /dev/null)
done
env/bin/python - <<'PY'
import zipfile
from importlib.metadata import version
from pathlib import Path

print("hatchling", version("hatchling"))
seen = {}
for place in ("alone", "outer/within"):
    (wheel,) = Path("built", place).glob("*.whl")
    seen[place] = sorted(name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("subject/"))
print(seen)
assert seen["alone"] == ["subject/__init__.py", "subject/data.json"], seen
assert seen["outer/within"] == ["subject/__init__.py"], seen
PY
