"""The types that public functions, and the methods and fields of public classes, speak of."""

import ast
import inspect
import sys
import typing
from functools import cache, cached_property

import sharepool


def public_things():
    """Return every public name with what it stands for, the plots among them."""
    names = [name for name in sharepool.__all__ if name not in ("__version__", "plots")]
    things = {name: getattr(sharepool, name) for name in names}
    plots = {f"plots.{name}": getattr(sharepool.plots, name) for name in sharepool.plots.__all__}
    return things | plots


def types_of(name, thing):
    """Yield where a public thing speaks of a type of ours, and the type."""
    for where, function in _functions(name, thing):
        for part, hint in _hints(function, function).items():
            yield from ((f"{where}({part})", one) for one in _types_in(hint))
    if inspect.isclass(thing):
        for part, hint in _hints(thing, thing).items():
            if not part.startswith("_"):
                yield from ((f"{name}.{part}", one) for one in _types_in(hint))


def _functions(name, thing):
    if inspect.isfunction(thing):
        yield name, thing
    if inspect.isclass(thing):
        for member, value in vars(thing).items():
            function = _function_of(value)
            is_ours = function is not None and function.__module__.startswith("sharepool")
            if is_ours and (not member.startswith("_") or member == "__init__"):
                yield f"{name}.{member}", function


def _function_of(value):
    if isinstance(value, property):
        return value.fget
    if isinstance(value, cached_property):
        return value.func
    if isinstance(value, classmethod | staticmethod):
        return value.__func__
    return value if inspect.isfunction(value) else None


def _hints(thing, home):
    """Return the annotations of a function or class, and of the classes that it extends."""
    spaces = {}
    for kind in getattr(home, "__mro__", (home,)):
        if kind.__module__.startswith("sharepool"):
            spaces |= _namespace(kind.__module__)
    return typing.get_type_hints(thing, spaces)


@cache
def _namespace(module):
    """Return what a module's annotations may name, with what is imported for them alone."""
    space = dict(vars(sys.modules[module]))
    for node in ast.parse(inspect.getsource(sys.modules[module])).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            code = compile(ast.Module(node.body, []), module, "exec")
            exec(code, space)  # noqa: S102 - our own imports
    return space


def _types_in(hint):
    """Yield the types of ours that an annotation is made of."""
    origin = typing.get_origin(hint)
    for one in (hint, origin):
        if inspect.isclass(one) and one.__module__.startswith("sharepool"):
            yield one
    for part in typing.get_args(hint):
        for one in part if isinstance(part, list) else [part]:
            yield from _types_in(one)
