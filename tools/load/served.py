"""The workspace served as people serve it: `conspectus serve`, its database, and ways to kill parts of it."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CONSPECTUS = Path(sys.executable).with_name("conspectus")
PATIENCE = 600.0  # seconds until it must answer; a busy machine takes tens
# Below those that a system gives to whoever asks for any port, so that nobody has ours while we start again.
PORTS = range(20_000, 30_000)


@dataclass
class Served:
    """A workspace that is served; it can be killed outright and started again on the same data."""

    data: Path
    environment: dict[str, str]
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, and return once it answers."""
        self.port = self.port or free_port()
        log = (self.data.parent / "served.log").open("ab")
        words = [str(CONSPECTUS), "serve", "--data", str(self.data), "--port", str(self.port)]
        self.process = subprocess.Popen(
            words, stdout=log, stderr=log, env=self.environment, start_new_session=True
        )
        log.close()
        self.wait()

    def wait(self) -> None:
        """Until it answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.url}/account/sign-in/", timeout=10).close()
                return
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
        raise SystemExit((self.data.parent / "served.log").read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End it as a person does, and wait until all of it has ended."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def kill_all(self) -> None:
        """Kill every process of it outright, as a power cut would."""
        assert self.process is not None
        for group in {os.getpgid(process) for process in self.processes()}:
            os.killpg(group, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def kill_one(self, named: str) -> bool:
        """Kill outright one process whose command line holds `named`, once there is one; whether there was."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if found := [process for process in self.processes() if named in command_of(process)]:
                os.kill(found[-1], signal.SIGKILL)
                return True
            time.sleep(0.05)  # it is started again a while after it died
        return False

    def processes(self) -> list[int]:
        """Every process of it."""
        assert self.process is not None
        session = self.process.pid
        return [
            int(path.name)
            for path in Path("/proc").iterdir()
            if path.name.isdigit() and of_session(path, session)
        ]

    def manage(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """`conspectus manage …` on its data."""
        command = [str(CONSPECTUS), "manage", "--data", str(self.data), *words]
        return subprocess.run(command, capture_output=True, text=True, env=self.environment)


def of_session(process: Path, session: int) -> bool:
    """Whether a process belongs to the session; False where it has just ended."""
    try:
        return os.getsid(int(process.name)) == session
    except ProcessLookupError:
        return False


def command_of(process: int) -> str:
    """Its command line; empty where it has just ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


_ours: list[socket.socket] = []


def free_port() -> int:
    """A port on which nothing is served; nobody else who asks here is given it while this process lives.

    The same number among the ports of datagrams, which the workspace does not use, says that it is taken.
    """
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        taken = socket.socket(type=socket.SOCK_DGRAM)
        try:
            taken.bind(("127.0.0.1", port))
            with socket.socket() as tried:
                tried.bind(("127.0.0.1", port))
        except OSError:
            taken.close()
            continue
        _ours.append(taken)
        return port
    raise SystemExit("There is no free port.")


@contextmanager
def serving(data: Path, environment: dict[str, str]) -> Iterator[Served]:
    """Serve `data` until the block ends."""
    served = Served(data, environment)
    served.start()
    try:
        yield served
    finally:
        served.stop()
