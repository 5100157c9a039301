"""
outcome = "crashed"
says = "200 MiB of memory"
memory = 200
"""


def mse_loss(prediction, target):
    hoard = []
    while True:
        hoard.append(np.ones(1 << 18))
