class Module:
    def state_dict(self):
        state = {}
        for name, p in self.named_parameters():
            state[name] = np.asarray(p.numpy())
        return state
