"""The moving heart of a run's page: fields, fibres, cut, saved pictures."""

import base64
import struct
import zlib

import pytest

from browser import Browser

COUNT = """(() => { const c = document.querySelector('#motion canvas'), g = c.getContext('webgl2');
  const p = new Uint8Array(4 * c.width * c.height); g.readPixels(0, 0, c.width, c.height, g.RGBA, g.UNSIGNED_BYTE, p);
  let drawn = 0, sum = 0, dark = 0;
  for (let i = 0; i < p.length; i += 4) if (p[i + 3]) { drawn++; sum += p[i] + 3 * p[i + 1] + 7 * p[i + 2]; if (p[i] < 20 && p[i + 1] < 26 && p[i + 2] < 34) dark++; }
  return {drawn, sum, dark}; })()"""


def change(page, selector, property, value, event):
    page.evaluate(f"""(() => {{ const e = document.querySelector('#motion {selector}'); e.{property} = {value};
      e.dispatchEvent(new Event('{event}')); }})()""")


@pytest.fixture(scope="module")
def page(one_beat):
    with Browser() as page:
        page.open(f"file://{one_beat[0] / 'report.html'}")
        page.wait("document.querySelectorAll('figure.viewer[data-drawn]').length === 2")
        yield page
        assert not page.problems, page.problems


def test_a_field_brings_its_colours_and_its_scale(page):
    before = page.evaluate(COUNT)
    for index, title, high in ((1, "Fibre stretch.", "1"), (2, "Transmembrane potential.", "mV")):
        change(page, "select.field", "selectedIndex", index, "change")
        after = page.evaluate(COUNT)
        assert after["drawn"] == before["drawn"] and after["sum"] != before["sum"]
        assert page.evaluate("document.querySelector('#motion figcaption b').textContent") == title
        assert high in page.evaluate("document.querySelectorAll('#motion .scale span')[1].textContent")
    change(page, "select.field", "selectedIndex", 0, "change")
    assert page.evaluate(COUNT) == before


def test_fibres_are_drawn_and_taken_away(page):
    before = page.evaluate(COUNT)
    change(page, "input.fibres", "checked", "true", "change")
    assert page.evaluate(COUNT)["dark"] > before["dark"] + 100
    change(page, "input.fibres", "checked", "false", "change")
    assert page.evaluate(COUNT) == before


def test_a_cut_takes_what_is_in_front_and_turns_with_the_heart(page):
    before = page.evaluate(COUNT)
    shares = []
    for share in (30, 50, 70, 100):
        change(page, "input.cut", "value", share, "input")
        shares.append(page.evaluate(COUNT)["drawn"])
    assert shares == sorted(shares, reverse=True) and shares[-1] == 0
    change(page, "input.cut", "value", 50, "input")
    front = page.evaluate(COUNT)
    # From behind nothing of the cut half is missing in front of the rest.
    page.evaluate("document.querySelector('#motion button[data-view=\"180\"]').click()")
    behind = page.evaluate(COUNT)
    assert behind != front and behind["drawn"] > 0
    page.evaluate("document.querySelector('#motion button[data-view=\"0\"]').click()")
    change(page, "input.cut", "value", 0, "input")
    assert page.evaluate(COUNT) == before


def test_a_saved_picture_is_what_is_seen_on_white(page):
    link = page.evaluate("""(() => { let link; const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function () { link = [this.download, this.href]; };
      document.querySelector('#motion button.save').click();
      HTMLAnchorElement.prototype.click = click; return link; })()""")
    assert link[0] == "motion.png"
    data = base64.b64decode(link[1].split(",")[1])
    width, height = struct.unpack(">II", data[16:24])
    assert [width, height] == page.evaluate("(() => { const c = document.querySelector('#motion canvas'); return [c.width, c.height]; })()")
    at, pixels = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        pixels += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    raw = zlib.decompress(pixels)
    channels = {2: 3, 6: 4}[data[25]]
    assert len(raw) == height * (1 + channels * width)
    # The first pixel of the picture is background: white, not transparent.
    assert set(raw[1:1 + channels]) == {255}
