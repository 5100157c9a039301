def load_checkpoint(path, state):
    saved = read_checkpoint(path)
    state.model.load_state_dict(saved["model"])
    state.generator.set_state(saved["generator"])
    torch.set_rng_state(saved["random"]["cpu"])
    state.step = saved["step"]
    state.history.clear()
    state.history.extend(saved["history"])
    return saved["config"]
