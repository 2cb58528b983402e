#!/usr/bin/env bash
# towncrier gathers fragments named ISSUE.TYPE.md into a changelog.
# Expected: a fragment with a slip in its type, or with none, stops the build, or is at least named in what it prints.
# Seen in towncrier 26.9.0: without `ignore` in its settings (the default) it is left out of the changelog, of the draft and of the
# release, with exit status 0 and not a word; the file stays behind. With `ignore = []`, an empty list, the same folder is refused.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'towncrier==26.9.0'
cd "$work"
mkdir changes
printf '[tool.towncrier]\ndirectory = "changes"\nfilename = "NEWS.md"\n' > pyproject.toml
echo 'Right.' > changes/1.feature.md
echo 'A slip.' > changes/2.featrue.md
echo 'No type.' > changes/3.md
env/bin/towncrier --version
said=$(env/bin/towncrier build --draft --version 1.0 --date 2026-01-01 2>&1)
echo "$said"
grep -q 'Right' <<< "$said"
! grep -q 'slip\|No type\|featrue\|3\.md' <<< "$said"
echo 'ignore = []' >> pyproject.toml
if refused=$(env/bin/towncrier build --draft --version 1.0 --date 2026-01-01 2>&1); then
  echo "not refused: $refused" && exit 1
fi
echo "$refused"
grep -q 'Invalid news fragment name' <<< "$refused"
