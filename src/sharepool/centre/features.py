"""The features of the centre: every folder here; a new one is found by being there."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from sharepool import centre

FEATURES = tuple(module.name for module in iter_modules(centre.__path__) if module.ispkg)

for feature in FEATURES:
    for part in ("headers", "sentences"):
        module = f"{centre.__name__}.{feature}.{part}"
        if find_spec(module):
            import_module(module)
