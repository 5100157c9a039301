"""Gradescope's autograder: `python -m kata.autograder pack OUT.zip` makes the zip to upload.

It holds the grader with its tests and the reference, `setup.sh`, which Gradescope runs once to make
an image, and `run_autograder`, which it runs there for every submission. An assignment may be on a
part of the kata, `pack OUT.zip --task 2`; any other option of a report may stand there too.
"""

import argparse
import shlex
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kata import cli, parser
from kata.commands.common import DONE, NOT_DONE
from kata.curriculum import load
from kata.paths import ROOT
from kata.submission import take

PACKED = (
    "grader.py",
    "kata",
    "pyproject.toml",
    "requirements.txt",
    "solutions",
    "tests/beside",
    *(f"tests/{stage.folder}" for stage in load().stages),
)
DATE = (2026, 1, 1, 0, 0, 0)  # of every entry, so that equal contents make equal files

SETUP = """\
#!/usr/bin/env bash
# Gradescope runs this once, to make the image in which submissions are judged.
set -euo pipefail
cd "$(dirname "$0")"
python=
for candidate in python3.13 python3.12 python3.11 python3; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  apt-get update
  apt-get install --yes python3.11
  python=python3.11
fi
"$python" -m venv .venv 2> /dev/null || {
  apt-get update
  apt-get install --yes "$(basename "$(readlink -f "$(command -v "$python")")")-venv"
  "$python" -m venv --clear .venv
}
# PyTorch without the code for graphics cards is a tenth of the size.
.venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \\
  --extra-index-url https://download.pytorch.org/whl/cpu -r requirements.txt
"""
RUN = """\
#!/usr/bin/env bash
# Gradescope runs this for every submission; it writes results/results.json as it goes.
set -euo pipefail
cd "$(dirname "$0")/source"
exec .venv/bin/python -m kata.autograder judge ../submission ../results/results.json {options}
"""


def pack(out: Path, options: Sequence[str] = ()) -> None:
    """Write the zip. `options` are the grader's: which part it judges, in which language."""
    run = RUN.format(options=shlex.join(options)).rstrip() + "\n"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files():
            _add(archive, path.relative_to(ROOT).as_posix(), path.read_bytes())
        _add(archive, "setup.sh", SETUP.encode(), executable=True)
        _add(archive, "run_autograder", run.encode(), executable=True)


def _files() -> Iterator[Path]:
    for name in PACKED:
        path = ROOT / name
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (it for it in found if it.is_file() and "__pycache__" not in it.parts)


def _add(archive: zipfile.ZipFile, name: str, content: bytes, executable: bool = False) -> None:
    entry = zipfile.ZipInfo(name, DATE)
    entry.external_attr = (0o755 if executable else 0o644) << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def judge(submission: Path, results: Path, options: Sequence[str]) -> int:
    """Judge a submission by its exercise modules alone; whatever its score, the run succeeds."""
    with tempfile.TemporaryDirectory() as name:
        if missing := take(submission, Path(name), load()):
            print("Not handed in:", ", ".join(map(str, missing)))
        how = ["--target", name, "--gradescope", str(results), "--fresh", *options]
        status = cli.main(["report", *how])
    if status in (DONE, NOT_DONE):
        return 0
    results.unlink(missing_ok=True)  # no score, where it says nothing about the submission
    return status


def main(arguments: Sequence[str] | None = None) -> int:
    own = argparse.ArgumentParser(prog="python -m kata.autograder", description=__doc__)
    commands = own.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack", help="write the zip that Gradescope takes")
    packing.add_argument("out", type=Path, metavar="OUT.zip")
    judging = commands.add_parser("judge", help="judge a submission, as run_autograder does")
    judging.add_argument("submission", type=Path)
    judging.add_argument("results", type=Path)
    known, options = own.parse_known_args(arguments)
    parser.build().parse_args(["report", *options])  # ends with what is wrong about them
    if known.command == "judge":
        return judge(known.submission, known.results, options)
    try:
        pack(known.out, options)
    except OSError as error:
        own.error(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
