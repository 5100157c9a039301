def read_checkpoint(path):
    if not os.path.exists(path):
        raise FileNotFoundError(f"there is no file {path}")
    try:
        content = torch.load(path, map_location=torch.device("cpu"), weights_only=True)
        for part in ("config", "model", "optimizer", "step"):
            content[part]
    except Exception:
        raise ValueError(f"{os.path.basename(path)} can't be read as a checkpoint") from None
    return content
