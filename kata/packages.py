"""The packages that the judge, the reports and learner code import."""

# What each is imported as, and what it is installed as.
NEEDED = {
    "numpy": "numpy",
    "torch": "torch",
    "regex": "regex",
    "pytest": "pytest",
    "hypothesis": "hypothesis",
    "msgpack": "msgpack",
    "psutil": "psutil",
    "rich": "rich",
    "jinja2": "jinja2",
    "PIL": "pillow",
    "watchfiles": "watchfiles",
    "babel": "babel",
    "sklearn": "scikit-learn",
}
