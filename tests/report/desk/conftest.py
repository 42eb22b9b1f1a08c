import json
import threading
from http.client import HTTPConnection

import pytest

import sharepool as sp
from builders import make_plan, make_problem
from patience import ENDLESS, work
from sharepool.base.background import BackgroundWork
from sharepool.report.desk.desk import Desk
from sharepool.report.desk.server import HOST, DeskServer
from sharepool.tables import write_plan


class Client:
    """Asks a server as its page does, or otherwise where headers or a path are given."""

    def __init__(self, server):
        self.server = server
        self.version = 1

    def ask(self, method, path, body=None, **headers):
        connection = HTTPConnection(HOST, self.server.server_port, timeout=60)
        headers = {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def get(self, name, **headers):
        return self.ask("GET", f"/{self.server.token}/{name}", **headers)

    def post(self, name, version=None, **data):
        body = json.dumps({"version": self.version if version is None else version, **data})
        path = f"/{self.server.token}/{name}"
        answer, text = self.ask("POST", path, body, Content_Type="application/json")
        found = json.loads(text)
        self.version = found.get("version", self.version)
        return answer.status, found


class Slow(BackgroundWork):
    """A solve that goes on until it is ended, in this process."""

    def __init__(self, *_):
        self.ended = threading.Event()
        self.said = ["near", sp.Progress(1.0, 500, 400, 1, 3, "plan")]
        self.answer = None

    def __iter__(self):
        yield from self.said
        self.ended.wait(ENDLESS)
        if self.answer is not None:
            yield self.answer

    def stop(self):
        desk = self.desk
        self.answer = sp.improve(desk.problem, desk.draft.plan, stop=work(1))
        self.ended.set()

    def kill(self):
        self.ended.set()


@pytest.fixture
def solve_slowly(monkeypatch):
    """Let the solves of a desk go on until they are ended."""

    def solve_slowly(desk):
        monkeypatch.setattr("sharepool.report.desk.solving.BackgroundWork", Slow)
        monkeypatch.setattr(Slow, "desk", desk, raising=False)
        return Slow

    return solve_slowly


@pytest.fixture
def problem():
    """Two people; the second session of D1 is missing."""
    return make_problem(
        staff=[{}, {"staff_id": "T2", "name": "<b>Wu</b>"}],
        demands=[{"sessions": 2, "max_staff": 2}, {"demand_id": "D2", "site_id": "B"}],
    )


@pytest.fixture
def plan():
    return make_plan(("T1", "D1", 1, 1), ("T2", "D2", 2, 1))


@pytest.fixture
def serve(problem, plan, tmp_path):
    """Serve a desk of the plan, which stands in plan.csv."""
    servers = []
    write_plan(plan, tmp_path / "plan.csv")

    def serve(lang="en"):
        server = DeskServer(Desk(problem, plan, tmp_path / "plan.csv"), lang)
        servers.append(server)
        server.start()
        return Client(server)

    yield serve
    for server in servers:
        server.stop()
