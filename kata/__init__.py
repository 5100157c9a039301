"""The machinery behind grader.py: a learner never needs to open it."""
