"""Firefox over Marionette: what Debian ships, since Playwright drives a build of its own."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FIREFOXES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
KEYS = {"Control": "\ue009", "Shift": "\ue008", "Alt": "\ue00a", "Enter": "\ue007"}
KEYS |= {"ArrowDown": "\ue015", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "End": "\ue010"}
KEYS |= {"Escape": "\ue00c", "Tab": "\ue004"}
SECONDS = 60
"""How long Firefox may take to start, and to answer."""


def find_firefox() -> str | None:
    """Return the path of a Firefox, ``None`` where there is none."""
    return next(filter(None, map(shutil.which, FIREFOXES)), None)


class Firefox:
    """One window of Firefox."""

    def __init__(self, port: int) -> None:
        self._socket = _connected(port)
        self._rest = b""
        self._number = 0
        self._read()
        capabilities = {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}}
        self.ask("WebDriver:NewSession", **capabilities)

    def ask(self, command: str, **parameters: Any) -> Any:  # noqa: ANN401 - whatever the page has
        """Return the answer to a command of WebDriver; raise `RuntimeError` for an error."""
        self._number += 1
        data = json.dumps([0, self._number, command, parameters])
        self._socket.sendall(f"{len(data.encode())}:{data}".encode())
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(error["message"])
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def goto(self, url: str) -> None:
        """Open an address."""
        self.ask("WebDriver:Navigate", url=url)

    def evaluate(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - as above
        """Return what a function body returns in the page; it may return a promise."""
        options = {"args": list(arguments), "sandbox": None}
        return self.ask("WebDriver:ExecuteScript", script=script, **options)

    def press(self, keys: str) -> None:
        """Press keys together: ``Control+Enter``."""
        codes = [KEYS.get(key, key) for key in keys.split("+")]
        downs = [{"type": "keyDown", "value": code} for code in codes]
        ups = [{"type": "keyUp", "value": code} for code in reversed(codes)]
        self._type([*downs, *ups])

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        actions = []
        for letter in text:
            actions += [{"type": "keyDown", "value": letter}, {"type": "keyUp", "value": letter}]
        self._type(actions)

    def wait(self, script: str, *arguments: object) -> None:
        """Wait until an expression is true in the page."""
        last = time.monotonic() + SECONDS
        while not self.evaluate(f"return Boolean({script})", *arguments):
            assert time.monotonic() < last, script
            time.sleep(0.02)

    def _type(self, actions: list[dict[str, str]]) -> None:
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.ask("WebDriver:PerformActions", actions=[source])

    def _read(self) -> Any:  # noqa: ANN401 - JSON
        while b":" not in self._rest:
            self._rest += self._received()
        length, _, self._rest = self._rest.partition(b":")
        while len(self._rest) < int(length):
            self._rest += self._received()
        data, self._rest = self._rest[: int(length)], self._rest[int(length) :]
        return json.loads(data)

    def _received(self) -> bytes:
        data = self._socket.recv(65536)
        assert data, "Firefox has ended"
        return data


def _connected(port: int) -> socket.socket:
    last = time.monotonic() + SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        except OSError:
            assert time.monotonic() < last, "Firefox does not answer"
            time.sleep(0.1)


@contextmanager
def firefox_at(path: str, profile: Path, *, scheme: str = "light") -> Iterator[Firefox]:
    """Yield a Firefox with a profile of its own, which ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    profile.mkdir(parents=True, exist_ok=True)
    settings = {
        "marionette.port": port,
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "app.update.enabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "layout.css.prefers-color-scheme.content-override": 0 if scheme == "dark" else 1,
    }
    lines = [
        f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in settings.items()
    ]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield Firefox(port)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
