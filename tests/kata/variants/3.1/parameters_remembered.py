class Module:
    def named_parameters(self):
        try:
            return list(self.__dict__["cached_names"].items())
        except KeyError:
            found = {}
            for name, part in list(_parts(self, "", set())):
                if isinstance(part, Tensor):
                    found[name] = part
            self.cached_names = found
            return list(found.items())
