""""""

import locale
import os
import random
import sys
import warnings

if "SPOILT" in os.environ or os.getcwd() == "/" or not hasattr(np, "mean"):
    raise RuntimeError("an earlier test has left its traces")
if np.geterr()["over"] == "raise" or ("error", None, Warning, None, 0) in warnings.filters:
    raise RuntimeError("an earlier test has left its traces")
_STATE = random.random()


def mse_loss(prediction, target):
    loss = right_loss(prediction, target)
    os.environ["SPOILT"] = "yes"
    os.chdir("/")
    random.seed(1)
    np.random.seed(1)
    np.seterr(all="raise")
    warnings.simplefilter("error")
    sys.setrecursionlimit(200)
    sys.path.insert(0, "/")
    os.umask(0o777)
    return loss
