"""Requests to the hosts of outlets: one at a time each, with a pause, and as robots.txt allows."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from ...errors import BriefingError, Problem, error_at
from ..network import Fetched, Manner, StatusError, fetch, without_user

AGENT = "pelican-briefing"
"""What robots.txt calls us."""
LONGEST_PAUSE = 60.0
"""Seconds between requests up to which a robots.txt is obeyed by waiting; beyond it by leaving."""
MOST_FAILURES = 2
"""Requests in a row that a host may leave without an answer before it is asked no more."""
_CLIENT_ERRORS = range(400, 500)


@dataclass
class _Host:
    """What is known of one host in this pull: its rules, when it was asked, how often in vain.

    `problem` is why it was in vain the last time.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: RobotFileParser | None = None
    asked: float | None = None
    failures: int = 0
    problem: Problem | None = None


class ForbiddenError(BriefingError):
    """The rules of a host forbid an address."""


class Hosts:
    """All hosts of a pull; several threads may ask at once."""

    def __init__(self, pause: float, timeout: float, *, allow_private: bool) -> None:
        self._pause, self._timeout, self._allow_private = pause, timeout, allow_private
        self._hosts: dict[str, _Host] = {}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """Return what is at an address; raise `BriefingError` where it may not or cannot be had."""
        host = self._host(url)
        with host.lock:
            # A host that is down would cost each of its pages the whole timeout.
            if host.problem and host.failures >= MOST_FAILURES:
                message = f"its host is not asked again ({host.problem.message})"
                raise error_at(without_user(url), message, host.problem.hint)
            # Before a pause, which the rules may ask to be for ever.
            self._permit(url)
            return self._ask(url, host, Manner(headers or {}, self._timeout, self._permit))

    def _host(self, url: str) -> _Host:
        parts = urlsplit(url)
        # In one step, since threads share it.
        return self._hosts.setdefault(f"{parts.scheme}://{parts.netloc}".lower(), _Host())

    def _ask(self, url: str, host: _Host, manner: Manner) -> Fetched:
        pause = max(self._pause, _delay(host))
        if host.asked is not None:
            time.sleep(max(0.0, host.asked + pause - time.monotonic()))
        try:
            page = fetch(url, allow_private=self._allow_private, manner=manner)
        except (StatusError, ForbiddenError):
            host.failures = 0
            raise
        except BriefingError as error:
            host.failures += 1
            host.problem = error.problems[0]
            raise
        finally:
            host.asked = time.monotonic()
        host.failures = 0
        return page

    def _permit(self, url: str) -> None:
        """Raise `BriefingError` where the rules of its host forbid an address."""
        # Also of the hosts that a redirect leads to. These are asked without waiting for a turn:
        # two fetches that lead to each other's hosts would wait for ever.
        host, shown = self._host(url), without_user(url)
        self._learn_rules(url, host)
        message = ""
        if _delay(host) > LONGEST_PAUSE:
            message = f"its robots.txt asks for {_delay(host):g} seconds between requests"
        if host.rules and not host.rules.can_fetch(AGENT, url):
            message = "its robots.txt forbids it"
        if message:
            raise ForbiddenError(Problem(shown, message, "Ask the outlet, or add it by hand"))

    def _learn_rules(self, url: str, host: _Host) -> None:
        """Read a host's robots.txt unless that is done; raise `BriefingError` without an answer."""
        if host.rules:
            return
        parts, rules = urlsplit(url), RobotFileParser()
        robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
        lines: list[str] = []
        try:
            page = self._ask(robots, host, Manner(deadline=self._timeout))
            lines = page.data.decode("utf-8", "replace").splitlines()
        except BriefingError as error:
            # As RFC 9309 has it: a host without such a file allows everything, one whose server
            # fails nothing, since nobody knows what it would say.
            if not (isinstance(error, StatusError) and error.status in _CLIENT_ERRORS):
                host.failures = MOST_FAILURES
                raise
        rules.parse(lines)
        host.rules = rules


def _delay(host: _Host) -> float:
    """Return the seconds that a host's rules ask for between two requests."""
    return float((host.rules and host.rules.crawl_delay(AGENT)) or 0)
