"""
style = "The checkpoint is made in memory and written in one go to a hidden name beside it; the version is checked in stages."
file = "stage3_gpt/task7_training.py"
"""

import io


def save_checkpoint(path, state, config):
    target = os.path.abspath(os.fspath(path))
    folder, name = os.path.split(target)
    content = {"version": VERSION, "config": config, "random": {"cpu": torch.get_rng_state()}}
    content |= {"step": state.step, "history": list(state.history)}
    content |= {part: getattr(state, part).state_dict() for part in ("model", "optimizer")}
    content["generator"] = state.generator.get_state()
    buffer = io.BytesIO()
    torch.save(content, buffer)
    hidden = os.path.join(folder, f".{name}.tmp{os.getpid()}")
    try:
        with open(hidden, "wb") as file:
            file.write(buffer.getvalue())
            file.flush()
            os.fsync(file.fileno())
        os.replace(hidden, target)
    except BaseException:
        if os.path.exists(hidden):
            os.remove(hidden)
        raise


def read_checkpoint(path):
    data = Path(path).read_bytes()
    problem = None
    try:
        content = torch.load(io.BytesIO(data), map_location=torch.device("cpu"), weights_only=True)
    except Exception as error:
        problem = error
    if problem is not None:
        raise ValueError(f"{path} can't be read as a checkpoint ({type(problem).__name__})")
    if type(content) is not dict or "version" not in content:
        raise ValueError(f"{path} holds something else than a checkpoint")
    if content["version"] != VERSION:
        raise ValueError(f"{path}: version {content['version']!r}, expected {VERSION}")
    return content


def load_checkpoint(path, state):
    content = read_checkpoint(path)
    for name in ("model", "optimizer"):
        getattr(state, name).load_state_dict(content[name])
    state.generator.set_state(content["generator"])
    state.history.clear()
    state.history.extend(content["history"])
    state.step = content["step"]
    torch.set_rng_state(content["random"]["cpu"])
    return content["config"]
