"""Who may ask the desk for anything: this machine's own windows that were opened with its token."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from werkzeug.exceptions import Forbidden, MethodNotAllowed, SecurityError, Unauthorized
from werkzeug.wrappers import Request, Response

LARGEST_BODY = 200_000
"""Bytes of a request: a sentence of ten pages, and the longest list of cites, are less."""
TOKEN = "token"  # noqa: S105 - the name of it in an address
CSRF = "proof"
"""The field of a form by which it is known to be of a page of this desk."""
HTTP_PORT = 80
_METHODS = ("GET", "HEAD", "POST")
_OWN = ("same-origin", "none")
"""What browsers say of a request that a page of the same origin or the person made."""
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
)
# Pages of the site may have scripts of their owner's, which must not steer the desk. Of the same
# origin they have to be all the same, or their fonts would not be loaded.
_SITE_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)


class DeskRequest(Request):
    """A request whose body is read up to a limit, and no further."""

    max_content_length = LARGEST_BODY
    max_form_memory_size = LARGEST_BODY
    max_form_parts = 200


@dataclass(frozen=True)
class Guard:
    """What a request has to show: `token` is in the address once and then in a cookie."""

    token: str
    port: int

    @property
    def cookie(self) -> str:
        """The name of the cookie: two desks on one machine have one host, and must not mix."""
        return f"desk-{self.port}"

    @property
    def proof(self) -> str:
        """What forms of this desk's pages carry."""
        return self._derived("form")

    def address(self, lang: str) -> str:
        """Return the address that a person opens."""
        return f"http://127.0.0.1:{self.port}/{lang}/?{TOKEN}={self.token}"

    def enter(self, request: Request) -> Response | None:
        """Return the answer that sets the cookie, ``None`` to a request that may pass.

        Raise an `HTTPException` for any other.
        """
        # Browsers leave the usual port out. A name that somebody else's server resolves to this
        # machine (DNS rebinding) is no host of it.
        port = "" if self.port == HTTP_PORT else f":{self.port}"
        hosts = {f"{name}{port}" for name in ("127.0.0.1", "localhost")}
        if request.headers.get("Host", "") not in hosts:
            raise SecurityError
        if request.method not in _METHODS:
            raise MethodNotAllowed(list(_METHODS))
        if request.headers.get("Sec-Fetch-Site", "none") not in _OWN:
            raise Forbidden
        given = request.args.get(TOKEN)
        if given is not None and request.method == "GET" and _same(given, self.token):
            # Gone from the address, it is in no history and in no screenshot.
            answer = Response(status=303, headers={"Location": request.path})
            answer.set_cookie(
                self.cookie, self._derived("window"), httponly=True, samesite="Strict"
            )
            return answer
        if not _same(request.cookies.get(self.cookie, ""), self._derived("window")):
            raise Unauthorized
        if request.method == "POST":
            # Browsers name the origin with every form; what names none is no browser.
            if request.headers.get("Origin") != f"http://{request.host}":
                raise Forbidden
            if not _same(request.form.get(CSRF, ""), self.proof):
                raise Forbidden
        return None

    def seal(self, answer: Response, *, of_site: bool = False) -> Response:
        """Return an answer with what a browser has to know of it."""
        # A page of the site is shown inside one of the desk's.
        own = f"{_POLICY}frame-ancestors 'none'"
        answer.headers["Content-Security-Policy"] = _SITE_POLICY if of_site else own
        answer.headers["X-Content-Type-Options"] = "nosniff"
        # With none at all browsers would name no origin with a form.
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _derived(self, purpose: str) -> str:
        return hmac.new(self.token.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _same(given: str, secret: str) -> bool:
    """Compare in a time that tells nothing of the secret."""
    # As bytes: of other characters than ASCII it compares no text.
    return hmac.compare_digest(given.encode(), secret.encode())
