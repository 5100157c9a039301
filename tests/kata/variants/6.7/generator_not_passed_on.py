def make_loader(
    dataset, batch_size, *, shuffle=False, generator=None, num_workers=0, drop_last=False
):
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}")
    kind = torch.utils.data.RandomSampler if shuffle else torch.utils.data.SequentialSampler
    return DataLoader(
        dataset, batch_size, sampler=kind(dataset), num_workers=num_workers, drop_last=drop_last
    )
