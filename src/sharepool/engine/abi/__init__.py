"""What Python and the compiled kernels have in common, described once.

:mod:`~sharepool.engine.abi.structs` lists the structs, field by field, and
:mod:`~sharepool.engine.abi.kernels` the functions of each kernel. The C header
``csrc/common/abi.h`` is written from both (``make abi``), and so is what :mod:`ctypes` knows of
them. A kernel says what it was compiled with when it is loaded, and
:func:`sharepool.engine.compiled.load` compares.
"""
