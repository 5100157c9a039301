"""The page in a real browser: Debian's Chromium, started once, without a display or a network."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver

from kata import language
from kata.curriculum import Curriculum
from kata.reports import as_html
from kata.reports.pictures import Picture
from kata.reports.places import Places
from tests.kata.reported import HOSTILE, MESSAGE, STAGES, judged

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PLAN = Curriculum(
    tuple(replace(s, tasks=tuple(replace(t, available=True) for t in s.tasks)) for s in STAGES)
)
PLACES = Places(lambda id: f"exercises/{PLAN.step(id).file}:{id.replace('.', '')}", {})
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=="
LONG = f"{MESSAGE}\n{'unbroken' * 60}\n    {'0.1234  ' * 40}\n{HOSTILE}"


def report():
    """Half of the kata done, then some of everything."""
    ids = [step.id for step in PLAN.steps]
    words = ["failed passed", "timeout todo", "blocked", "crashed", "passed todo"]
    verdicts = dict.fromkeys(ids, "todo todo")
    verdicts |= dict.fromkeys(ids[: len(ids) // 2], "passed passed")
    verdicts |= dict(zip(ids[len(ids) // 2 :], words, strict=False))
    return judged(verdicts, PLAN.steps, {5: {1: "own", 4: "reference"}}, message=LONG, plan=PLAN)


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[webdriver.Chrome]:
    if not (CHROMIUM.exists() and DRIVER.exists()):
        why = "no browser: install chromium and chromium-driver to have the page tested in one"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for option in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=str(DRIVER))
    browser = webdriver.Chrome(options, service)
    yield browser
    browser.quit()


@pytest.fixture
def show(browser, tmp_path):
    """Opens the page at a width, light or dark, and gives the browser that shows it."""

    def show(width=1000, scheme="light", lang="en"):
        language.use(lang)
        file = tmp_path / "report.html"
        pictures = [Picture(DOT, 1, 1, "a dot")]
        file.write_text(as_html.dumps(report(), PLAN, PLACES, pictures=pictures), "utf-8")
        feature = {"name": "prefers-color-scheme", "value": scheme}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(file.as_uri())
        return browser

    yield show
    language.use("en")


def elements(browser, selector):
    return browser.find_elements("css selector", selector)


def open_all(browser):
    browser.execute_script("document.querySelectorAll('details').forEach(it => it.open = true)")


@pytest.mark.parametrize(("width", "lang"), [(320, "en"), (360, "en"), (360, "zh"), (1000, "zh")])
def test_nothing_is_wider_than_the_screen(show, width, lang):
    browser = show(width, lang=lang)
    open_all(browser)
    page = browser.execute_script("return document.documentElement.scrollWidth")
    assert page <= width, f"the page is {page} wide on {width}"
    outside = browser.execute_script(
        "return [...document.querySelectorAll('main *, header *')].filter(it => "
        "it.getBoundingClientRect().right > innerWidth + 1 && !it.closest('.unseen'))"
        ".map(it => it.outerHTML.slice(0, 200))"
    )
    assert not outside, "nor does anything reach out of it"


def test_the_console_stays_empty(show):
    browser = show()
    assert browser.get_log("browser") == [], "no error, no warning"
    loaded = browser.execute_script(
        "return performance.getEntriesByType('resource').map(it => it.name)"
    )
    assert not [name for name in loaded if not name.startswith("data:")], "nothing is fetched"
    assert all(it.get_property("naturalWidth") for it in elements(browser, "img")), "pictures"


def test_hostile_text_does_nothing(show):
    browser = show()
    assert not elements(browser, "main script") and len(elements(browser, "img")) == 1
    shown = elements(browser, ".next pre")[0].text
    assert "</pre></script><script>alert('x')</script><img src=x onerror=alert(1)>" in shown


def test_every_step_is_there_and_opens(show):
    browser = show()
    steps = elements(browser, "details.step")
    assert len(steps) == len(PLAN.steps)
    for step, entry in [(steps[0], PLAN.steps[0]), (steps[-1], PLAN.steps[-1])]:
        assert entry.title.en in step.text
        body = step.find_element("css selector", ".body")
        assert not body.is_displayed(), "closed, for it does not fail"
        summary = step.find_element("css selector", "summary")
        browser.execute_script(
            "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", summary
        )
        summary.click()
        assert body.is_displayed(), "open"
        summary.send_keys("\ue007")  # enter
        assert not body.is_displayed(), "closed again, by the keyboard"
    opened = elements(browser, "details.step[open]")
    assert {"failing" in it.get_attribute("class").split() for it in opened} == {True}


def test_a_link_leads_to_a_step_and_opens_it(show):
    browser = show()
    browser.get(browser.current_url + "#step-1.4")
    (body,) = elements(browser, "[id='step-1.4']")
    assert body.is_displayed(), "what was closed is opened"


def test_dark_is_dark(show):
    grounds = {}
    for scheme in ("light", "dark"):
        colours = show(scheme=scheme).execute_script(
            "return [document.body, document.querySelector('.card')].map(it => "
            "[getComputedStyle(it).backgroundColor, getComputedStyle(it).color])"
        )
        for ground, ink in colours:
            light = sum(map(int, ground[4:-1].split(","))) > sum(map(int, ink[4:-1].split(",")))
            assert light is (scheme == "light"), f"{ink} on {ground} is not {scheme}"
        grounds[scheme] = colours
    assert grounds["light"] != grounds["dark"]


def test_the_words_are_there_without_colour(show):
    browser = show()
    open_all(browser)
    browser.execute_script("document.querySelectorAll('style').forEach(it => it.remove())")
    text = browser.find_element("css selector", "body").text
    for word in ("done", "failing", "to do", "blocked", "takes too long", "crashes"):
        assert word in text, word


def test_paper_shows_all_of_a_message(show):
    browser = show()
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
    cut = browser.execute_script(
        "return [...document.querySelectorAll('pre')]"
        ".filter(it => it.scrollHeight > it.clientHeight + 1).length"
    )
    assert cut == 0, "there is no scrolling on paper"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
