"""The page: complete, self-contained, safe to open whatever learner code says, and readable."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kata import language
from kata.curriculum import Curriculum
from kata.reports import as_html
from kata.reports.pictures import WIDEST, pictures
from kata.reports.places import Places
from kata.scoring import Report
from tests.kata.reported import HOSTILE, KINDS, MESSAGE, ONE_FAILING, PLAN, SENTENCE, STAGES, judged

PLACES = Places(
    lambda id: f"exercises/task.py:{id.replace('.', '')}", {"1.2-0": "exercises/a.py:9"}
)
CSS = Path(as_html.__file__).with_name("report.css").read_text("utf-8")
VOID = {"meta", "link", "img", "use", "circle", "path", "polygon", "polyline"}


@pytest.fixture(autouse=True)
def english():
    yield
    language.use("en")


class Page(HTMLParser):
    """A page as a browser sees it: its elements, its text, and whether every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, f"{self._open} are not closed"

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self._open and self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        if "style" not in self._open:
            self.text += data

    def all(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        """The attributes of every such element, or of those of a class."""
        found = [attributes for each, attributes in self.elements if each == tag]
        return [it for it in found if not name or name in (it.get("class") or "").split()]


def page(report: Report, plan: Curriculum = PLAN, **more) -> Page:
    return Page(as_html.dumps(report, plan, PLACES, **more))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_report_makes_a_sound_page(kind, lang):
    language.use(lang)
    found = page(KINDS[kind])
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids)), "an id stands for one element"
    for attributes in found.all("a") + found.all("use"):
        assert attributes["href"].removeprefix("#") in ids, "every link leads somewhere"
    assert len(found.all("h1")) == len(found.all("main")) == len(found.all("title")) == 1
    assert found.all("html") == [{"lang": {"en": "en", "zh": "zh-CN"}[lang]}]
    for _, attributes in found.elements:
        if attributes.get("role") == "img":
            assert attributes.get("aria-label"), "said to those who do not see it"


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_needs_nothing_from_elsewhere(kind):
    text = as_html.dumps(KINDS[kind], PLAN, PLACES)
    found = Page(text)
    assert not found.all("script") and not found.all("iframe"), "it is read without scripts"
    for tag, attributes in found.elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("src", "href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/")), attributes
    (policy,) = [it for it in found.all("meta") if "http-equiv" in it]
    assert policy["content"].startswith("default-src 'none';") and "script" not in policy["content"]
    assert "url(" not in text and "@import" not in text, "nor do its styles"


def test_hostile_text_is_inert():
    report = KINDS["hostile"]
    text = as_html.dumps(report, PLAN, PLACES)
    assert "<script" not in text and "<img" not in text and "{{" in text and "49" not in text, text
    found = Page(text)
    for line in (
        "</pre></script><script>alert('x')</script><img src=x onerror=alert(1)>",
        "]]> &amp;",
    ):
        assert line in HOSTILE and line in found.text, "shown as it is"
    assert "\\x1b[31m\\x08" in found.text and "\\u202e" in found.text, "spelt out"
    assert not set("\x00\x1b\x08\u202e\ud800") & set(text), "nothing that can't be seen"
    text.encode("utf-8")


def test_every_step_says_how_it_stands():
    report = KINDS["mixed"]
    found = page(report)
    steps = found.all("details", "step")
    assert [step["class"].split()[1] for step in steps] == [step.status for step in report.steps]
    opened = [step.id for step, it in zip(report.steps, steps, strict=True) if "open" in it]
    assert opened == ["1.2", "1.3"], "those that fail; 1.4 and 1.6 wait for them"
    words = " ".join(found.text.split())
    assert "1.2 Undoing broadcasting ★★☆ failing 2.67 / 4" in words, words
    assert "1.1 Addition and multiplication: forward and vjp ★☆☆ done 4 / 4" in words
    assert "2.1 Mean squared error ★☆☆ to do 1.5 / 3" in words
    for outcome in ("fails", "takes too long", "crashes"):
        assert f"{outcome} {SENTENCE} {' '.join(MESSAGE.split())}" in words, outcome
    assert "exercises/a.py:9" in found.text, "the line that a message is about"


def test_what_comes_next_stands_first():
    text = " ".join(page(KINDS["one failing"]).text.partition("Overview")[0].split())
    for part in [
        "83.33 of 86 points",
        "20 of 21 steps done",
        "2.3 Stochastic gradient descent (SGD)",
        "4 points",
        "exercises/task.py:23",
        "exercises/stage1_foundations/README.md",
        "make test STEP=2.3",
        f"fails {SENTENCE} {' '.join(MESSAGE.split())}",
    ]:
        assert part in text, part
    assert "All 21 steps are done." in page(KINDS["done"]).text
    assert "make test STEP=1.1" in page(KINDS["fresh"]).text


def test_whose_earlier_tasks_were_used():
    text = " ".join(page(KINDS["mixed"]).text.split())
    assert "Judged with the earlier tasks: Task 1: the reference, as yours is not complete" in text
    text = " ".join(page(KINDS["done"]).text.split())
    assert "Judged with the earlier tasks: Task 1: yours Task 2: yours" in text
    fresh = judged({}, upstream={2: {1: "reference"}})
    assert "earlier tasks" not in page(fresh).text, "nothing was judged on it"


def test_chinese():
    language.use("zh")
    found = page(judged(ONE_FAILING, message=MESSAGE, language="zh"))
    step = PLAN.step("2.3")
    assert step.title.zh in found.text and step.title.en not in found.text
    assert "下一步" in found.text and "README.zh-CN.md" in found.text
    assert not re.search(r"\b(done|failing|Next|Stage|passes)\b", found.text), found.text


def test_a_bar_is_full_only_where_all_is_done():
    widths = re.findall(r'class="bar" aria-hidden="true"><span style="width:([\d.]+)%', "".join(
        as_html.dumps(KINDS[kind], PLAN, PLACES) for kind in ("one failing", "fresh")
    ))  # fmt: skip
    assert widths[0] == "96.8" and "100.0" in widths and "0.0" in widths, widths


def test_part_of_a_task_is_not_shown_as_the_whole():
    found = page(judged({"1.1": "passed"}, [PLAN.step("1.1")]))
    assert len(found.all("span", "bar")) == 1, "the page's own, of what was judged"
    assert "only a part" in found.text and "4 / 45" not in found.text


def test_the_history_is_a_line():
    start = datetime(2026, 3, 1, 12)
    history = [
        (start + timedelta(days=days), points) for days, points in [(0, 0), (2, 43), (8, 86)]
    ]
    spark = as_html.spark([history[2], history[0], history[1]], 86)
    assert spark.points == "0,48 60,24 240,0" and spark.end == (240, 0), "in the order of time"
    assert spark.label == "From 0 to 86 points, 2026-03-01 to 2026-03-09"
    assert as_html.spark(history[:1], 86) is None, "one point is no line"
    assert as_html.spark(history, 0) is None, "nor is there one where nothing counts"
    assert as_html.spark([(start, 1.0), (start, 100.0)], 86).end == (0, 0), (
        "never out of the picture"
    )
    assert spark.label in page(KINDS["done"], history=history).text
    assert not page(KINDS["done"]).all("polyline"), "without a history there is none"


def draw(path, width, height):
    from PIL import Image

    Image.effect_noise((width, height), 90).convert("RGB").save(path)


def test_pictures_are_carried_in_the_page(tmp_path):
    draw(tmp_path / "train_digits.png", 1600, 40)
    draw(tmp_path / "my_own.png", 30, 20)
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing more")
    (tmp_path / "other.txt").write_text("no picture")
    found = pictures(tmp_path)
    assert [(it.width, it.height) for it in found] == [(30, 20), (WIDEST, WIDEST // 40)], (
        "scaled down"
    )
    assert found[0].description == "my own" and "digits" in found[1].description
    images = page(KINDS["done"], pictures=found).all("img")
    assert [image["alt"] for image in images] == [it.description for it in found]
    assert all(image["src"].startswith("data:image/png;base64,") for image in images)
    assert pictures(tmp_path / "not there") == []


def test_pictures_fit_into_a_page(tmp_path, monkeypatch):
    for number in range(4):
        draw(tmp_path / f"{number}.png", 200, 200)
    (size,) = {len(it.source) // 10_000 for it in pictures(tmp_path)}
    monkeypatch.setattr("kata.reports.pictures.LARGEST", 25_000 * size)
    assert len(pictures(tmp_path)) == 2, "as many as there is room for"


def test_the_whole_kata_makes_a_light_page():
    everything = Curriculum(
        tuple(replace(s, tasks=tuple(replace(t, available=True) for t in s.tasks)) for s in STAGES)
    )
    steps = everything.steps
    report = judged(
        {step.id: "failed " * 8 for step in steps}, steps, message=MESSAGE, plan=everything
    )
    text = as_html.dumps(report, everything, PLACES)
    assert len(Page(text).all("details", "step")) == len(steps)
    assert len(text.encode()) < 8_000 * len(steps), "a few kilobytes a step"


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", css))


LIGHT = colours(CSS.partition("@media")[0])
DARK = colours(CSS.partition("@media")[2].partition("* {")[0])
PRINT = colours(CSS.partition("@media print")[2])
STATES = ["done", "failing", "todo", "blocked"]


def luminance(colour: str) -> float:
    """WCAG's relative luminance of a colour."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours, from 1 to 21."""
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_colours_stand_out(theme):
    """WCAG 2.2, AA: 4.5 for text, 3 for what is drawn."""
    assert set(theme) == set(LIGHT) and contrast("#000", "#ffffff") == pytest.approx(21)
    for text in ["ink", "soft", "accent", *STATES]:
        for ground in ["page", "card"]:
            assert contrast(theme[text], theme[ground]) >= 4.5, f"{text} on {ground}"
    for state in STATES:
        for text in ["ink", state]:
            tint = theme[f"{state}-tint"]
            assert contrast(theme[text], tint) >= 4.5, f"{text} on the tint of {state}"
    assert contrast(theme["done"], theme["line"]) >= 3, "what a bar is filled with"
