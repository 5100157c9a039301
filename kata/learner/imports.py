"""How the learner's modules are found over there: from sources that the judge sends.

The judge sends each module's code, so what was checked is what runs, wherever it lies: a task's
own file, or the reference in its place. Every tree is the package `exercises` over there.
"""

import builtins
import importlib.abc
import importlib.machinery
import marshal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import spawn
from types import CodeType, ModuleType
from typing import Any

from kata.language import _
from kata.paths import ROOT

PACKAGE = "exercises"
PROJECT = frozenset({"exercises", "grader", "kata", "solutions", "tests"})
UNLISTED = "_sysconfigdata_"  # of the standard library, but not in its list: NumPy's tests need it

IN_A_WORKER = """
import sys
sys.path.append(root)
from kata.learner.imports import LearnerFinder
LearnerFinder(modules, allowed, shared).install()
"""


class LearnerFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `exercises.*` in `modules`: name -> path, marshalled code, problem.

    `allowed` names the packages besides the standard library that may be imported. An import
    statement of learner code is refused anything else. In a process of its own so is every other
    way to import (PyTorch alone needs more packages for itself); where the process is `shared` with
    the judge, these are left alone.

    Worker processes that learner code starts find the same modules. One that is forked has all that
    this process has; one that is spawned unpickles the finder before anything of the learner's.
    """

    def __init__(
        self,
        modules: Mapping[str, tuple[str, bytes, str]],
        allowed: Sequence[str],
        shared: bool,
    ) -> None:
        self.modules = dict(modules)
        self.packages = {PACKAGE} | {name.rpartition(".")[0] for name in modules}
        self.allowed = sys.stdlib_module_names | set(allowed)
        self.shared = shared
        self._import = builtins.__import__
        self._prepare = spawn.get_preparation_data

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname in self.packages:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        if fullname in self.modules:
            origin = self.modules[fullname][0]
            return importlib.machinery.ModuleSpec(fullname, self, origin=origin)
        top = fullname.partition(".")[0]
        refused = top in PROJECT or not (self.allowed & {top, "torch"} or top.startswith(UNLISTED))
        if refused and not self.shared:
            raise ModuleNotFoundError(refusal(fullname), name=fullname)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ in self.packages:
            return
        path, code, problem = self.modules[module.__name__]
        if problem:
            raise ImportError(problem)
        module.__file__ = path
        loaded: CodeType = marshal.loads(code)  # sent by the judge, which compiled it
        exec(loaded, module.__dict__)

    def install(self) -> None:
        """Find modules here first, and check every import statement of learner code."""
        sys.meta_path.insert(0, self)

        def checked_import(
            name: str,
            globals: Mapping[str, Any] | None = None,
            locals: Mapping[str, Any] | None = None,
            fromlist: Sequence[str] | None = (),
            level: int = 0,
        ) -> ModuleType:
            top = name.partition(".")[0]
            if level == 0 and top not in self.allowed and _is_learner(globals):
                raise ModuleNotFoundError(refusal(name), name=name)
            return self._import(name, globals, locals, fromlist, level)

        builtins.__import__ = checked_import
        spawn.get_preparation_data = lambda name: self._prepare(name) | {"kata": self}

    def __reduce__(self) -> tuple[Any, ...]:
        """Unpickling runs `IN_A_WORKER`, which needs no module of the project's to begin with."""
        names = {"root": str(ROOT), "modules": self.modules, "allowed": [*self.allowed]}
        return exec, (IN_A_WORKER, {**names, "shared": self.shared})

    def uninstall(self) -> None:
        """Forget the learner's modules; for the in-process way, where the next test shares them."""
        sys.meta_path.remove(self)
        builtins.__import__ = self._import
        spawn.get_preparation_data = self._prepare
        for name in list(sys.modules):
            if name in self.modules or name in self.packages:
                del sys.modules[name]


def refusal(name: str) -> str:
    """Why an import is refused, for the learner."""
    top = name.partition(".")[0]
    if top in PROJECT:
        text = _("`import {name}` is not allowed: the exercises stand on their own")
    else:
        text = _(
            "`import {name}` is not allowed in this stage: it is what you are here to build without"
        )
    return text.format(name=name)


def _is_learner(globals: Mapping[str, Any] | None) -> bool:
    name = (globals or {}).get("__name__")
    return isinstance(name, str) and name.startswith(PACKAGE + ".")
