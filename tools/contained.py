"""`deploy/Containerfile` as it stands, tried without a container: its steps in a bare Debian, then what it serves.

Each line of the file is read and done in a root of its own, and the options of the `podman run` in its head are kept:
a read-only root, memory for two folders, one volume, no right but that of an account that may do nothing else.
"""

import fcntl
import json
import os
import re
import shlex
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path

from tools.wheel import HERE, build

FILE = HERE / "deploy" / "Containerfile"
BASES = HERE / ".cache" / "bare"  # kept as a base image is that was pulled once
SUITES = {"12": "bookworm", "13": "trixie"}  # Debian's releases by the tag of their image
PATIENCE = 900  # seconds in which the server answers on a machine that has much else to do
PLAIN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# What a step needs to reach a package index from behind whatever this machine is behind; gone after the step.
LENT = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf", os.environ.get("PIP_CERT", ""))
SETTINGS = {
    "CONSPECTUS_HTTPS": "1", "CONSPECTUS_HOSTS": "conspectus.example.org",
    "CONSPECTUS_SECRET_KEY": "kGc0yUXw1b7Zr4QpLs2Vn8Dt5Jf9Ha3Me6Ro-uWqEiTxBzCvNyKlPgS",
    "CONSPECTUS_DATA_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "DJANGO_SUPERUSER_PASSWORD": "four quiet green words",
}  # fmt: skip
DATA = ("--data", "/srv/conspectus")
FIRST = (  # as `docs/how-to/install-it.md` has it, each with what it must say
    (("manage", *DATA, "migrate"), "OK"),
    (("manage", *DATA, "createsuperuser", "--noinput", "--email", "r@example.org", "--name", "Rune"), ""),
    (("serve", *DATA, "--check"), "Ready."),
    (("manage", *DATA, "backup", "/srv/conspectus/kept.tar"), "the database and"),
)


@dataclass
class Image:
    """What the file has said so far."""

    root: str
    given: dict[str, str] = field(default_factory=lambda: {"PATH": PLAIN_PATH})
    user: str = "root"
    entry: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    ports: list[str] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)


def lines(text: str) -> Iterable[tuple[str, str]]:
    """Each instruction of a Containerfile with what it says, continued lines put together."""
    kept = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in re.sub(r"\\\n", " ", kept).splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word, rest.strip()


def run_options(text: str) -> list[str]:
    """The words of the `podman run` in the head of a Containerfile."""
    head = re.sub(r"\\\n#", " ", text.partition("\nFROM ")[0])
    [command] = re.findall(r"^# +podman run (.*)$", head, re.MULTILINE)
    return shlex.split(command)


# --- its steps ------------------------------------------------------------------------------------------


def made(text: str, root: Path, built: Path) -> Image:
    """The root that the file's lines make, and what they say of it."""
    image = Image(str(root))
    for word, rest in lines(text):
        print(f"{word} {rest[:90]}", flush=True)
        if word not in DOES:
            raise SystemExit(f"{FILE.name}: nobody knows here how {word} is done.")
        DOES[word](image, rest, built)
    return image


def _from(image: Image, rest: str, built: Path) -> None:
    """A bare Debian in place of the image, which holds the same packages and a few more."""
    found = re.fullmatch(r"\S+/debian:(\d+)-slim", rest)
    suite = SUITES[found[1]] if found else ""
    if not suite:
        raise SystemExit(f"{rest} is no Debian that is known here.")
    base = BASES / suite
    if not base.exists():
        print(f"  a bare {suite}, by debootstrap …", flush=True)
        begun = base.with_name(f"{suite}.begun")
        shutil.rmtree(begun, ignore_errors=True)
        begun.parent.mkdir(parents=True, exist_ok=True)
        _do("debootstrap", "--variant=minbase", suite, begun)
        begun.rename(base)
    _do("cp", "-a", "--reflink=auto", f"{base}/.", image.root)


def _run(image: Image, rest: str, built: Path) -> None:
    lent = [path for path in LENT if path and _lend(Path(path), Path(image.root))]
    passed = {name: value for name, value in os.environ.items() if name in ("PIP_CERT", "PIP_INDEX_URL")}
    try:
        _do("chroot", image.root, "/bin/sh", "-c", rest, env={**image.given, **passed, "HOME": "/root"})
    finally:
        for path in lent:
            Path(image.root, path.lstrip("/")).unlink(missing_ok=True)


def _lend(path: Path, root: Path) -> bool:
    """Whether a file of this machine was put where there was none."""
    there = root / path.relative_to("/")
    if not path.exists() or there.exists():
        return False
    there.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, there)
    return True


def _copy(image: Image, rest: str, built: Path) -> None:
    *names, to = shlex.split(rest)
    for name in names:
        found = [*built.glob(name)] or [*HERE.glob(name)]
        if not found:
            raise SystemExit(f"COPY: there is no {name}.")
        for path in found:
            shutil.copy(path, image.root + to)


def _env(image: Image, rest: str, built: Path) -> None:
    for word in shlex.split(rest):
        name, _, value = word.partition("=")
        image.given[name] = value.replace("$PATH", image.given["PATH"])


def _health(image: Image, rest: str, built: Path) -> None:
    image.health = json.loads(rest.partition("CMD ")[2])


def _user(image: Image, rest: str, built: Path) -> None:
    image.user = rest


DOES: Mapping[str, Callable[[Image, str, Path], None]] = {
    "FROM": _from, "RUN": _run, "COPY": _copy, "ENV": _env, "USER": _user, "HEALTHCHECK": _health,
    "VOLUME": lambda image, rest, built: image.volumes.append(rest),
    "EXPOSE": lambda image, rest, built: image.ports.append(rest),
    "STOPSIGNAL": lambda image, rest, built: None,  # what `terminate` sends is SIGTERM
    "ENTRYPOINT": lambda image, rest, built: image.entry.extend(json.loads(rest)),
    "CMD": lambda image, rest, built: image.command.extend(json.loads(rest)),
}  # fmt: skip


def _do(*words: str | Path, env: Mapping[str, str] | None = None) -> None:
    done = subprocess.run([*map(str, words)], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{words[0]} failed:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")


# --- what it serves, in namespaces of its own -----------------------------------------------------------


def tried(image: Image, options: Sequence[str], volume: Path) -> None:
    """Have it run apart from this machine: its mounts, its network and its processes are gone with it."""
    told = json.dumps({"image": asdict(image), "options": list(options), "volume": str(volume)})
    apart = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private"]
    done = subprocess.run(
        [*apart, sys.executable, "-m", "tools.contained", "inside"], cwd=HERE, input=told, text=True
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def inside() -> None:
    """What is done in those namespaces."""
    told = json.load(sys.stdin)
    image = Image(**told["image"])
    _up()
    _mount(image, told["options"], Path(told["volume"]))
    _holds(image)
    for words, says in FIRST:
        said = _asked(image, [*image.entry, *words])
        if says not in said:
            raise SystemExit(f"{' '.join(words)} does not say {says!r}:\n{said}")
        print(f"✓ {' '.join((*image.entry, *words))}", flush=True)
    _answers(image)


def _up() -> None:
    """The loopback device, which is down in a network of one's own."""
    set_flags, up_and_running = 0x8914, 0x1 | 0x40
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sH14x", b"lo", up_and_running))


def _mount(image: Image, options: Sequence[str], volume: Path) -> None:
    """The root as `podman run` was told to have it."""
    root = image.root
    _do("mount", "--bind", root, root)
    _do("mount", "-t", "proc", "proc", f"{root}/proc")
    _do("mount", "--rbind", "/dev", f"{root}/dev")
    pairs = list(pairwise(options))
    for where, _, how in (value.partition(":") for name, value in pairs if name == "--tmpfs"):
        Path(root + where).mkdir(parents=True, exist_ok=True)
        _do("mount", "-t", "tmpfs", "-o", how or "mode=1777", "tmpfs", root + where)
    for _, _, where in (value.partition(":") for name, value in pairs if name == "-v"):
        if where not in image.volumes:
            raise SystemExit(f"{where} is no volume of the image.")
        shutil.copystat(root + where, volume)  # a new volume begins as the folder that it covers
        os.chown(volume, (owner := Path(root + where).stat()).st_uid, owner.st_gid)
        _do("mount", "--bind", volume, root + where)
    if "--read-only" in options:
        _do("mount", "-o", "remount,bind,ro", root)


def _as_somebody(image: Image, words: Sequence[str]) -> list[str]:
    """With the account of the file and no right beyond it, as --cap-drop=all and no-new-privileges have it."""
    kept = ["setpriv", f"--reuid={image.user}", "--regid=nogroup", "--clear-groups", "--no-new-privs"]
    return ["chroot", image.root, *kept, "--bounding-set=-all", "--inh-caps=-all", *words]


def _asked(image: Image, words: Sequence[str]) -> str:
    done = subprocess.run(
        _as_somebody(image, words), env=image.given | SETTINGS, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def _holds(image: Image) -> None:
    """That it is not root, and that nothing of the root can be written, also where the account may."""
    who = _asked(image, ["id", "--user", "--name"]).strip()
    writing = (
        'for at in / /opt /etc /var/tmp /usr/bin; do touch $at/x 2>&1 && echo "$at can be written"; done'
    )
    said = _asked(image, ["sh", "-c", f"{writing}; true"])
    if who != image.user or who == "root" or "can be written" in said or "Read-only" not in said:
        raise SystemExit(f"it runs as {who}:\n{said}")
    print(f"✓ runs as {who}, and nothing of its root can be written", flush=True)


def _answers(image: Image) -> None:
    """Its own command serves, its own check of health says so, and being told to end it ends by itself."""
    words = _as_somebody(image, [*image.entry, *image.command])
    running = subprocess.Popen(words, env=image.given | SETTINGS)
    started = time.monotonic()
    while subprocess.run(_as_somebody(image, image.health), env=image.given, capture_output=True).returncode:
        if running.poll() is not None or time.monotonic() - started > PATIENCE:
            raise SystemExit("it does not answer at /health/")
        time.sleep(0.5)
    print(f"✓ /health/ answers after {time.monotonic() - started:.0f} s", flush=True)
    running.terminate()
    if code := running.wait(timeout=PATIENCE):
        raise SystemExit(f"told to end, it ended with {code}")
    print("✓ told to end, it ended", flush=True)


def main() -> None:
    """Build the wheel, make the root, try it."""
    if sys.platform != "linux" or os.geteuid():
        raise SystemExit("This makes a root of its own: it needs Linux and root.")
    started, text = time.monotonic(), FILE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="conspectus-root-") as name:
        folder = Path(name)
        for part in ("root", "volume"):
            (folder / part).mkdir()
        build(folder / "dist")
        image = made(text, folder / "root", folder)
        tried(image, run_options(text), folder / "volume")
    print(f"The Containerfile’s steps went, and what they make serves ({time.monotonic() - started:.0f} s).")


if __name__ == "__main__":
    inside() if sys.argv[1:] == ["inside"] else main()
