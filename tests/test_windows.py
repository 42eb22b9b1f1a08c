"""What is not there on Windows: signals, affinity and /proc are done without."""

import os
import signal
from pathlib import Path

from sharepool.base import interrupts, processes
from sharepool.base.children import count_cores
from sharepool.terminal import clock


def test_without_affinity_every_core_counts(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert count_cores() == 7


def test_where_the_cores_are_unknown_there_is_one(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert count_cores() == 1


def test_without_masks_processes_start_all_the_same(monkeypatch):
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    handler = signal.getsignal(signal.SIGINT)
    with processes.starting():
        assert signal.getsignal(signal.SIGINT) is handler


def test_without_proc_the_time_used_so_far_is_the_start_of_the_clock(monkeypatch):
    monkeypatch.setattr(Path, "read_text", _missing)
    assert clock._age_seconds() is None


def test_requests_that_the_system_does_not_know_are_not_waited_for(monkeypatch):
    for name in ("SIGTERM", "SIGHUP"):
        monkeypatch.delattr(signal, name, raising=False)
    with interrupts.noted():
        signal.raise_signal(signal.SIGINT)
        assert interrupts.is_asked_to_stop()


def _missing(*_args, **_kwargs):
    raise FileNotFoundError
