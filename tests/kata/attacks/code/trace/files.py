""""""

import os
import tempfile
from pathlib import Path

if os.listdir() or os.listdir(tempfile.gettempdir()):
    raise RuntimeError("an earlier test has left its traces")


def mse_loss(prediction, target):
    for name in ("numpy.py", "json.py", "sitecustomize.py", "usercustomize.py", "conftest.py"):
        Path(name).write_text("raise SystemExit")
    Path(tempfile.mkdtemp(), "temporary").write_text("left behind")
    return right_loss(prediction, target)
