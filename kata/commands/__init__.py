"""The commands of grader.py, a module each: `run(options)` gives the exit status."""
