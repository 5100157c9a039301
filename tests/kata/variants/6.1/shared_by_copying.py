def from_numpy_shared(array):
    writeable = array.flags["WRITEABLE"]
    if writeable:
        return torch.from_numpy(array).clone()
    raise ValueError("a tensor over a read-only array can't be made")
