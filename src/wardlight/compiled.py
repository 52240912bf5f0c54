"""Loops over arrays as machine code, where a compiler for them is installed (numba, in the extra ``stream``).

Without it the same source runs as it stands, slowly. What is written for it uses whole numbers of a fixed width only, so
that the answer is the same either way, on every machine. Only modules that a stream needs import this one: a
compiler is slow to start.
"""

from collections.abc import Callable
from typing import TypeVar, cast

try:
    from numba import config, njit

    AVAILABLE = not config.DISABLE_JIT  # type: ignore[attr-defined]
except ImportError:
    AVAILABLE = False

_Function = TypeVar("_Function", bound=Callable[..., object])


def compiled(function: _Function) -> _Function:
    """The function as machine code, kept on disk once made; without the compiler, the function itself."""
    if not AVAILABLE:
        return function
    return cast("_Function", njit(cache=True, nogil=True)(function))
