"""Asking an engine, one request after the other; answers are kept, and nothing is asked twice."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.files import write_whole
from sharepool.tables.roads.engines import RoadRequest

TIMEOUT_SECONDS = 120
WAITS_SECONDS = (1.0, 4.0)
"""Before each further try of what an engine could not do at the moment."""

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What reading an answer of another kind raises."""

Answer = TypeVar("Answer")

_BUSY = frozenset({429, 500, 502, 503, 504})
_LONGEST_REASON = 300


class RoadEngineClient:
    """Sends requests to one engine, and keeps the answers in a folder.

    Parameters
    ----------
    url : str
        The engine's address.
    cache : Path
        The folder of answers; made when there is one.
    waits : tuple of float
        Seconds before each further try.

    Raises
    ------
    ProblemError
        The address is none of http or https.
    """

    def __init__(self, url: str, cache: Path, waits: tuple[float, ...] = WAITS_SECONDS) -> None:
        self._url, self._cache, self._waits = url.rstrip("/"), cache, waits
        parts = urlsplit(self._url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ProblemError([Fault("", None, "--url", "road_engine", url, {"kind": "url"})])
        self.is_local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
        self.asked = 0

    def ask(self, request: RoadRequest, read: Callable[[Any], Answer]) -> Answer:
        """Return what the answer to a request says, from the folder if it is there.

        Parameters
        ----------
        request : RoadRequest
        read : callable
            Reads an answer; only what it can read is kept.

        Raises
        ------
        ProblemError
            The engine cannot be reached, refuses, or answers something else.
        """
        file = self._cache / f"{self._name(request)}.json"
        try:
            return read(json.loads(file.read_bytes()))
        except (OSError, *UNREADABLE):
            answer = self._send(request)
        try:
            said = read(answer)
        except UNREADABLE as error:
            fields = {"kind": "answer", "reason": f"{type(error).__name__}: {error}"}
            fault = Fault("", None, "--engine", "road_engine", self._url, fields)
            raise ProblemError([fault]) from None
        write_whole(file, json.dumps(answer))
        return said

    def _name(self, request: RoadRequest) -> str:
        # Keys are no part of what is asked.
        path = request.path.partition("?")[0] if request.body is not None else request.path
        asked = json.dumps([self._url, path, request.body], sort_keys=True)
        return hashlib.sha256(asked.encode()).hexdigest()[:32]

    def _send(self, request: RoadRequest) -> Any:
        for wait in (*self._waits, None):
            try:
                return self._open(request)
            except HTTPError as error:
                told = _told(error)
                if told.get("error_code") in request.no_way:
                    return told
                reason = _reason(error, told)
                if error.code not in _BUSY:
                    break
            except (URLError, HTTPException, OSError, ValueError) as error:
                reason = str(getattr(error, "reason", error)) or type(error).__name__
            if wait is not None:
                time.sleep(wait)
        fields = {"reason": reason[:_LONGEST_REASON]}
        raise ProblemError([Fault("", None, "--url", "road_engine", self._url, fields)])

    def _open(self, request: RoadRequest) -> Any:
        data = None if request.body is None else json.dumps(request.body).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        sent = Request(  # noqa: S310 (http or https, as was looked at)
            self._url + request.path, data=data, headers=headers | dict(request.headers)
        )
        self.asked += 1
        with urlopen(sent, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            return json.loads(answer.read())


def _told(error: HTTPError) -> dict[str, Any]:
    """Return what an engine says as it refuses; nothing where that is no JSON object."""
    try:
        told = json.loads(error.read())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _reason(error: HTTPError, told: dict[str, Any]) -> str:
    """Return why an engine refuses, in its own words where it has some."""
    said = told.get("message") or told.get("error") or ""
    said = said.get("message", "") if isinstance(said, dict) else said
    return f"HTTP {error.code} {said or error.reason}"
