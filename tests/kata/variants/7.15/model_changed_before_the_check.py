def load_checkpoint(path, state):
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    try:
        saved = torch.load(path, "cpu", weights_only=True)
    except Exception:
        raise ValueError(f"{path} can't be read") from None
    for part in (state.model, state.optimizer):
        name = "model" if part is state.model else "optimizer"
        part.load_state_dict(saved[name])
    read_checkpoint(path)
    state.generator.set_state(saved["generator"])
    torch.set_rng_state(saved["random"]["cpu"])
    state.step = saved["step"]
    state.history.clear()
    state.history.extend(saved["history"])
    return saved["config"]
