"""The set-up scripts, with commands of the system replaced by stubs."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from support import ROOT, load_script

LOCKED = "E: Could not get lock /var/{}/lock. It is held by process 7 (apt)"
WHEEL = "one-1-py3-none-any.whl"


@pytest.fixture
def stubs(tmp_path: Path) -> Path:
    """Return a folder of stubs: root's `id`, a `sleep` that does not, both writing to `calls`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    write_stub(folder / "id", "echo 0")
    write_stub(folder / "sleep", f"echo sleep $1 >>{tmp_path}/calls")
    return folder


def write_stub(path: Path, *lines: str) -> None:
    path.write_text("\n".join(("#!/bin/sh", *lines)) + "\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout whose .venv has Python 3.11, with Python 3.12 on PATH and 3.13 in pyenv."""
    root = tmp_path / "checkout"
    (root / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "test-pythons", root / "scripts")
    (root / "requirements.txt").write_text("one==1\n", encoding="utf-8")
    calls = tmp_path / "calls"
    for path, version in {
        root / ".venv" / "bin" / "python": "3.11",
        tmp_path / "bin" / "python3.12": "3.12",
        tmp_path / ".pyenv" / "versions" / "3.12.1" / "bin" / "python3": "3.12",
        tmp_path / ".pyenv" / "versions" / "3.13.0" / "bin" / "python3": "3.13",
        tmp_path / ".pyenv" / "versions" / "3.11.7" / "bin" / "python3": "3.11",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = f'mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; echo "venv {version}" >>{calls}'
        asked = f'-c) echo {version};; -V) echo "Python {version}";;'
        fails = f"[ ! -e {tmp_path}/offline ]; exit $?"
        write_stub(
            path,
            f'case "$1 $2" in "-m venv") {made};; "-m pip") {fails};; esac',
            f'case "$1" in {asked} esac',
        )
    # As a version manager's, which lead nowhere; and in the place of this machine's own.
    for version in ("3.11", "3.13", "3.14"):
        write_stub(tmp_path / "bin" / f"python{version}", "echo not found >&2; exit 127")
    return root


def other_pythons(checkout: Path) -> tuple[int, list[str]]:
    """Run scripts/test-pythons; return its exit status and for which Pythons there is all."""
    done = subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", str(checkout / "scripts" / "test-pythons")],
        env={"PATH": f"{checkout.parent / 'bin'}:/usr/bin:/bin", "HOME": str(checkout.parent)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    stamps = (checkout / ".venv" / "other").glob("*/.stamp")
    return done.returncode, sorted(path.parent.name for path in stamps)


def test_every_other_python_at_hand_gets_its_libraries_once(checkout: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert other_pythons(checkout) == (0, ["3.12", "3.13"])
        calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
        assert calls == ["venv 3.12", "venv 3.13"]


def test_a_python_whose_libraries_cannot_be_had_is_not_tested(
    checkout: Path, tmp_path: Path
) -> None:
    (tmp_path / "offline").touch()
    assert other_pythons(checkout) == (1, [])


def apt_install(stubs: Path) -> tuple[int, list[str]]:
    """Run scripts/apt-install for one package; return its exit status and the stubs' calls."""
    done = subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", str(ROOT / "scripts" / "apt-install"), "hello"],
        env={**os.environ, "PATH": f"{stubs}:/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, (stubs.parent / "calls").read_text(encoding="utf-8").splitlines()


def test_apt_install_waits_for_another_apt(stubs: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    write_stub(
        stubs / "apt-get",
        f'echo "$*" >>{calls}',
        f'case "$*" in *update*) if [ "$(grep -c update {calls})" -lt 3 ]; then',
        f'echo "{LOCKED.format("lib/apt/lists")}" >&2; exit 100; fi;;',
        f'*install*) if [ "$(grep -c install {calls})" -lt 2 ]; then',
        f'echo "{LOCKED.format("cache/apt/archives")}" >&2; exit 100; fi;; esac',
    )
    status, made = apt_install(stubs)
    update = "-qq -o DPkg::Lock::Timeout=600 update"
    install = "-qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends hello"
    waited = [update, "sleep 10", update, "sleep 10", update, install, "sleep 10", install]
    assert made == waited
    assert status == 0


def test_apt_install_goes_on_with_old_lists(stubs: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    write_stub(
        stubs / "apt-get",
        f'echo "$*" >>{calls}',
        'case "$*" in *update*) echo "E: no such host" >&2; exit 100;; esac',
    )
    status, made = apt_install(stubs)
    assert [call.split()[3] for call in made] == ["update", "install"]
    assert status == 0


def test_apt_install_fails_where_the_package_cannot_be_had(stubs: Path, tmp_path: Path) -> None:
    write_stub(stubs / "apt-get", f'echo "$*" >>{tmp_path / "calls"}', "exit 100")
    status, _ = apt_install(stubs)
    assert status == 1


class Proxy(BaseHTTPRequestHandler):
    """A proxy before an index that has one package."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        page = f'<a href="{WHEEL}">{WHEEL}</a>'.encode()
        data = packed() if self.path.endswith(WHEEL) else page
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def packed() -> bytes:
    """Return a wheel that holds nothing."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in {
            "METADATA": "Metadata-Version: 2.1\nName: one\nVersion: 1\n",
            "WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            "RECORD": "one-1.dist-info/RECORD,,\n",
        }.items():
            archive.writestr(zipfile.ZipInfo(f"one-1.dist-info/{name}"), text)
    return made.getvalue()


def test_the_set_up_follows_pips_own_configuration(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "bootstrap", tmp_path / "scripts")
    pin = f"one==1 --hash=sha256:{hashlib.sha256(packed()).hexdigest()}\n"
    (tmp_path / "requirements.txt").write_text(pin, encoding="utf-8")
    with HTTPServer(("127.0.0.1", 0), Proxy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        conf = tmp_path / "pip.conf"
        # A mirror that nothing but the proxy can reach.
        conf.write_text(
            "[global]\nindex-url = http://mirror.example/simple/\ntrusted-host = mirror.example\n"
            f"proxy = http://127.0.0.1:{server.server_port}\nno-cache-dir = true\n",
            encoding="utf-8",
        )
        kept = {
            k: v for k, v in os.environ.items() if not k.upper().startswith(("PIP_", "NO_PROXY"))
        }
        done = subprocess.run(  # noqa: S603 - our own script
            ["/bin/sh", str(tmp_path / "scripts" / "bootstrap")],
            env={**kept, "PYTHON": sys.executable, "PIP_CONFIG_FILE": str(conf)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        server.shutdown()
    assert done.returncode == 0, done.stdout + done.stderr
    mirror = "http://mirror.example/simple/one/"
    assert Proxy.asked == [mirror, f"{mirror}{WHEEL}"]


@pytest.mark.parametrize(
    ("command", "status"), [("pelican_briefing.py init new", 141), ("style.py", -signal.SIGPIPE)]
)
def test_what_nobody_reads_on_ends_quietly(command: str, status: int, tmp_path: Path) -> None:
    script, *options = command.split()
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(ROOT / "scripts" / script), *options],
        cwd=tmp_path,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (status, b"")


FULL = Path("/dev/full")  # of Linux


@pytest.mark.parametrize(
    ("output", "status"), [(">&-", 0), *([(f">{FULL}", 1)] if FULL.exists() else [])]
)
def test_output_that_cannot_be_written_is_told(output: str, status: int, tmp_path: Path) -> None:
    script = str(ROOT / "scripts" / "pelican_briefing.py")
    done = subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", f'exec "$@" {output}', "sh", sys.executable, script, "init", "new"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = (
        "error: standard output: no space left on device. Make room there, or send it elsewhere.\n"
    )
    assert (done.returncode, done.stderr) == (status, said if status else "")
    assert (tmp_path / "new" / "pelicanconf.py").is_file()


def test_mutants_can_run_the_tests() -> None:
    options = load_script("mutants").OPTIONS
    command = [sys.executable, "-m", "pytest", *options, "--collect-only", "tests/test_markdown.py"]
    run = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
