"""The set-up scripts, with commands of the system replaced by stubs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support import ROOT

LISTS_ARE_LOCKED = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt)"


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
        f'echo "{LISTS_ARE_LOCKED}" >&2; exit 100; fi;; esac',
    )
    status, made = apt_install(stubs)
    update = "-qq -o DPkg::Lock::Timeout=600 update"
    install = "-qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends hello"
    assert made == [update, "sleep 10", update, "sleep 10", update, install]
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
