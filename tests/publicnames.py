"""What code for readers takes from sharepool: public names, or names that it should not know."""

import ast

import sharepool


def hidden_names(code):
    """Return the names of sharepool in a piece of code that are not public, dotted."""
    tree = ast.parse(code)
    aliases = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
        if name.name == "sharepool"
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name.startswith("sharepool.")]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sharepool"):
            found += [f"{node.module}.{one.name}" for one in node.names]
        elif isinstance(node, ast.Attribute):
            owner, _, rest = ast.unparse(node).partition(".")
            if owner in aliases and rest.replace(".", "_").isidentifier():
                found.append(f"sharepool.{rest}")
    return sorted({name for name in found if not is_public(name)})


def is_public(name):
    """Return whether a dotted name is public, or an attribute of what is."""
    first, *rest = name.removeprefix("sharepool.").split(".")
    if first not in sharepool.__all__:
        return False
    return first != "plots" or not rest or rest[0] in sharepool.plots.__all__
