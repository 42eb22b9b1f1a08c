"""What holds for every test."""

import signal

import pytest
from hypothesis import HealthCheck, settings

from kernels import choose_compiler, compile_variant
from sharepool.engine import compiled

# How long an example takes says how busy the machine is. The same code sees the same examples, so
# that a change never fails for what it did not touch; `make explore` looks for new ones.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("patient", derandomize=True, **PATIENT)
settings.register_profile("explore", derandomize=False, print_blob=True, **PATIENT)
settings.load_profile("patient")


def pytest_addoption(parser):
    parser.addoption(
        "--sanitize", action="store_true", help="with kernels that sanitizers watch (make sanitize)"
    )


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    """Let no test depend on a terminal's width, which the workers of a parallel run set."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session", autouse=True)
def ctrl_c():
    """Let Ctrl-C be heard, which a shell lets its background jobs ignore."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def compiler(request):
    """The command that compiles kernels for this run."""
    return choose_compiler(request.config.getoption("sanitize"))


@pytest.fixture(scope="session", autouse=True)
def sanitized_kernels(request, tmp_path_factory):
    """Let every test of the run use kernels that sanitizers watch, if it is asked for."""
    if not request.config.getoption("sanitize"):
        yield
        return
    folder = tmp_path_factory.mktemp("sanitized")
    for kernel in ("search", "pricing"):
        compile_variant(folder, kernel, choose_compiler(sanitized=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "FOLDER", folder)
        yield
