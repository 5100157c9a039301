def make_loader(
    dataset, batch_size, *, shuffle=False, generator=None, num_workers=0, drop_last=False
):
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}")
    options = {"num_workers": num_workers, "drop_last": drop_last}
    if not shuffle:
        return DataLoader(dataset, batch_size=batch_size, **options)
    order = list(torch.utils.data.RandomSampler(dataset, generator=generator))
    mixed = torch.utils.data.Subset(dataset, order)
    return DataLoader(mixed, batch_size=batch_size, shuffle=False, **options)
