"""The package as somebody installs it: the wheel in an environment and a folder of its own, and the whole way once."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
WINDOWS = sys.platform == "win32"
UV = HERE / ".tools" / "bin" / ("uv.exe" if WINDOWS else "uv")
PINS = HERE / "requirements" / "dev.txt"  # the versions that the tests saw
PATIENCE = 120  # seconds in which a server answers on the slowest machine
WAY = (
    ("example", "area", "--children", "40"),
    ("check", "area/returns"),
    ("build", "area/returns", "--out", "area/casebook.duckdb"),
    ("judge", "area/inspection", "--casebook", "area/casebook.duckdb", "--out", "letter"),
    ("verify", "letter/letter.json"),
)
MAY_FAIL = {
    "check": 1,
    "verify": 1,
}  # the made-up senders make mistakes; a letter that nobody has signed says so


def versions() -> list[str]:
    """The versions of Python that `pyproject.toml` promises, oldest first."""
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    words = [line.rpartition(" :: ")[2] for line in project["classifiers"] if " :: Python :: 3." in line]
    return sorted(words, key=lambda word: int(word.partition(".")[2]))


def build(to: Path) -> Path:
    """The wheel, built into a folder."""
    uv(
        "build",
        "--quiet",
        "--wheel",
        "--no-build-isolation",
        "--python",
        sys.executable,
        "--out-dir",
        to,
        HERE,
    )
    [wheel] = to.glob("*.whl")
    return wheel


def there(version: str) -> bool:
    """Whether this machine has a Python of this version."""
    found = subprocess.run([UV, "python", "find", version], capture_output=True, env=environment(), cwd=HERE)
    return found.returncode == 0


def install(wheel: Path, to: Path, version: str) -> Path:
    """An environment with the wheel and all that the workspace needs, and nothing of the checkout; its `conspectus`."""
    uv("venv", "--quiet", "--clear", "--python", version, to)
    scripts = to / ("Scripts" if WINDOWS else "bin")
    uv(
        "pip", "install", "--quiet", "--python", scripts / "python", "--constraint", PINS,
        f"conspectus[workspace] @ {wheel.as_uri()}",
    )  # fmt: skip
    return scripts / ("conspectus.exe" if WINDOWS else "conspectus")


def walk(conspectus: Path, folder: Path) -> None:
    """From a made-up area to a letter that is verified, then a workspace that answers; all of it in `folder`."""
    for words in WAY:
        done = subprocess.run(
            [conspectus, *words],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        if done.returncode not in (0, MAY_FAIL.get(words[0], 0)):
            raise SystemExit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    answers(conspectus, folder)


def answers(conspectus: Path, folder: Path) -> None:
    """Serve a workspace and wait for its first page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(conspectus), "serve", "--data", "workspace", "--port", str(port)]
    with (folder / "served.txt").open("w+", encoding="utf-8") as said:
        running = subprocess.Popen(command, cwd=folder, env=environment(), stdout=said, stderr=said)
        try:
            until = time.monotonic() + PATIENCE
            while not page(f"http://127.0.0.1:{port}/"):
                if running.poll() is not None or time.monotonic() > until:
                    raise SystemExit(f"the workspace does not answer:\n{Path(said.name).read_text('utf-8')}")
                time.sleep(0.2)
        finally:
            running.terminate()
            running.wait(timeout=PATIENCE)


def page(address: str) -> bool:
    """Whether a page of the workspace is given there."""
    try:
        with urllib.request.urlopen(address, timeout=10) as given:
            return b"Conspectus" in given.read()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def resolve(version: str) -> None:
    """Ask whether everything that is needed has a wheel for a version of Python that is not here."""
    uv(
        "pip", "compile", "--quiet", "--python-version", version, "--only-binary", ":all:", "--extra", "workspace",
        "--constraint", PINS, "--no-header", "--output-file", os.devnull, HERE / "pyproject.toml",
    )  # fmt: skip


def uv(*words: str | Path) -> None:
    """Run uv; SystemExit with what it said if it fails."""
    done = subprocess.run([UV, *words], capture_output=True, text=True, env=environment(), cwd=HERE)
    if done.returncode:
        raise SystemExit(f"uv {' '.join(map(str, words))}:\n{done.stderr}")


def environment() -> dict[str, str]:
    """Ours without what would lead back to the checkout."""
    led = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in led}
    # Those that pyenv has and that nobody has chosen are on this machine too: before its stand-ins, which fail.
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    path = os.pathsep.join([*(str(folder) for folder in sorted(pyenv.glob("3.*/bin"))), kept.get("PATH", "")])
    return kept | {"PATH": path, "UV_PYTHON_DOWNLOADS": "never"}


def main() -> None:
    """Every promised version of Python: the whole way where it is here, else whether it could be installed."""
    with tempfile.TemporaryDirectory() as made:
        wheel = build(Path(made) / "dist")
        for version in versions():
            started = time.perf_counter()
            if there(version):
                folder = Path(made) / version
                folder.mkdir()
                walk(install(wheel, folder / "environment", version), folder)
                said = "installed from the wheel, and the whole way went"
            else:
                resolve(version)
                said = "not on this machine; everything that it needs has a wheel"
            print(f"Python {version}: {said} ({time.perf_counter() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
