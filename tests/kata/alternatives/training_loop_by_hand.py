"""
style = "A loop over the steps that are left, gradients set to None, the clipping written out, losses added up; an evaluation that saves states itself."
file = "stage3_gpt/task7_training.py"
"""


def evaluation_loss(model, batches):
    device = next(iter(model.parameters())).device
    mode, states = model.training, torch.get_rng_state()
    loss_sum = targets_seen = 0
    try:
        model.train(False)
        with torch.inference_mode():
            for batch in batches:
                ids, targets = (part.to(device) for part in batch)
                with autocast(device):
                    loss = model(ids, targets)[1]
                loss_sum = loss_sum + targets.numel() * loss.double()
                targets_seen += targets.numel()
    finally:
        model.train(mode)
        torch.set_rng_state(states)
    if not targets_seen:
        raise ValueError("no batch, and so no mean")
    return (loss_sum / targets_seen).item()


def _clip(parameters, max_norm):
    found = [p.grad for p in parameters if p.grad is not None]
    norm = math.sqrt(sum(g.square().sum().item() for g in found))
    if norm > max_norm:
        for g in found:
            g *= max_norm / norm
    return norm


def train(
    state,
    next_batch,
    *,
    max_steps,
    schedule,
    accumulation=1,
    max_norm=1.0,
    eval_batches=(),
    eval_every=100,
    on_step=None,
):
    for n in range(state.step, max_steps):
        state.model.train()
        where = next(state.model.parameters()).device
        rate = schedule(n)
        for group in state.optimizer.param_groups:
            group["lr"] = rate
        for parameter in state.model.parameters():
            parameter.grad = None
        mean = 0.0
        for _ in range(accumulation):
            ids, targets = (part.to(where) for part in next_batch(state.generator))
            with autocast(where):
                _, loss = state.model(ids, targets)
            share = loss / accumulation
            share.backward()
            mean += share.item()
        norm = _clip(list(state.model.parameters()), max_norm)
        state.optimizer.step()
        state.step = n + 1
        state.history.append({"step": n + 1, "loss": mean, "lr": rate, "grad_norm": norm})
        last = n + 1 == max_steps
        if len(eval_batches) > 0 and (last or (n + 1) % eval_every == 0):
            state.history[-1]["eval_loss"] = evaluation_loss(state.model, eval_batches)
        if on_step:
            on_step(state)
