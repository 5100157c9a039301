def from_numpy_copied(array):
    tensor = torch.from_numpy(array)
    return tensor.detach()
