def load_checkpoint(path, state):
    saved = read_checkpoint(path)
    for part in (state.model, state.optimizer):
        name = "model" if part is state.model else "optimizer"
        part.load_state_dict(saved[name])
    state.generator.set_state(saved["generator"])
    torch.set_rng_state(saved["random"]["cpu"])
    state.history.clear()
    state.history.extend(saved["history"])
    state.step = 1 + saved["step"]
    return saved["config"]
