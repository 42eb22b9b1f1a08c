"""The command: it shows the address, and ends at once with a word on what was saved."""

import signal
import sys

import pytest

from sharepool.cli import desk as command
from sharepool.tables import write_problem


@pytest.fixture
def ask(monkeypatch, tmp_path, problem, serve):
    """Run the command; what is done at its page is given."""
    from typer.testing import CliRunner

    from sharepool.cli import app
    from sharepool.report.desk import server

    write_problem(problem, tmp_path / "problem")

    def ask(act, *options):
        kept = []
        start = server.DeskServer.start
        monkeypatch.setattr(
            server.DeskServer, "start", lambda self: (kept.append(self), start(self))
        )

        def wait():
            act(kept[0].desk)
            raise KeyboardInterrupt

        monkeypatch.setattr(command, "_wait", wait)
        words = ["desk", str(tmp_path / "problem"), str(tmp_path / "plan.csv"), *options]
        ran = CliRunner().invoke(app, words)
        assert ran.exit_code == 0
        assert kept[0].url in ran.stdout
        return ran.stdout

    return ask


def test_the_end_says_what_was_saved_and_what_is_gone(ask, tmp_path):
    assert "nothing was changed" in ask(lambda _desk: None, "--no-browser")

    def save(desk):
        desk.drop(desk.draft.plan.assignments[0])
        desk.save()
        desk.undo()

    told = ask(save, "--no-browser", "--out", str(tmp_path / "versions"), "--lang", "zh")
    assert "最后保存" in told
    assert "未保存的更改已放弃" in told
    assert (tmp_path / "versions" / "plan-v2.csv").exists()


def test_the_browser_is_opened(ask, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    ask(lambda _desk: None)
    assert [one.startswith("http://127.0.0.1:") for one in opened] == [True]


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal of POSIX")
def test_ctrl_c_ends_it(tmp_path, problem, serve):
    import subprocess

    from patience import ENDLESS

    write_problem(problem, tmp_path / "problem")
    words = ["desk", str(tmp_path / "problem"), str(tmp_path / "plan.csv"), "--no-browser"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", "sharepool", *words, "--lang", "en"], stdout=pipe, text=True
    ) as ran:
        first = ran.stdout.readline()
        ran.send_signal(signal.SIGINT)
        rest, _ = ran.communicate(timeout=ENDLESS)
    assert "http://127.0.0.1:" in first
    assert (ran.returncode, rest) == (0, "nothing was changed\n")
