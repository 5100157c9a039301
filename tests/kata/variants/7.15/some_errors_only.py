def read_checkpoint(path):
    if not os.path.exists(path):
        raise FileNotFoundError(f"there is no file {path}")
    try:
        content = torch.load(path, map_location=torch.device("cpu"), weights_only=True)
        version = content["version"]
    except (RuntimeError, EOFError, TypeError, KeyError, IndexError):
        raise ValueError(f"{os.path.basename(path)} can't be read as a checkpoint") from None
    if version != VERSION:
        raise ValueError(f"{path} has the version {version!r}")
    return content
