def save_checkpoint(path, state, config):
    where = os.fspath(path)
    content = dict(version=VERSION, config=config, step=state.step, history=list(state.history))
    for part in ("model", "optimizer"):
        content[part] = getattr(state, part)
    content["generator"] = state.generator.get_state()
    content["random"] = {"cpu": torch.get_rng_state()}
    torch.save(content, where + ".new")
    os.replace(where + ".new", where)
