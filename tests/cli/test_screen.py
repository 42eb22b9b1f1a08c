import io
import json
import sys

import pytest

from sharepool.base.errors import Fault
from sharepool.problem.result import Progress
from sharepool.terminal import screen
from sharepool.terminal.live import live_line


class Terminal(io.StringIO):
    def isatty(self):
        return True


def ascii_stream():
    return io.TextIOWrapper(io.BytesIO(), encoding="ascii")


def test_json_is_ascii_where_stdout_is(monkeypatch):
    stream = ascii_stream()
    monkeypatch.setattr(sys, "stdout", stream)
    screen.write_json({"name": "学校🏫"})
    written = stream.buffer.getvalue()
    assert written.isascii()
    assert json.loads(written) == {"name": "学校🏫"}


def test_json_refuses_what_json_has_no_word_for():
    with pytest.raises(ValueError, match="JSON"):
        screen.write_json({"gap": float("nan")})


def test_a_table_in_a_pipe_folds_no_cell(capsys):
    advice = "a long sentence that says what to do, " * 8
    fields = {"kind": "other", "reason": advice}
    screen.write_faults([Fault("demands", 3, "skill", "bad_value", "judo", fields)], "1 fault")
    assert advice.strip() in capsys.readouterr().out


def test_control_signs_of_a_cell_do_not_reach_the_terminal(capsys):
    screen.write_faults([Fault("sites", 2, "name", "missing_value", "a\x1b[31m\nb")], "1 fault")
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "a [31m b" in out


def test_the_live_line_shows_on_a_terminal_only(monkeypatch):
    for stream, quiet, shown in (
        (Terminal(), False, True),
        (Terminal(), True, False),
        (io.StringIO(), False, False),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        with live_line(0.0, quiet=quiet) as on_progress:
            assert (on_progress is not None) == shown
            if on_progress:
                on_progress(Progress(1.0, 2000, 1900, 41, 50, "search"))
        assert ("objective 2,000" in stream.getvalue()) == shown
