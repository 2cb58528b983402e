"""Makes a release and tries it: ``make dist``; docs/explanation/releasing.md tells what is made and held.

python scripts/release.py            # everything
python scripts/release.py --build    # built and compared, not installed
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pythons import SUPPORTED, interpreter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
_OUT: Final = ROOT / "dist"
_SETTINGS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Those of users; `spark` weighs half a gigabyte, and a cluster brings its own.
EXTRAS: Final = tuple(
    name
    for name in _SETTINGS["project"]["optional-dependencies"]
    if name not in {"docs", "test", "release", "fuzz", "spark"}
)
_LEFT_OUT: Final = tuple(
    name.removeprefix("/")
    for name in _SETTINGS["tool"]["hatch"]["build"]["targets"]["sdist"]["exclude"]
)


class ReleaseError(Exception):
    """Something of the release is not as it must be."""


def _compare(name: str, inside: set[str], wanted: set[str]) -> None:
    """That an archive holds what is wanted and no more."""
    if inside != wanted:
        missing, foreign = sorted(wanted - inside), sorted(inside - wanted)
        message = f"{name}: missing {missing}, foreign {foreign}"
        raise ReleaseError(message)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - its job


def _run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    words = [str(word) for word in command]
    # No copy of the library but the one that is installed.
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(  # noqa: S603 - tools of our own
        words, cwd=cwd, env=clean | environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"{' '.join(words)}\n{done.stdout}{done.stderr}"
        raise ReleaseError(message)
    return done.stdout


def tracked(root: Path) -> list[str]:
    """What git knows of a checkout, of files that are there."""
    names = _run("git", "ls-files", "-z", cwd=root).split("\0")
    return [name for name in names if name and (root / name).is_file()]


def copied(names: list[str], root: Path, to: Path, *, day: int, mode: int) -> Path:
    """A copy of these files, all of one time and with these rights."""
    for name in names:
        target = to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, target)
        target.chmod(mode | (target.suffix == ".sh") * 0o111)
        os.utime(target, (day, day))
    return to


def built(source: Path, into: Path, *kinds: str) -> Path:
    """What hatchling makes of a folder."""
    wanted = [word for kind in kinds or ("sdist", "wheel") for word in ("-t", kind)]
    _run(sys.executable, "-m", "hatchling", "build", *wanted, "-d", into, cwd=source)
    return into


def only(folder: Path, pattern: str) -> Path:
    """The one file of a folder that fits."""
    (found,) = folder.glob(pattern)
    return found


def same_bytes(one: Path, other: Path) -> None:
    """That two files are the same, byte for byte.

    Raises:
        ReleaseError: they are not.
    """
    if one.name != other.name or one.read_bytes() != other.read_bytes():
        message = f"{one} and {other} differ"
        raise ReleaseError(message)


def check_source(archive: Path, names: list[str]) -> None:
    """That a source archive holds these files, less what belongs to where they are kept, and no other.

    Raises:
        ReleaseError: it does not; each file is named.
    """
    with tarfile.open(archive) as held:
        inside = {name.partition("/")[2] for name in held.getnames()} - {"PKG-INFO"}
    wanted = {name for name in names if not name.startswith(_LEFT_OUT)}
    _compare(archive.name, inside, wanted)


def check_wheel(wheel: Path, names: list[str]) -> None:
    """That a wheel holds the package whole, what describes it, the manual page, and nothing else.

    Raises:
        ReleaseError: it does not; each file is named.
    """
    stem = "-".join(wheel.name.split("-")[:2])
    beside = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
    wanted = {name for name in names if name.startswith("gaf_rules/")}
    wanted |= {f"{stem}.dist-info/{name}" for name in beside}
    wanted |= {f"{stem}.data/data/share/man/man1/gaf-rules.1"}
    with zipfile.ZipFile(wheel) as held:
        inside = {*held.namelist()}
    _compare(wheel.name, inside, wanted)


def build(root: Path, work: Path) -> tuple[Path, Path]:
    """Both archives, built twice and once more from the source archive, compared and looked through."""
    names = tracked(root)
    one, two = (
        built(copied(names, root, work / f"copy-{day}", day=day, mode=mode), work / f"built-{day}")
        for day, mode in ((1_000_000_000, 0o644), (1_500_000_000, 0o600))
    )
    source, wheel = only(one, "*.tar.gz"), only(one, "*.whl")
    same_bytes(source, only(two, "*.tar.gz"))
    same_bytes(wheel, only(two, "*.whl"))
    check_source(source, names)
    check_wheel(wheel, names)
    with tarfile.open(source) as held:
        held.extractall(work / "unpacked", filter="data")
    same_bytes(wheel, only(built(only(work / "unpacked", "*"), work / "again", "wheel"), "*.whl"))
    return source, wheel


def pinned(lock: Path, into: Path) -> Path:
    """The versions of a lock as constraints: a wheelhouse is gathered by them, without their digests."""
    lines = re.findall(r"^([\w.-]+==[^\\\n]+?) ?\\?$", lock.read_text("utf-8"), re.MULTILINE)
    into.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return into


def environment(python: str, place: Path) -> Path:
    """A new environment without pip; its Python."""
    _run(python, "-m", "venv", "--without-pip", place)
    return place / "bin" / "python"


def install(into: Path, wheels: Path, wanted: str) -> None:
    """Installs out of a folder of wheels and from nowhere else."""
    alone = ("--quiet", "--no-index", f"--find-links={wheels}")
    _run(
        *(sys.executable, "-m", "pip", "--python", into, "install", *alone, wanted),
        PIP_CONFIG_FILE=os.devnull,
        PIP_FIND_LINKS="",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
    )


def gather(python: str, wheel: Path, work: Path) -> Path:
    """A folder of all wheels that any extra needs on that Python."""
    wheels, tool = work / "wheels", work / "gathering"
    _run(python, "-m", "venv", tool)
    constraints = pinned(ROOT / "requirements" / "ci.lock", work / "constraints.txt")
    arguments = ("--quiet", f"--wheel-dir={wheels}", f"--constraint={constraints}", f"{wheel}[all]")
    _run(tool / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "wheel", *arguments)
    return wheels


def tried(version: str, python: str, wheel: Path, work: Path) -> Iterator[str]:
    """Each extra installed without an index on one Python, and tried; what was done, a line each."""
    wheels = gather(python, wheel, work)
    gone = () if [*wheels.glob("durable_rules-*.whl")] else ("durable",)
    for extra in ("", *EXTRAS):
        own = environment(python, work / (extra or "plain"))
        install(own, wheels, f"gaf-rules[{extra}]" if extra else "gaf-rules")
        here = [
            name for name in (EXTRAS if extra == "all" else (extra,)) if name not in {"all", *gone}
        ]
        _run(own, "-I", ROOT / "scripts" / "smoke.py", ROOT, *here, cwd=work)
        told = (
            "left out on this Python, and that is said" if extra in gone else "installed and tried"
        )
        yield f"{version} {extra or 'without extras'}: {told}"
    unpacked = only(work.parent / "unpacked", "*")
    own = environment(python, work / "from-source")
    install(own, wheels, str(only(built(unpacked, work / "from-source-wheel", "wheel"), "*.whl")))
    _run(own, "-I", ROOT / "scripts" / "smoke.py", unpacked, cwd=work)
    yield f"{version} from the source archive: built, installed and tried"


def materials(python: Path, into: Path) -> Path:
    """The bill of materials of an environment, valid and the same each time."""
    _run(
        *(
            sys.executable,
            "-m",
            "cyclonedx_py",
            "environment",
            "--pyproject",
            ROOT / "pyproject.toml",
        ),
        *(
            "--mc-type",
            "library",
            "--output-reproducible",
            "--validate",
            "--of",
            "JSON",
            "-o",
            into,
            python,
        ),
    )
    return into


def main(arguments: list[str]) -> None:
    """Everything, told as it is done."""
    versions = [each for each in arguments if each != "--build"] or SUPPORTED
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source, wheel = build(ROOT, work)
        _say(f"{source.name}, {wheel.name}: twice the same, whole, and nothing foreign")
        shutil.rmtree(_OUT, ignore_errors=True)
        _OUT.mkdir()
        made = [Path(shutil.copy(each, _OUT)) for each in (source, wheel)]
        if "--build" not in arguments:
            made.append(_tried_everywhere(versions, wheel, work))
        sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
        (_OUT / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
        _say("".join(sums).rstrip())


def _tried_everywhere(versions: Iterable[str], wheel: Path, work: Path) -> Path:
    """Installs and tries on each Python that is here; the bill of materials, made of the first."""
    bill = _OUT / f"{wheel.name.rpartition('-py3')[0]}.cdx.json"
    for version in versions:
        python = interpreter(version)
        if python is None:
            _say(f"{version}: not on this machine, not tried")
            continue
        place = work / version
        place.mkdir()
        for line in tried(version, python, wheel, place):
            _say(line)
        if not bill.exists():
            _say(f"{materials(place / 'all' / 'bin' / 'python', bill).name}: valid")
        shutil.rmtree(place)
    if not bill.exists():
        message = f"none of {', '.join(versions)} is on this machine"
        raise ReleaseError(message)
    return bill


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ReleaseError as wrong:
        sys.exit(f"not fit for release: {wrong}")
