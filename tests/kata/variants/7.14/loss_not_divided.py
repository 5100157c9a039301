def train(
    state, next_batch, *, max_steps, schedule, accumulation=1, max_norm=1.0,
    eval_batches=(), eval_every=100, on_step=None,
):
    device = next(state.model.parameters()).device
    trained = [p for p in state.model.parameters() if p.requires_grad]
    for n in range(state.step, max_steps):
        state.model.train(True)
        rate = schedule(n)
        for g in state.optimizer.param_groups:
            g.update(lr=rate)
        for p in trained:
            p.grad = None
        total = 0.0
        for part in range(accumulation):
            x, y = (t.to(device) for t in next_batch(state.generator))
            with autocast(device):
                loss = state.model(x, y)[1]
            loss.backward()
            total += loss.detach()
        grads = [p.grad for p in trained if p.grad is not None]
        norm = torch.sqrt(sum((g**2).sum() for g in grads))
        if norm > max_norm:
            for g in grads:
                g.mul_(max_norm / norm)
        state.optimizer.step()
        state.step = n + 1
        row = dict(step=n + 1, loss=float(total) / accumulation, lr=rate, grad_norm=float(norm))
        if len(eval_batches) and ((n + 1) % eval_every == 0 or n + 1 == max_steps):
            row["eval_loss"] = evaluation_loss(state.model, eval_batches)
        state.history.append(row)
        if on_step:
            on_step(state)
