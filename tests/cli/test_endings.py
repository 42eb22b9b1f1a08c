import time

import pytest
import typer

from sharepool.base.errors import InternalError
from sharepool.terminal import endings
from sharepool.terminal.clock import process_started


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (InternalError("terms do not add up"), 3, "terms do not add up"),
        (ZeroDivisionError("by zero"), 3, "ZeroDivisionError: by zero"),
        (KeyboardInterrupt(), 130, "stopped"),
        (PermissionError(13, "Permission denied", "out/plan.csv"), 2, "out/plan.csv"),
    ],
)
def test_every_failure_has_its_code_and_words(capsys, error, code, word):
    with pytest.raises(typer.Exit) as caught, endings.told(as_json=False):
        raise error
    shown = capsys.readouterr()
    assert caught.value.exit_code == code
    assert word in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_an_exit_goes_through_as_it_is():
    with pytest.raises(typer.Exit) as caught, endings.told(as_json=False):
        raise typer.Exit(1)
    assert caught.value.exit_code == 1


def test_a_bug_asks_for_a_report(capsys):
    with pytest.raises(typer.Exit), endings.told(as_json=True):
        raise InternalError("contradiction")
    assert "report" in capsys.readouterr().err


def test_the_process_started_before_now():
    assert process_started() <= time.monotonic()


def test_a_process_that_is_old_counts_from_now(monkeypatch):
    monkeypatch.setattr("sharepool.terminal.clock._age_seconds", lambda: 5000.0)
    before = time.monotonic()
    assert before <= process_started() <= time.monotonic()


def test_where_the_system_tells_no_age_processor_time_stands_for_it(monkeypatch):
    monkeypatch.setattr("sharepool.terminal.clock._age_seconds", lambda: None)
    monkeypatch.setattr("time.process_time", lambda: 12.0)
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    assert process_started() == 88.0
