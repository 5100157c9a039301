"""What is compared, in words that several assertions share: phrases, in English."""


def gradient(name: str, what: str) -> str:
    """Of an input or a parameter."""
    return f"gradient of `{name}` in {what}"


def share(name: str, what: str) -> str:
    """A gradient that comes from one operation's vjp."""
    return f"gradient of `{name}` in {what}, from vjp(g)"


def repeated_share(what: str) -> str:
    return f"a share of ({what}).vjp(g), asked for a second time"


def afterwards(what: str) -> str:
    return f"{what} after its vjp"
