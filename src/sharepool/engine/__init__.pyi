# What the other floors use of the engine, kept once: __init__.py loads from it.

from .door import EngineOutcome as EngineOutcome
from .door import run as run
from .params import LexicographicParams as LexicographicParams
from .params import OpenModelParams as OpenModelParams
from .params import SolveParams as SolveParams
