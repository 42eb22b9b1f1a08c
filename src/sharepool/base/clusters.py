"""Clusters of Dask: their workers as an executor, and the way to them by address."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from importlib import metadata
from typing import Any, TypeVar

from sharepool.base.errors import Fault, ProblemError

Done = TypeVar("Done")

_CONNECT_SECONDS = 10.0
"""How long a scheduler is waited for."""

_OPTION = "--scheduler"


class DaskExecutor(Executor):
    """The workers of a Dask cluster.

    Parameters
    ----------
    client : distributed.Client
        It is left open.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        # No two calls are one, though they be alike: what a worker lacks changes.
        self._tasks: Executor = client.get_executor(pure=False)
        self._max_workers = max(1, sum(client.nthreads().values()))

    def submit(self, do: Callable[..., Done], /, *args: Any, **kwargs: Any) -> Future[Done]:
        """Let some worker do something."""
        return self._tasks.submit(do, *args, **kwargs)

    def share(self, content: bytes) -> Any:
        """Send bytes to the cluster once; what is returned stands for them in what is submitted."""
        return self._client.scatter(content, broadcast=True)


def as_executor(given: Any) -> Executor | None:
    """Return an executor as it is, and the workers of a Dask client as one.

    Raises
    ------
    ValueError
        It is neither.
    """
    if given is None or isinstance(given, Executor):
        return given
    if callable(getattr(given, "get_executor", None)) and not given.asynchronous:
        return DaskExecutor(given)
    raise ValueError("executor: give a concurrent.futures.Executor or a Dask client (not async)")


@contextmanager
def connected(address: str) -> Iterator[Executor]:
    """Give the workers of the Dask scheduler at an address.

    Raises
    ------
    ProblemError
        Dask is not installed, nobody answers there, or workers have no sharepool or another one.
    """
    if importlib.util.find_spec("distributed") is None:
        raise _fault(address, kind="package")
    import distributed

    connect: Any = distributed.Client
    try:
        client = connect(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise _fault(address, reason=str(error) or type(error).__name__) from None
    with client:
        _mind_versions(address, client)
        yield DaskExecutor(client)


def _mind_versions(address: str, client: Any) -> None:
    """Make sure that there are workers, and that they price as this process does."""
    own = metadata.version("sharepool")
    workers = client.get_versions(packages=["sharepool"])["workers"]
    others = sorted(
        name for name, one in workers.items() if one["packages"].get("sharepool") != own
    )
    if not workers:
        raise _fault(address, kind="workers")
    if others:
        raise _fault(address, kind="versions", version=own, workers=", ".join(others))


def _fault(address: str, **fields: str) -> ProblemError:
    return ProblemError(
        [Fault("", None, _OPTION, "no_cluster", address, {"address": address} | fields)]
    )
