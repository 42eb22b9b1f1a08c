"""Clusters of Dask: plans and bounds of one process, and what is said where there is none."""

import importlib.util
import socket

import pytest

from builders import make_problem
from patience import work
from sharepool.base import clusters
from sharepool.base.clusters import as_executor, connected
from sharepool.base.errors import ProblemError
from sharepool.engine import remote
from sharepool.generate import generate_county
from sharepool.messages.languages import LANGUAGES
from sharepool.solving.solver import count_workers, solve
from sharepool.tables import write_problem
from tuning import sent_away

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="Dask is not installed"
)
EVERYTHING = sent_away()


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=False,
        protocol="tcp",
        dashboard_address=":0",
    ) as cluster:
        yield cluster


@pytest.fixture
def client(cluster):
    from distributed import Client

    with Client(cluster, set_as_default=False) as client:
        yield client


@needs_dask
def test_a_client_is_an_executor_and_gives_the_plan_of_one_process(client):
    remote._kept.clear()
    county = generate_county(2)
    alone = solve(county, stop=work(0.6), workers=1, params=EVERYTHING)
    shared = solve(county, stop=work(0.6), workers=1, params=EVERYTHING, executor=client)
    assert (shared.plan, shared.bound) == (alone.plan, alone.bound)
    assert len(remote._kept) == 1  # Its workers are in this process.
    assert client.status == "running"  # left open


@needs_dask
def test_all_threads_of_a_cluster_count_as_workers(client):
    assert count_workers(as_executor(client)) == 2


@needs_dask
def test_the_command_asks_a_scheduler(run, tmp_path, cluster):
    write_problem(make_problem(), tmp_path / "problem")
    ran = run(
        "solve",
        tmp_path / "problem",
        "--out",
        tmp_path / "out",
        "--time-limit",
        "5",
        "--scheduler",
        cluster.scheduler_address,
    )
    assert ran.code == 0, ran.err
    assert (tmp_path / "out" / "plan.csv").exists()


def closed_port():
    """Return a port of this machine at which nobody answers."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@needs_dask
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{port}", "nonsense://a", "tcp://"])
def test_where_nobody_answers_it_is_a_fault_and_nothing_is_written(
    run, tmp_path, monkeypatch, address
):
    monkeypatch.setattr(clusters, "_CONNECT_SECONDS", 0.2)
    write_problem(make_problem(), tmp_path / "problem")
    address = address.format(port=closed_port())
    ran = run("solve", tmp_path / "problem", "--out", tmp_path / "out", "--scheduler", address)
    assert ran.code == 2
    assert "--scheduler" in ran.err
    assert "tcp://HOST:8786" in ran.err
    assert not (tmp_path / "out").exists()


def said(problem_error):
    (fault,) = problem_error.value.faults
    return {language: fault.text(language) for language in LANGUAGES}


def test_without_dask_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ProblemError) as error, connected("tcp://127.0.0.1:8786"):
        pass
    assert all("pip install 'sharepool[cluster]'" in text for text in said(error).values())


@needs_dask
def test_workers_of_another_version_are_named(cluster, monkeypatch):
    monkeypatch.setattr(clusters.metadata, "version", lambda _: "0.0.1")
    with pytest.raises(ProblemError) as error, connected(cluster.scheduler_address):
        pass
    assert all("0.0.1" in text and "tcp://" in text for text in said(error).values())


@needs_dask
def test_a_scheduler_without_workers_is_a_fault(monkeypatch):
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=":0") as empty,
        pytest.raises(ProblemError) as error,
        connected(empty.scheduler_address),
    ):
        pass
    assert all("dask worker tcp://" in text for text in said(error).values())


@pytest.mark.parametrize("given", ["tcp://127.0.0.1:8786", 2, object()])
def test_what_is_no_executor_is_refused(given):
    with pytest.raises(ValueError, match="executor: give a concurrent"):
        solve(make_problem(), executor=given)
