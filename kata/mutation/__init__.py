"""Small changes to the solutions that the tests have to notice: a measure of the tests."""
