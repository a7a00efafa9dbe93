#!/usr/bin/env python3
"""Everything one does to Conspectus, as one command: `python3 dev.py` lists what there is.

Needs Python 3.11 or later with pip, and nothing else: whatever is missing is fetched by pinned hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PINS = ROOT / "requirements"
STAMP = VENV / "conspectus-setup.json"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
EXE = ".exe" if WINDOWS else ""
ENGINES = "tests/engines"
SOURCES = ("src", "tests", "tools", "benchmarks", "dev.py")
TEMPLATES = "src/conspectus/workspace/templates"  # Django’s; those of Jinja are within their pages

# What the tests need of Debian, each with the reason that a person is told.
PACKAGES = {
    "chromium": "tries the pages in a real browser",
    "default-jre-headless": "runs Spark, which the second engine's tests need (Java 17 or later)",
    "fonts-liberation": "gives that browser letters to draw with",
    "postgresql": "is the database of a team's workspace, tried beside SQLite",
    "libatomic1": "without it the browser's driver stops and says nothing",
}
BARE = {"debootstrap": "makes the bare Debian in which the container’s steps are tried"}
BROWSER = ("chromium", "fonts-liberation", "libatomic1")
# Which tests need them, by the folder or the file that holds those tests; all others need none.
NEEDS = {
    ENGINES: ("default-jre-headless",),
    "tests/journeys": BROWSER,
    "tests/letter/test_letter_pages.py": BROWSER,
    "tests/load": ("postgresql",),
    "tests/monitoring/test_monitoring_pages.py": BROWSER,
    "tests/pictures/test_heat.py": BROWSER,
    "tests/pictures/test_pictures_pages.py": BROWSER,
    "tests/whole_way/test_accessibility.py": BROWSER,
}
# Plugins of pytest that cost a second or two each time they start, and the only tests that need them.
PLUGINS = {"django": ("tests/workspace", "tests/load"), "schemathesis": ("tests/workspace",)}
# So many files of tests are faster in two processes, though each must start.
WORTH_TWO = 5
# Each process has tests that lie together and share what was made for them; once done, it takes from the others.
STEALING = ("--dist", "worksteal")
# Without what takes long to start or must be installed; each marker's meaning is in pyproject.toml.
QUICK = ("-m", "not browser and not server", f"--ignore={ENGINES}")
# Those that are there when their program is.
PROGRAMS = {"chromium": "chromium", "default-jre-headless": "java"}

# Each file of pins with the parts of pyproject.toml it is made from.
PIN_FILES = {
    "dev": [
        "pyproject.toml",
        "--extra",
        "workspace",
        "--extra",
        "meaning",
        "--group",
        "dev",
        "--group",
        "test",
    ],
    "run": ["pyproject.toml", "--group", "build"],
    "bench": ["pyproject.toml", "--group", "bench"],
    "spark": ["pyproject.toml", "--extra", "spark"],
    "meaning": ["pyproject.toml", "--extra", "meaning"],
    "workspace": ["pyproject.toml", "--extra", "workspace"],
    "tools": ["--group", "tools"],
    "peer-pm4py": ["--group", "peer-pm4py"],
    "peer-csc_validator": ["--group", "peer-csc_validator"],
    "peer-linkage_data": ["--group", "peer-linkage_data"],
    "peer-pdf_text": ["--group", "peer-pdf_text"],
}
# Whom we measure ourselves against in an environment of their own: their licence or their pins keep them out of ours.
PEERS = ("pm4py", "csc_validator", "linkage_data", "pdf_text")
APART = (
    "dev",
    "tools",
    *(f"peer-{name}" for name in PEERS),
)  # pins that need not agree with what the tests saw


class Stop(Exception):  # noqa: N818 - no error of the program, but a reason to end
    """Why we cannot go on, and what to do, for a person."""


# --- running things -------------------------------------------------------------------------------------


def run(*command: str | Path, quiet: bool = False, **variables: str) -> None:
    """Run a command in the project's folder; Stop with its name if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, env=environment() | variables, capture_output=quiet, text=True)
    if done.returncode:
        if quiet:
            print(done.stdout + done.stderr)
        raise Stop(f"This failed: {' '.join(words)}")


@contextmanager
def beside(heading: str, *command: str | Path) -> Iterator[None]:
    """Run a command while the block runs, and show what it said after it; Stop with its name if it fails."""
    words = [str(word) for word in command]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        running = subprocess.Popen(
            words, cwd=ROOT, env=environment(), stdout=said, stderr=subprocess.STDOUT, text=True
        )
        try:
            yield
            failed = running.wait()
        finally:
            running.kill()  # where the block failed; else it has ended
            running.wait()
        said.seek(0)
        print(f"{heading}\n{said.read()}", end="", flush=True)
    if failed:
        raise Stop(f"This failed: {' '.join(words)}")


def environment() -> dict[str, str]:
    """Ours plus what uv should know: no other Python, and the machine's own certificates."""
    # A test run starts a Python hundreds of times: each would compile our modules anew where none may be kept.
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    # Many councils re-sign TLS, so only the machine's store knows their certificate.
    ours = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1", "VIRTUAL_ENV": str(VENV)}
    return {**given, **ours, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}"}


def works(*command: str) -> bool:
    """Whether a command runs and exits with 0."""
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def python() -> str:
    """The Python that made any virtual environment we are in."""
    return getattr(sys, "_base_executable", None) or sys.executable


def tool(name: str) -> Path:
    """A program of the virtual environment."""
    return SCRIPTS / f"{name}{EXE}"


def in_ci() -> bool:
    """Whether nobody is there to read a hint."""
    return bool(os.environ.get("CI"))


# --- setting up -----------------------------------------------------------------------------------------


def prepare(pins: str = "run", *more: str) -> None:
    """Make `.venv` hold exactly these pins and the package; instant where it already does."""
    before = _stamp()
    wanted = {pins, *more} | (set(before.get("pins", [])) & set(PIN_FILES))
    if "dev" in wanted:
        wanted.discard("run")  # dev holds all of run
    if before == _state(wanted):
        return
    started = time.perf_counter()
    _ensure_uv()
    if not _same_python():
        run(_uv(), "venv", "--quiet", "--clear", "--python", python(), VENV)
    STAMP.unlink(missing_ok=True)
    _install(sorted(wanted))
    STAMP.write_text(json.dumps(_state(wanted)), encoding="utf-8")
    print(f"Ready in {time.perf_counter() - started:.0f} s: {tool('conspectus').relative_to(ROOT)}")


def prepare_peer(name: str) -> None:
    """Make `.peers/NAME`, an environment in which only a benchmark's peer runs; instant where it is there."""
    pins, folder = PINS / f"peer-{name}.txt", ROOT / ".peers" / name
    stamp, digest = folder / "stamp", hashlib.sha256(pins.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    _ensure_uv()
    print(f"Setting up {folder.relative_to(ROOT)} from {pins.relative_to(ROOT)} …", flush=True)
    run(_uv(), "venv", "--quiet", "--clear", "--python", python(), folder)
    run(_uv(), "pip", "sync", "--quiet", "--require-hashes", pins, VIRTUAL_ENV=str(folder))
    stamp.write_text(digest, encoding="utf-8")


def _install(wanted: list[str]) -> None:
    files = [PINS / f"{name}.txt" for name in wanted]
    print(f"Setting up .venv from requirements/{', '.join(path.name for path in files)} …", flush=True)
    # Each module is compiled when it is first imported: to compile all takes a minute, and most are never asked for.
    run(_uv(), "pip", "sync", "--quiet", "--require-hashes", *files)
    run(_uv(), "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ".")


def _state(wanted: set[str]) -> dict[str, object]:
    """What the environment was made from."""
    files = [PINS / f"{name}.txt" for name in sorted(wanted)] + [ROOT / "pyproject.toml"]
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
    return {"pins": sorted(wanted), "sha256": digest, "python": platform.python_version(), "root": str(ROOT)}


def _same_python() -> bool:
    """Whether `.venv` is there, whoever made it, and is of the Python that we run on."""
    version = "import platform; print(platform.python_version())"
    try:
        done = subprocess.run([tool("python"), "-c", version], capture_output=True, text=True)
    except OSError:
        return False
    return done.stdout.strip() == platform.python_version()


def _stamp() -> dict[str, list[str]]:
    try:
        stamp: dict[str, list[str]] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _uv() -> Path:
    return TOOLS / "bin" / f"uv{EXE}"


def _ensure_uv() -> None:
    pins, stamp = PINS / "tools.txt", TOOLS / "stamp"
    digest = hashlib.sha256(pins.read_bytes()).hexdigest()
    if _uv().exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    _ensure_pip()
    shutil.rmtree(TOOLS, ignore_errors=True)
    print("Bringing uv, which installs the rest …", flush=True)
    # --target is allowed even where Debian marks its Python as externally managed.
    install = ["-m", "pip", "install", "--quiet", "--target", str(TOOLS), "--require-hashes", "-r", str(pins)]
    run(python(), *install, quiet=True)
    stamp.write_text(digest, encoding="utf-8")


def _ensure_pip() -> None:
    if works(python(), "-m", "pip", "--version"):
        return
    apt_install({"python3-pip": "brings everything else"})
    if not works(python(), "-m", "pip", "--version"):
        raise Stop(
            f"{python()} has no pip. Install it (on Debian: apt-get install python3-pip) and run this again."
        )


def apt_install(packages: dict[str, str]) -> None:
    """Install Debian packages, saying which and why; nothing where we may not or this is no Debian."""
    if not packages or not shutil.which("apt-get"):
        return
    for name, why in packages.items():
        print(f"Installing the Debian package {name}: it {why}.", flush=True)
    root = not WINDOWS and os.geteuid() == 0
    sudo = [] if root else ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    options = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    if root or shutil.which("sudo"):
        subprocess.run([*sudo, *options, "update"], capture_output=True)
        install = [*sudo, *options, "install", "-y", "--no-install-recommends"]
        subprocess.run([*install, *packages], capture_output=True)


def missing_packages(wanted: Mapping[str, str]) -> dict[str, str]:
    """Those of the Debian packages that this machine lacks."""
    return {name: why for name, why in wanted.items() if not _has_package(name)}


def _has_package(name: str) -> bool:
    if name in PROGRAMS:  # whoever brought it: another package, or no package at all
        return shutil.which(PROGRAMS[name]) is not None
    if not shutil.which("dpkg-query"):
        return True  # other systems bring these with their browser
    return works("sh", "-c", f"dpkg-query -W -f '${{Status}}' {name} | grep -q 'ok installed'")


def ensure_packages(wanted: Mapping[str, str]) -> None:
    """Bring these Debian packages; in CI a missing one fails, elsewhere we say what to do."""
    apt_install(missing_packages(wanted))
    lacking = missing_packages(wanted)
    if lacking and in_ci():
        raise Stop(f"Tests need {', '.join(lacking)}, and installing did not work.")
    for name, why in lacking.items():
        print(f"Missing: {name}, which {why}. Tests that need it fail. Debian: apt-get install {name}")


# --- the commands ---------------------------------------------------------------------------------------


def setup() -> None:
    """make .venv with the `conspectus` command"""
    prepare()
    print(f"Run {tool('conspectus').relative_to(ROOT)} --help, or python3 dev.py demo.")


def demo() -> None:
    """a made-up area from returns to letter and workspace, in demo/; --serve keeps the workspace running"""
    prepare("run", "workspace")
    run(tool("python"), "-m", "tools.demo", *sys.argv[2:])


def test() -> None:
    """check, then every test; or only those named: test PATH…, with pytest's options (more in CONTRIBUTING.md)"""
    wanted = asked_for(sys.argv[2:])
    if wanted.one_core:
        on_one_core(0)  # ourselves, and what we start inherits it
    with busy(BUSY if wanted.loaded else 0):
        if not wanted.all:
            test_chosen(wanted)
            return
        test_all()
        for _ in range(LOADED_AGAIN if wanted.loaded else 0):
            pytest("-m", "waits", f"--ignore={ENGINES}")


def test_all() -> None:
    """Every check and test; the last line is pytest's own, of the greatest part."""
    prepare("dev", "spark")
    ensure_packages(PACKAGES)
    with tempfile.TemporaryDirectory() as folder:
        times = ("-p", "tools.times", f"--times={Path(folder) / 'times'}")
        if not WINDOWS:
            with beside("On Spark, in one process that shares a session:", *PYTEST, *times, ENGINES):
                check()
                print("What the database decides, on PostgreSQL:", flush=True)
                pytest(
                    *times, "-n", "2", *STEALING, "-m", "database", "tests/workspace", before=ON_POSTGRESQL
                )
                last = test_the_rest(*times)
        else:
            check()
            last = test_the_rest(*times)
        run(tool("python"), "-m", "tools.times", Path(folder) / "times")
    print(last)


def test_the_rest(*options: str) -> str:
    """What needs neither Spark nor PostgreSQL, the greatest part; gives pytest's closing line."""
    # One more than the processors of a small machine: browsers and servers are often waited for.
    return pytest(*options, "-n", "3", *STEALING, f"--ignore={ENGINES}")


def test_chosen(wanted: Wanted) -> None:
    """These tests and nothing else."""
    prepare("dev", *(["spark"] if wanted.spark else []))
    ensure_packages(wanted.packages)
    pytest(*wanted.words, before=ON_POSTGRESQL if wanted.postgresql else ())


@dataclass(frozen=True)
class Wanted:
    """What the words after `test` ask for."""

    words: tuple[str, ...] = ()  # for pytest
    packages: Mapping[str, str] = field(default_factory=dict)
    all: bool = False
    spark: bool = False
    postgresql: bool = False
    loaded: bool = False
    one_core: bool = False


OWN = ("--quick", "--postgresql", "--loaded", "--one-core")


def asked_for(words: Sequence[str]) -> Wanted:
    """Read the words: our own options, paths of tests, and whatever pytest understands."""
    own, given = {word for word in words if word in OWN}, [word for word in words if word not in OWN]
    paths, quick = chosen_paths(given), "--quick" in own
    spark = any(overlap(path, ENGINES) for path in paths)
    more = QUICK if quick else () if spark or paths else (f"--ignore={ENGINES}",)
    packages = {} if quick else needed(paths or ["tests"], spark=spark)
    if "--postgresql" in own:
        packages["postgresql"] = PACKAGES["postgresql"]
    return Wanted(
        words=(*more, *without_plugins(paths), *processes(paths, given), *given), packages=packages,
        all=not given and own <= {"--loaded", "--one-core"}, spark=spark and not quick,
        postgresql="--postgresql" in own, loaded="--loaded" in own, one_core="--one-core" in own,
    )  # fmt: skip


def chosen_paths(words: Iterable[str]) -> list[str]:
    """Those of the words that name tests, as folders and files from here."""
    paths = [word.partition("::")[0] for word in words if not word.startswith("-")]
    there = [(ROOT / path).resolve() for path in paths if (ROOT / path).exists()]
    inside = [path.relative_to(ROOT).as_posix() for path in there if path.is_relative_to(ROOT)]
    return [path for path in inside if path.partition("/")[0] == "tests"]


def overlap(one: str, other: str) -> bool:
    """Whether one path lies in the other, or is it."""
    first, second = PurePosixPath(one), PurePosixPath(other)
    return first.is_relative_to(second) or second.is_relative_to(first)


def needed(paths: Sequence[str], *, spark: bool = False) -> dict[str, str]:
    """The Debian packages that these tests need, each with its reason."""
    holders = [holder for holder in NEEDS if any(overlap(path, holder) for path in paths)]
    names = {name for holder in holders if spark or holder != ENGINES for name in NEEDS[holder]}
    return {name: why for name, why in PACKAGES.items() if name in names}


def without_plugins(paths: Sequence[str]) -> list[str]:
    """Options that leave out the plugins which none of these tests needs."""
    idle = [
        plugin
        for plugin, users in PLUGINS.items()
        if paths and not any(overlap(path, user) for path in paths for user in users)
    ]
    return [f"-pno:{plugin}" for plugin in idle]


# Options of pytest that say how many processes, choose few tests, or want to be seen or talked to.
ALONE = ("-n", "-k", "-s", "--numprocesses", "--pdb", "--co", "--setup")


def processes(paths: Sequence[str], words: Sequence[str]) -> list[str]:
    """Two processes where there is enough to do, unless pytest is told how many or which few."""
    told = any(word.startswith(ALONE) or "::" in word for word in words)
    files = {file for path in paths or ["tests"] for file in files_of(ROOT / path)}
    browser = any(
        overlap(path, "tests/journeys") for path in paths
    )  # one server and one browser for all of them
    spark = any(overlap(path, ENGINES) for path in paths)  # one session
    return [] if told or spark or browser or len(files) < WORTH_TWO else ["-n", "2"]


def files_of(path: Path) -> list[Path]:
    """The files of tests in a folder, or the one file."""
    return [path] if path.is_file() else sorted(path.rglob("test_*.py"))


PYTEST: tuple[str | Path, ...] = (tool("python"), "-m", "pytest")
ON_POSTGRESQL: tuple[str | Path, ...] = (tool("python"), "-m", "tools.postgresql")
NO_TESTS = 5  # pytest's exit code where its words choose none


def pytest(*words: str | Path, before: Sequence[str | Path] = ()) -> str:
    """Run pytest and give its closing line; Stop where a test fails, and where none was chosen."""
    colour = ["--color=yes"] if sys.stdout.isatty() else []  # it speaks to a pipe, and would leave it out
    command = [str(word) for word in (*before, *PYTEST, *colour, *words)]
    code, last = shown(*command)
    if code == NO_TESTS:
        raise Stop(f"No test was run by this, so it shows nothing: {' '.join(command)}")
    if code:
        raise Stop(f"This failed: {' '.join(command)}")
    return last


def shown(*command: str) -> tuple[int, str]:
    """Run a command and show what it says as it says it; gives its code and the last line that it said."""
    end = b""
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        while some := os.read(running.stdout.fileno(), 65536):
            sys.stdout.buffer.write(some)
            sys.stdout.flush()
            end = (end + some)[-10_000:]
    return running.returncode, end.decode(errors="replace").rstrip().rpartition("\n")[2]


BUSY, LOADED_AGAIN = 4, 3  # processes beside the tests; times that what waits is tried beside them
# It ends by itself with whoever started it, even one that was killed before this could look who it was.
SPIN = "import os, sys\nwhile os.getppid() == int(sys.argv[1]):\n    sum(range(100_000))"


def on_one_core(process: int) -> None:
    """Let a process run on the first of our processors alone."""
    if sys.platform != "linux":
        raise Stop("Only Linux can hold a process to one processor.")
    os.sched_setaffinity(process, {min(os.sched_getaffinity(0))})


@contextmanager
def busy(many: int) -> Iterator[list[int]]:
    """So many processes that do nothing but work while the block runs, the first on one processor alone."""
    running = [subprocess.Popen([python(), "-c", SPIN, str(os.getpid())]) for _ in range(many)]
    try:
        for one in running[:1]:
            on_one_core(one.pid)
        yield [one.pid for one in running]
    finally:
        for one in running:
            one.kill()
            one.wait()


def check() -> None:
    """format, lint, types, imports, definitions, documentation"""
    prepare("dev")
    commands: dict[str, list[str | Path]] = {
        "format": [tool("ruff"), "format", "--check", "--quiet", *SOURCES],
        "lint": [tool("ruff"), "check", "--quiet", *SOURCES],
        "templates": [tool("djangofmt"), "--check", "--quiet", TEMPLATES],
        "templates lint": [tool("djangofmt"), "check", "--quiet", TEMPLATES],
        "types": [tool("mypy"), "--no-error-summary"],
        "imports": [tool("lint-imports")],
        "definitions": [tool("python"), "-m", "tools.load_definitions"],
        "reference fresh": [tool("python"), "-m", "tools.reference", "--check"],
        # Not --quiet: it hides warnings from --strict itself, which then never fails.
        "documentation": [tool("mkdocs"), "build", "--strict"],
    }
    with ThreadPoolExecutor(2) as two:
        held = list(two.map(_step, commands, commands.values()))
    if failed := [name for name, one in zip(commands, held, strict=True) if not one]:
        raise Stop(f"Mend: {', '.join(failed)}.")


def _step(name: str, command: list[str | Path]) -> bool:
    """Take a step, unless it held when all that it looks at was the same; CI takes every step."""
    looked_at = None if in_ci() or name not in LOOKS_AT else digest(name)
    if looked_at is not None and remembered(name) == looked_at:
        print(f"✓ {name} (nothing that it looks at has changed)", flush=True)
        return True
    started = time.perf_counter()
    try:
        run(*command, quiet=True, NO_MKDOCS_2_WARNING="1")
    except Stop as stop:
        print(f"{stop}\n✗ {name}", flush=True)
        return False
    print(f"✓ {name} ({time.perf_counter() - started:.1f} s)", flush=True)
    if looked_at is not None:
        CHECKED.mkdir(parents=True, exist_ok=True)
        (CHECKED / name).write_text(looked_at, encoding="utf-8")
    return True


# What each step of the check looks at beside the pins and this file; those that are not here take no time.
LOOKS_AT = {
    "types": ("src/**/*.py", "tests/**/*.py", "tools/**/*.py", "benchmarks/**/*.py"),
    "imports": ("src/**/*.py",),
    "definitions": ("src/**/*", "tools/load_definitions.py"),
    "reference fresh": ("src/**/*", "tools/reference/**/*", "docs/**/*", "*.md"),
    "documentation": ("docs/**/*", "mkdocs.yml"),
}
CHECKED = ROOT / ".cache" / "check"


def remembered(name: str) -> str | None:
    """The digest of what a step looked at when it held last."""
    kept = CHECKED / name
    return kept.read_text(encoding="utf-8") if kept.exists() else None


def digest(name: str) -> str:
    """Of all that a step looks at: names and contents of files, this file, and what the environment is made of."""
    patterns = (*LOOKS_AT[name], "dev.py")
    files = {path for pattern in patterns for path in ROOT.glob(pattern) if _counts(path)}
    whole = hashlib.sha256(json.dumps(_state({"dev"})).encode())
    for path in sorted(files):
        content = path.read_bytes()
        whole.update(f"\0{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def bench() -> None:
    """run benchmarks/*.py and write docs/reference/benchmarks.md"""
    prepare("dev", "bench")
    for name in PEERS:
        prepare_peer(name)
    run(tool("python"), "-m", "tools.bench", *sys.argv[2:])


def load() -> None:
    """the workspace under fifty people on both databases, and killed; writes docs/reference/load.md"""
    prepare("dev")
    ensure_packages(PACKAGES)
    run(tool("python"), "-m", "tools.load", *sys.argv[2:])


def docs() -> None:
    """regenerate the reference and the schemas, and build the site in site/"""
    prepare("dev")
    run(tool("python"), "-m", "tools.reference")
    run(tool("mkdocs"), "build", "--strict", quiet=True, NO_MKDOCS_2_WARNING="1")
    print((ROOT / "site" / "index.html").as_uri())


def pins() -> None:
    """recompile requirements/*.txt from pyproject.toml (--upgrade: to the newest)"""
    _ensure_uv()
    options = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    options += ["--no-annotate", "--no-header"]
    for name, parts in PIN_FILES.items():
        # One set of versions: what the tests saw is what runs.
        agree: list[str | Path] = [] if name in APART else ["--constraint", PINS / "dev.txt"]
        out = PINS / f"{name}.txt"
        # A folder of wheels would narrow the hashes to this machine's.
        run(_uv(), *options, *parts, *agree, "-o", out, *sys.argv[2:], UV_FIND_LINKS="")
        print(out.relative_to(ROOT))


def wheel() -> None:
    """build the wheel and walk the whole way with it, installed outside the checkout, on every Python there is"""
    prepare("dev")
    run(tool("python"), "-m", "tools.wheel")


def container() -> None:
    """do the Containerfile's steps in a bare Debian, and try what they make: Linux, root, ten minutes"""
    prepare("dev")
    ensure_packages(BARE)
    run(tool("python"), "-m", "tools.contained")


COMMANDS: tuple[Callable[[], None], ...] = (
    setup, demo, test, check, bench, load, docs, pins, wheel, container,
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Do the command named first, or list them."""
    commands = {command.__name__: command for command in COMMANDS}
    if not arguments or arguments[0] not in commands:
        print("python3 dev.py COMMAND\n")
        for name, command in commands.items():
            print(f"  {name:9} {command.__doc__}")
        return 2 if arguments and arguments[0] not in ("-h", "--help", "help") else 0
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what tells people so
        print(f"Conspectus needs Python 3.11 or later; this is {platform.python_version()}.")
        return 2
    try:
        commands[arguments[0]]()
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
