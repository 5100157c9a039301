def read_checkpoint(path):
    if not os.path.exists(path):
        raise FileNotFoundError(f"there is no file {path}")
    try:
        with open(path, "rb") as stream:
            content = torch.load(stream, "cpu", weights_only=False)
        version = content["version"]
    except Exception:
        raise ValueError(f"{os.path.basename(path)} can't be read as a checkpoint") from None
    if version != VERSION:
        raise ValueError(f"{path} has the version {version!r}")
    return content
