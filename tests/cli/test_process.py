"""The command line as its users run it: a process, its streams, its signals."""

import csv
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from patience import AMPLE, ENDLESS

COMMAND = [sys.executable, "-c", "from sharepool.cli import main; main()"]


def run(*arguments, **options):
    command = [*COMMAND, *(str(one) for one in arguments)]
    return subprocess.run(command, capture_output=True, timeout=ENDLESS, check=False, **options)


def test_help_and_version_need_nothing_heavy():
    code = "import sharepool.cli, sys; print(*{'pandas', 'ortools'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == []
    assert run("--version").stdout.startswith(b"sharepool ")
    module = [sys.executable, "-m", "sharepool", "--version"]
    assert subprocess.check_output(module) == run("--version").stdout
    told = run("--help").stdout
    for name in (b"solve", b"check", b"score", b"explain", b"report", b"validate", b"generate"):
        assert name in told


def test_bad_input_ends_without_a_traceback(faulty):
    done = run("validate", faulty)
    assert done.returncode == 2
    assert b"nowhere" in done.stderr
    assert b"Traceback" not in done.stderr


def test_chinese_reaches_a_stream_that_cannot_show_it(folder, illegal):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = run("check", folder, illegal, "--lang", "zh", env=environment)
    assert done.returncode == 1
    assert b"\\u" in done.stdout
    assert b"Traceback" not in done.stderr


def test_a_chinese_console_of_windows_shows_chinese(folder, illegal):
    environment = {**os.environ, "PYTHONIOENCODING": "cp936", "PYTHONUTF8": "0"}
    done = run("check", folder, illegal, "--lang", "zh", env=environment)
    assert done.returncode == 1
    assert re.search(r"[\u4e00-\u9fff]{4}", done.stdout.decode("cp936"))
    assert b"\\u" not in done.stdout


def test_a_reader_that_goes_away_is_no_error(folder, illegal):
    reader, writer = os.pipe()
    os.close(reader)
    command = [*COMMAND, "check", str(folder), str(illegal)]
    done = subprocess.run(
        command, stdout=writer, stderr=subprocess.PIPE, timeout=ENDLESS, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_the_exit_code_is_true_where_streams_take_nothing(folder, tmp_path, legal):
    """An answer that was not taken is no success; files that were written are one."""

    def end(ending, *arguments):
        words = shlex.join([*COMMAND, *map(str, arguments)])
        return subprocess.run(["sh", "-c", f"{words} {ending}"], capture_output=True, check=False)

    checked = end(">/dev/full", "check", folder, legal)
    assert checked.returncode == 2
    assert b"could not be written" in checked.stderr
    assert b"Traceback" not in checked.stderr
    assert end(">&- 2>&-", "solve", folder, "--out", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "plan.csv").exists()


def test_solve_counts_its_seconds_from_the_start_of_the_process(folder, tmp_path):
    late = "import time; time.sleep(1.5); from sharepool.cli import main; main()"
    command = [sys.executable, "-c", late, "solve", str(folder), "--out", str(tmp_path / "out")]
    before = time.monotonic()
    done = subprocess.run(
        [*command, "--time-limit", str(AMPLE), "--json"], capture_output=True, check=False
    )
    whole = time.monotonic() - before
    assert (done.returncode, done.stderr) == (0, b"")
    told = json.loads(done.stdout)
    assert told["status"] == "optimal"
    assert 1.5 <= told["wall_seconds"] <= whole + 0.05


@pytest.mark.parametrize(
    "presses", [[signal.SIGINT], [signal.SIGTERM, signal.SIGINT, signal.SIGINT]]
)
def test_ctrl_c_keeps_the_best_plan_so_far(tmp_path, presses):
    pty = pytest.importorskip("pty")
    command = [*COMMAND, "solve", "data/samples/county", "--out", str(tmp_path / "out")]
    command += ["--time-limit", "inf", "--workers", "1"]
    screen, terminal = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal) as process:
        os.close(terminal)
        shown = b""
        while b"objective" not in shown:
            shown += os.read(screen, 4096)
        for number in presses:
            process.send_signal(number)
        out, _ = process.communicate(timeout=ENDLESS)
    os.close(screen)
    assert process.returncode == 0
    assert b"status     feasible" in out
    with (tmp_path / "out" / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file))
