"""What a patch defines takes the place of what a text has of the same name."""

from textwrap import dedent

import pytest

from kata.splicing import SpliceError, defined, splice

SOURCE = dedent('''\
    """A module."""

    import math


    def area(r):
        """The area."""
        # step 1.1
        return math.pi * r * r
        # the end


    class Circle:
        """A circle."""

        sides = 0

        def __init__(self, r):
            self._r = r

        @property
        def r(self):
            return self._r

        @r.setter
        def r(self, r):
            self._r = r


    LAST = 1
    ''')


def run(source: str) -> dict:
    names: dict = {}
    exec(compile(source, "spliced", "exec"), names)
    return names


def spliced(patch: str) -> str:
    return splice(SOURCE, dedent(patch))


def test_a_function_takes_the_place_of_the_one_of_its_name() -> None:
    text = spliced('''
        """Wrong."""
        def area(r):
            return 2 * r
        ''')
    assert run(text)["area"](3) == 6
    assert "the end" not in text and "Wrong" not in text and "LAST = 1" in text


def test_a_method_takes_the_place_of_its_classs() -> None:
    names = run(spliced("class Circle:\n    def __init__(self, r):\n        self._r = 2 * r\n"))
    assert names["Circle"](3).r == 6 and names["Circle"].sides == 0


def test_decorators_tell_a_property_from_its_setter() -> None:
    patch = """
        class Circle:
            @r.setter
            def r(self, r):
                self._r = -r
        """
    circle = run(spliced(patch))["Circle"](3)
    circle.r = 4
    assert circle.r == -4
    with pytest.raises(SpliceError, match="which of 2"):
        spliced("class Circle:\n    def r(self):\n        return 0\n")


def test_what_the_text_lacks_is_added() -> None:
    patch = """
        import math
        from functools import reduce

        def area(r):
            return product([r, r])

        def product(numbers):
            return reduce(lambda a, b: a * b, numbers)

        class Circle:
            def double(self):
                return 2 * self.r

        class Square:
            pass
        """
    text = spliced(patch)
    names = run(text)
    assert names["area"](3) == 9 and names["Circle"](3).double() == 6 and "Square" in names
    assert text.count("import math") == 1


def test_only_methods_are_replaced_in_a_class() -> None:
    with pytest.raises(SpliceError, match="sides = 4"):
        spliced("class Circle:\n    sides = 4\n")


def test_what_a_patch_defines() -> None:
    assert defined("def a(): ...\nclass B:\n    def c(self): ...\n") == ["a", "B.c"]
