import copy


class LinearRegression:
    def parameters(self):
        found = [self.w, self.b]
        return copy.deepcopy(found)
