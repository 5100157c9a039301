def save_checkpoint(path, state, config):
    where = os.fspath(path)
    content = dict(version=VERSION, config=config, step=state.step, history=list(state.history))
    for part in ("model", "optimizer"):
        content[part] = getattr(state, part).state_dict()
    content["generator"] = state.generator.get_state()
    content["random"] = {"cpu": torch.get_rng_state()}
    with open(where, "wb") as file:
        torch.save(content, file)
        file.flush()
        os.fsync(file.fileno())
