"""Serves a desk on this machine only: each request names a secret, and no other site can ask."""

from __future__ import annotations

import json
import secrets
import socketserver
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

from sharepool.report.desk.answers import DeskAnswer, Outcome, answer
from sharepool.report.desk.desk import Desk

HOST = "127.0.0.1"
_MOST_BYTES = 1_000_000
_FILES = {
    "": ("desk.html", "text/html"),
    "page.js": ("page.js", "text/javascript"),
    "desk.js": ("desk.js", "text/javascript"),
    "desk.css": ("desk.css", "text/css"),
}
_STATUS = {
    Outcome.DONE: HTTPStatus.OK,
    Outcome.STALE: HTTPStatus.CONFLICT,
    Outcome.REFUSED: HTTPStatus.UNPROCESSABLE_ENTITY,
    Outcome.UNKNOWN: HTTPStatus.BAD_REQUEST,
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class DeskServer(ThreadingHTTPServer):
    """A web server for one desk, on a free port.

    Parameters
    ----------
    desk : Desk
    lang : str
        ``"en"`` or ``"zh"``.

    Attributes
    ----------
    token : str
        The secret that every address begins with.
    """

    daemon_threads = True

    def __init__(self, desk: Desk, lang: str) -> None:
        self.desk, self.lang = desk, lang
        self.token = secrets.token_urlsafe(24)
        super().__init__((HOST, 0), _Handler)

    def server_bind(self) -> None:
        """Take a port; the name of this machine is not looked up."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away in the middle of an answer."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"

    def start(self) -> None:
        """Serve from now on, in a thread."""
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()

    def stop(self) -> None:
        """Serve no more, and end what is under way."""
        self.desk.end_solve()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    timeout = 30

    def do_GET(self) -> None:
        """DeskAnswer with a file of the page, or with the plan."""
        name = self._name()
        if name in _FILES:
            file, kind = _FILES[name]
            text = (
                files("sharepool.report.desk").joinpath("static", file).read_text(encoding="utf-8")
            )
            self._send(HTTPStatus.OK, text, kind)
        elif name in {"state", "progress"}:
            self._send_answer(answer(self.server.desk, name, {}, self.server.lang))
        elif name is not None:
            self._send(HTTPStatus.NOT_FOUND, "")

    def do_POST(self) -> None:
        """Change the plan, or say what could be done with it."""
        name = self._name()
        if name is not None:
            self._send_answer(answer(self.server.desk, name, self._read(), self.server.lang))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — its name there
        """Say nothing: the address is a secret."""

    def _name(self) -> str | None:
        """Return what is asked for; None if nobody who knows the secret asks on this machine."""
        _, token, *rest = [*self.path.partition("?")[0].split("/", 2), ""]
        own = {f"{name}:{self.server.server_port}" for name in (HOST, "localhost")}
        is_known = secrets.compare_digest(token.encode(), self.server.token.encode())
        origin = self.headers.get("Origin")
        is_here = self.headers.get("Host") in own
        if is_known and is_here and (origin is None or origin.removeprefix("http://") in own):
            return rest[0]
        self._send(HTTPStatus.FORBIDDEN, "")
        return None

    def _read(self) -> dict[str, Any] | None:
        """Return the JSON object that was sent."""
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get_content_type()
        if kind != "application/json" or not length.isdecimal() or int(length) > _MOST_BYTES:
            return None
        try:
            asked = json.loads(self.rfile.read(int(length)))
        except ValueError:
            return None
        return asked if isinstance(asked, dict) else None

    def _send_answer(self, found: DeskAnswer) -> None:
        text = json.dumps(found.data, ensure_ascii=False)
        self._send(_STATUS[found.outcome], text, "application/json")

    def _send(self, status: HTTPStatus, text: str, kind: str = "text/plain") -> None:
        body = text.encode()
        self.send_response(status)
        sent = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in (_HEADERS | sent).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
