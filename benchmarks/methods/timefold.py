"""Timefold Solver, its Java core: every rule and term as constraint streams, default search.

The jars are those of the PyPI wheel ``timefold``; its Python line was given up by its makers as far
slower, so that the solver is used as its own users do, from Java (``timefold_java`` beside this
file, compiled at first use). The free edition searches with one thread: each core gets a seed of
its own, and the best plan counts.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from benchmarks.contract import Outcome, Point
from benchmarks.filling import mend
from sharepool import Problem
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Host, Instance, Option

DISTRIBUTIONS = ("timefold",)

SOURCES = Path(__file__).with_name("timefold_java")
SEED_STEP = 1000
"""Between the seeds of two cores: seeds given one by one so never meet."""
# Logging costs half the speed, and what only tests need is of no use.
_LEFT_OUT = ("logback", "junit", "mockito", "assertj", "-tests", "-test-", "python")


def find_missing() -> str | None:
    """Return what is missing beside the wheel, as a sentence."""
    absent = [tool for tool in ("java", "javac") if shutil.which(tool) is None]
    return f"not installed: {', '.join(absent)} (Java 17 or newer)" if absent else None


def solve(problem: Problem, seconds: float, seed: int, workers: int) -> Outcome:
    """Return the best plan of as many solvers as there are cores.

    Raises
    ------
    ValueError
        There are sessions of several people or classes, or away from their school.
    """
    instance = prepare(problem)
    if any(task.is_event for task in instance.tasks) or not all(map(_is_plain, instance.hosts)):
        raise ValueError("the Java model has no teams, listening classes or venues")
    options = [
        [option for person in people for option in instance.options(person, task)]
        for task, people in enumerate(instance.people_of)
    ]
    classes = _compile()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "instance.txt")
        path.write_text(
            "\n".join(" ".join(map(str, line)) for line in list_lines(instance, options)),
            encoding="utf-8",
        )
        seeds = [str(seed + SEED_STEP * worker) for worker in range(workers)]
        # The garbage collector for throughput, as Timefold's guide recommends.
        command = [_tool("java"), "-XX:+UseParallelGC", "-cp", _classpath(classes), "Main"]
        run = subprocess.run(
            [*command, str(path), f"{seconds * 1000:.0f}", *seeds],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return _read(run.stdout, instance, options)


def _is_plain(hosts: tuple[Host, ...]) -> bool:
    """Return whether a session is for one class, at its school."""
    return len(hosts) == 1 and hosts[0].ground == hosts[0].site


def list_lines(instance: Instance, options: list[list[Option]]) -> Iterator[list[int]]:
    """Yield the instance as whole numbers, in the order in which Main.java reads them."""
    weights = instance.weights
    yield [instance.departure, instance.latest_return, instance.lunch]
    yield [int(instance.count_travel)]
    yield [weights.travel, weights.site_link, weights.extra_staff]
    yield [weights.short_minute, weights.long_road]
    yield [len(instance.travel), len(instance.places)]
    # A leg that nobody can drive: long enough to break every limit, short enough to be added up.
    yield from instance.travel.clip(max=10**6).reshape(-1, len(instance.places)).tolist()
    yield [place.capacity for place in instance.places]
    yield [len(instance.employer_work), *instance.employer_work]
    yield [len(instance.people)]
    yield from (list(person) for person in instance.people)
    quotas = list(_quotas(instance))
    yield [len(quotas), *itertools.chain.from_iterable(quotas)]
    yield [len(instance.required)]
    yield from (list(pin[:5]) for pin in instance.required)
    yield [len(instance.tasks)]
    for task, (host,), own in zip(instance.tasks, instance.hosts, options, strict=True):
        yield [task.site, task.sessions, task.min_sessions, task.max_staff, task.max_per_day]
        yield [task.min_gap, task.unmet, host.cohort, len(own)]
        yield from (_describe(instance, option) for option in own)


def _quotas(instance: Instance) -> Iterator[list[int]]:
    """Yield site, sessions needed, group (−1: any), tasks (none: all), weight, strictness."""
    weights = instance.weights
    for site, place in enumerate(instance.places):
        if place.floor:
            yield [site, place.floor, -1, 0, weights.below_floor, 0]
    for link in instance.links:
        # A group of nobody is −2 there, and −1 is anybody here.
        group = link.group if link.group >= 0 else len(instance.places)
        yield [link.site, link.needed, group, 0, weights.pair_short, int(link.strict)]
    for member in instance.members:
        if member.tasks:
            site = instance.tasks[member.tasks[0]].site
            tasks = [len(member.tasks), *member.tasks]
            yield [site, member.needed, -1, *tasks, weights.chain_gap, 0]


def _describe(instance: Instance, option: Option) -> list[int]:
    start = instance.starts[option.start]
    place = instance.place(option.person, option.task)
    cost = instance.extra_cost(option)
    times = (start.day, start.slot, start.begin, start.end, int(start.afternoon))
    return [option.person, *times, place, cost]


def _constant(instance: Instance) -> int:
    """Return what the score leaves out, for it is the same for every plan."""
    weights, sites = instance.weights, {task.site for task in instance.tasks}
    return (
        instance.constant
        + weights.short_minute * sum(person.min_work for person in instance.people)
        + weights.pair_short * sum(k.needed for k in instance.links if k.site not in sites)
        + weights.chain_gap * sum(member.needed for member in instance.members if not member.tasks)
    )


def _read(output: str, instance: Instance, options: list[list[Option]]) -> Outcome:
    """Return the best solver's plan, and how the best of them came down."""
    scores: dict[int, tuple[int, int]] = {}
    taken: dict[int, list[Option]] = {}
    bests = []
    for line in output.splitlines():
        word, solver, *rest = line.split()
        numbers = [int(text) for text in rest]
        if word == "best":
            bests.append(numbers)
        elif word == "score":
            scores[int(solver)] = (-numbers[0], -numbers[1])
            taken[int(solver)] = []
        else:
            taken[int(solver)].append(options[numbers[0]][numbers[1]])
    constant = _constant(instance)
    history: list[Point] = []
    for milliseconds, hard, soft in sorted(bests):
        objective = constant - soft
        if hard == 0 and (not history or objective < (history[-1].objective or 0)):
            history.append(Point(milliseconds / 1000, objective, None))
    winner = min(scores, key=lambda solver: scores[solver])
    hard, soft = scores[winner]
    plan, notes = taken[winner], f"{len(scores)} seeds side by side"
    if hard:
        plan, notes = mend(instance, plan), f"hard score -{hard}, mended; {notes}"
    return Outcome(instance.decode(plan), history=tuple(history), notes=notes)


# -- Java ----------------------------------------------------------------------------------------


def _compile() -> Path:
    """Return the folder of the compiled classes, made at first use of these sources and jars."""
    sources = sorted(SOURCES.glob("*.java"))
    content = [source.read_bytes() for source in sources]
    content.append("".join(jar.name for jar in _jars()).encode())
    digest = hashlib.sha256(b"".join(content)).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "sharepool-benchmarks")
    target = cache / f"timefold-{digest}"
    if not target.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            made = Path(folder, "classes")
            subprocess.run(
                [_tool("javac"), "-proc:none", "-cp", _classpath(), "-d", made, *sources],
                check=True,
            )
            # Another process may have been first: its classes are the same.
            with suppress(OSError):
                made.rename(target)
    return target


def _jars() -> list[Path]:
    # The package itself starts a Java machine of its own when it is imported.
    spec = find_spec("timefold")
    folders = spec.submodule_search_locations if spec else None
    jars = Path(next(iter(folders or ())), "solver", "jars").glob("*.jar")
    return sorted(jar for jar in jars if not any(word in jar.name for word in _LEFT_OUT))


def _classpath(*more: Path) -> str:
    return ":".join(map(str, [*more, *_jars()]))


def _tool(name: str) -> str:
    return shutil.which(name) or name
