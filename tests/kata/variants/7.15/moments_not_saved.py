def save_checkpoint(path, state, config):
    where = os.fspath(path)
    content = dict(version=VERSION, config=config, step=state.step, history=list(state.history))
    content["model"] = state.model.state_dict()
    content["generator"] = state.generator.get_state()
    content["random"] = {"cpu": torch.get_rng_state()}
    torch.save(content, where + ".new")
    os.replace(where + ".new", where)


def load_checkpoint(path, state):
    saved = read_checkpoint(path)
    state.model.load_state_dict(saved["model"])
    state.generator.set_state(saved["generator"])
    torch.set_rng_state(saved["random"]["cpu"])
    state.step = saved["step"]
    state.history.clear()
    state.history.extend(saved["history"])
    return saved["config"]
