"""Parameters: every fault of a file at once, every number with its comment, used everywhere."""

import pickle
import re
import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from inspect import getdoc

import pytest

import sharepool as sp
from builders import make_problem
from joining import join
from patience import TO_THE_END
from sharepool.engine.coordination import portfolio
from sharepool.engine.decomposition import worker
from sharepool.engine.params import DEFAULTS, SolveParams, TimeSplit
from sharepool.generate import generate_county
from tuning import tuned


def leaves(params, prefix=""):
    """Yield the dotted key and the value of each parameter."""
    for field in fields(params):
        value, key = getattr(params, field.name), f"{prefix}{field.name}"
        if is_dataclass(value):
            yield from leaves(value, f"{key}.")
        else:
            yield key, value


def kinds_of(params):
    """Yield the class of each section, the nested ones too."""
    yield type(params)
    for field in fields(params):
        value = getattr(params, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if is_dataclass(one):
                yield from kinds_of(one)


def read(folder, text):
    path = folder / "params.toml"
    path.write_text(text, encoding="utf-8")
    return SolveParams.from_toml(path)


def test_what_is_written_reads_back_the_same(tmp_path):
    changed = tuned(diving={"passes": 9}, search={"stretch_seconds": (0.01, 0.5)})
    assert SolveParams.from_toml(changed.to_toml(tmp_path / "own.toml")) == changed


def test_a_file_names_only_what_is_different(tmp_path):
    text = "[time_split.medium]\nbound = 0.6\n[search.joining]\nmoves = 7\n"
    params = read(tmp_path, text)
    different = {key for key, value in leaves(params) if value != dict(leaves(DEFAULTS))[key]}
    assert different == {"time_split.medium.bound", "search.joining.moves"}


def test_an_empty_file_has_the_defaults(tmp_path):
    assert read(tmp_path, "") == SolveParams() == DEFAULTS


def test_every_parameter_is_written_with_what_it_is(tmp_path):
    text = DEFAULTS.to_toml(tmp_path / "params.toml").read_text(encoding="utf-8")
    written = tomllib.loads(text)
    for key, _ in leaves(DEFAULTS):
        section = written
        for part in key.split("."):
            section = section[part]
    for kind in set(kinds_of(DEFAULTS)):
        said = set(re.findall(r"^(\w+) : ", getdoc(kind), re.MULTILINE))
        assert said == {field.name for field in fields(kind)}, kind.__name__
    for line in getdoc(TimeSplit).splitlines():
        if line.startswith("    "):
            assert f"# {line.strip()}" in text


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    text = """
        serch = {x = 1}
        [search]
        last_temprature = 1
        first_temperature = "hot"
        stretch_seconds = [0.5, 0.1]
        [time_split]
        short = 3
        [time_split.medium]
        bound = 1.5
        [time_split.long]
        dives = 0.9
        [[pricing.levels]]
        labels = 0
        bound_steps = 1
        [diving]
        people = [40]
        passes = true
        [decomposition]
        least_sessions = -1
        poll_seconds = inf
    """
    with pytest.raises(sp.ProblemError) as error:
        read(tmp_path, text)
    assert {fault.table for fault in error.value.faults} == {"params"}
    assert {(fault.column, fault.code) for fault in error.value.faults} == {
        ("serch", "unknown_key"),
        ("search.last_temprature", "unknown_key"),
        ("search.first_temperature", "wrong_type"),
        ("search.stretch_seconds", "bad_value"),
        ("time_split.short", "not_a_section"),
        ("time_split.medium.bound", "out_of_range"),
        ("time_split.long", "bad_value"),
        ("pricing.levels.0.labels", "out_of_range"),
        ("pricing.levels.0.list_steps", "missing_value"),
        ("diving.people.1", "missing_value"),
        ("diving.passes", "wrong_type"),
        ("decomposition.least_sessions", "out_of_range"),
        ("decomposition.poll_seconds", "out_of_range"),
    }
    hints = [fault.advice for fault in error.value.faults if fault.column.endswith("temprature")]
    assert hints == ["no parameter has this key; did you mean 'search.last_temperature'?"]


@pytest.mark.parametrize("text", ["[search", None])
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path, text):
    path = tmp_path / "params.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(sp.ProblemError) as error:
        SolveParams.from_toml(path)
    assert [fault.code for fault in error.value.faults] == ["bad_file"]


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("search", {"last_temperature": 0.0}),
        ("search", {"cycle_growth": 0.5}),
        ("diving", {"people": (9, 3)}),
        ("pricing", {"hardest_in_pass": 5}),
        ("pricing", {"full_level": 5}),
        ("pricing", {"levels": ()}),
    ],
)
def test_values_that_make_no_sense_are_refused_in_python_too(section, values):
    with pytest.raises(ValueError, match=next(iter(values))):
        tuned(**{section: values})


def test_the_shares_of_one_worker_are_no_more_than_all():
    assert TimeSplit(search=0.4, rounds=3, dives=0.2).round == 0.2
    with pytest.raises(ValueError, match="more than 1"):
        TimeSplit(search=0.5, rounds=3, dives=0.2)
    with pytest.raises(ValueError, match="more than 1"):
        TimeSplit(search=0.5, bound=0.8, proof=0.3)


def test_parameters_go_to_other_processes_as_they_are():
    changed = tuned(work={"search_steps": 5.0})
    assert pickle.loads(pickle.dumps(changed)) == changed  # noqa: S301


def test_parameters_decide_what_is_found():
    problem, stop = generate_county(3), sp.Stop(seconds=None, work=0.3)
    # Where fewer steps count as a unit of work, less is done with it.
    dear = tuned(work={"search_steps": 1e6})
    found = [sp.solve(problem, stop=stop, workers=1, params=params) for params in (None, dear)]
    assert found[0].objective < found[1].objective


def test_workers_of_components_have_the_same_parameters(monkeypatch):
    problem = join(*(make_problem() for _ in range(2)))
    params = tuned(decomposition={"least_sessions": 1}, diving={"passes": 7})
    seen = []

    def choose_workers(*args, **options):
        seen.append(options["params"])
        return portfolio.choose_workers(*args, **options)

    monkeypatch.setattr(worker, "choose_workers", choose_workers)
    with ThreadPoolExecutor(2) as pool:
        result = sp.solve(problem, stop=TO_THE_END, workers=2, executor=pool, params=params)
    assert result.plan is not None
    assert seen
    assert all(one is params for one in seen)


def test_a_strategy_without_a_share_is_no_part_of_a_worker():
    problem = make_problem()
    split = replace(DEFAULTS.time_split.tiny_alone, bound=0.0, proof=0.0)
    params = tuned(time_split={"tiny_alone": split})
    before = threading.active_count()
    result = sp.solve(problem, stop=sp.Stop(seconds=None, work=0.5), workers=1, params=params)
    assert result.plan is not None
    assert threading.active_count() == before
