def load_checkpoint(path, state):
    saved = read_checkpoint(path)
    for part in (state.model, state.optimizer):
        name = "model" if part is state.model else "optimizer"
        part.load_state_dict(saved[name])
    state.generator.set_state(saved["generator"])
    state.step = saved["step"]
    state.history.clear()
    state.history.extend(saved["history"])
    return saved["config"]
