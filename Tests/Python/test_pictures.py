"""Pictures of finished runs: what is drawn, in which colours, and what a run without it is told."""

import json
import re
import shlex
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET

import pytest

from conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"


def draw(program, run, picture, path, *more):
    result = program.run("plot", run, picture, "-o", path, *more)
    assert result.returncode == 0, result.stderr
    return path


def words(path):
    return [text.text for text in ET.parse(path).iter(f"{SVG}text")]


@pytest.fixture(scope="session")
def loop_run(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures") / "loop.run"
    result = program.run("simulate", program.patient, "--level", "loop", "-o", folder)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.mark.parametrize("picture, labels", [
    ("pv", {"volume (mL)", "pressure (mmHg)", "Left ventricle", "Right ventricle"}),
    ("wiggers", {"time after QRS onset (ms)", "flow (mL/s)", "lead II (mV)", "aorta"}),
    ("ecg", {"I", "aVF", "V1", "V6"}),
    ("bullseye", {"Longitudinal strain", "Work of contraction", "septal"}),
    ("activation", {"anterior", "posterior", "activation after QRS onset (ms)"}),
])
def test_every_picture_is_an_svg_of_its_own_with_units(program, one_beat, tmp_path, picture, labels):
    path = draw(program, one_beat[0], picture, tmp_path / "x.svg")
    assert labels <= set(words(path))
    text = path.read_text()
    # Nothing that only browsers know, nothing from elsewhere.
    assert "var(" not in text and "href" not in text and "nan" not in text.lower().replace("nance", "")
    assert not list(tmp_path.glob(".*"))


def test_the_loop_is_the_trace(program, one_beat, tmp_path):
    """The curve's extent against the axis gives back the volumes of traces.csv."""
    path = draw(program, one_beat[0], "pv", tmp_path / "pv.svg")
    chart = ET.parse(path).getroot().find(f"{SVG}svg")
    ticks = [(float(t.get("x")), float(t.text)) for t in chart.iter(f"{SVG}text")
             if t.get("class") == "tick" and t.get("text-anchor") == "middle"]
    (x0, v0), (x1, v1) = ticks[0], ticks[-1]
    curve = next(p for p in chart.iter(f"{SVG}path") if p.get("class") == "curve left")
    xs = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", curve.get("d"))]
    rows = (one_beat[0] / "traces.csv").read_text().splitlines()
    column = rows[0].split(",").index("lv_volume_mL")
    volumes = [float(row.split(",")[column]) for row in rows[1:]]
    assert len(xs) == len(volumes)
    for x, volume in zip(xs, volumes):
        assert v0 + (x - x0) / (x1 - x0) * (v1 - v0) == pytest.approx(volume, abs=0.005 * (v1 - v0))


def test_the_electrocardiogram_is_that_of_the_file_and_to_scale(program, one_beat, tmp_path):
    root = ET.parse(draw(program, one_beat[0], "ecg", tmp_path / "e.svg")).getroot()
    assert root.get("width") == "248mm" and root.get("viewBox").startswith("0 0 248 ")
    rows = [line.split(",") for line in (one_beat[0] / "ecg.csv").read_text().splitlines()]
    assert rows[0][:3] == ["time_ms", "I_mV", "II_mV"] and len(rows[0]) == 13
    lead = [float(row[rows[0].index("V2_mV")]) for row in rows[1:]]
    # Einthoven: II = I + III.
    for row in rows[1:]:
        one, two, three = (float(row[rows[0].index(f"{name}_mV")]) for name in ("I", "II", "III"))
        assert two == pytest.approx(one + three, abs=1e-4)
    traces = [p for p in root.iter(f"{SVG}path") if p.get("class") == "trace"]
    ys = [float(y) for y in re.findall(r"[ML]-?[\d.]+ (-?[\d.]+)", traces[7].get("d"))]
    assert max(ys) - min(ys) == pytest.approx(10 * (max(lead) - min(lead)), abs=0.05)


def test_pixels_are_as_many_as_asked(program, one_beat, tmp_path):
    if not any(map(shutil.which, ("rsvg-convert", "chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("no program that draws pixels")
    data = draw(program, one_beat[0], "bullseye", tmp_path / "x.png", "--width", 900).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert abs(struct.unpack(">I", data[16:20])[0] - 900) <= 1
    assert len(data) > 20_000


def test_without_a_program_for_pixels_svg_is_offered(program, one_beat, tmp_path):
    result = program.run(
        "plot", one_beat[0], "pv", "-o", tmp_path / "x.png", env={"PATH": str(tmp_path)})
    assert result.returncode == 69 and "write an .svg, or install one" in result.stderr
    assert not list(tmp_path.iterdir())


def test_the_same_run_gives_the_same_picture(program, one_beat, tmp_path):
    first = draw(program, one_beat[0], "activation", tmp_path / "a.svg").read_bytes()
    assert first == draw(program, one_beat[0], "activation", tmp_path / "b.svg").read_bytes()


def test_a_loop_run_has_loops_and_no_wall(program, loop_run, tmp_path):
    draw(program, loop_run, "pv", tmp_path / "pv.svg")
    draw(program, loop_run, "wiggers", tmp_path / "w.svg")
    assert "lead II (mV)" not in words(tmp_path / "w.svg")
    for picture in ("ecg", "bullseye", "activation"):
        result = program.run("plot", loop_run, picture, "-o", tmp_path / "no.svg")
        assert result.returncode == 66 and "closed loop" in result.stderr
        assert not (tmp_path / "no.svg").exists()


@pytest.mark.parametrize("arguments, code, message", [
    (["{run}", "pvv"], 64, 'did you mean "pv"'),
    (["{run}", "pv", "-o", "x.gif"], 64, "neither .svg nor .png"),
    (["{run}", "pv", "--width", "3"], 64, "between 100 and 10000"),
    (["nowhere.run", "pv"], 66, "results folder of a run"),
    (["{run}", "pv", "-o", "/nowhere/x.svg"], 73, "/nowhere"),
])
def test_what_cannot_be_drawn_is_told(program, one_beat, tmp_path, arguments, code, message):
    result = program.run(
        "plot", *[a.replace("{run}", str(one_beat[0])) for a in arguments], cwd=tmp_path)
    assert result.returncode == code, result.stderr
    assert message in result.stderr


@pytest.mark.parametrize("name, old, new, message", [
    ("traces.csv", "lv_volume_mL", "volume", "lv_volume_mL"),
    ("traces.csv", "\n1,0,", "\n1,x,", "traces.csv:2: time_ms"),
])
def test_a_damaged_run_is_told_with_its_line(program, loop_run, tmp_path, name, old, new, message):
    folder = shutil.copytree(loop_run, tmp_path / "damaged.run")
    text = re.sub(r"\n\d+,0,", "\n1,0,", (folder / name).read_text(), count=1)
    (folder / name).write_text(text.replace(old, new, 1))
    result = program.run("plot", folder, "pv", "-o", tmp_path / "x.svg")
    assert result.returncode == 65 and message in result.stderr, result.stderr


def test_the_page_anew_says_what_the_run_s_own_page_says(program, one_beat, tmp_path):
    """Everything but the map of activation, which is on another mesh, the viewer's choice of fields and fibres (docs/plots.md), and
    the last digits of files."""
    def parts(path):
        text = re.sub(r'<script type="application/json".*?</script>', "", path.read_text(), flags=re.S)
        text = re.sub(r'<select class="field".*?</select>|<label><input type="checkbox" class="fibres">.*?</label>', "", text)
        return re.findall(r">([^<>]+)<", text), re.findall(r'class="curve [a-z]+" d="([^"]+)"', text)

    page = tmp_path / "page.html"
    result = program.run("report", one_beat[0], "-o", page)
    assert result.returncode == 0, result.stderr
    (own, own_curves), (new, new_curves) = parts(one_beat[0] / "report.html"), parts(page)
    # The viewer's scale of activation may end elsewhere.
    assert len(own) == len(new)
    assert [a for a, b in zip(own, new) if a != b and " ms" not in a] == []
    assert len(own_curves) == len(new_curves) > 10
    for place, (a, b) in enumerate(zip(own_curves, new_curves)):
        a, b = ([float(x) for x in re.findall(r"-?[\d.]+", path)] for path in (a, b))
        # Volumes of this weak heart move by a tenth of a millilitre: six digits of traces.csv show in both loops.
        assert a == pytest.approx(b, abs=2 if place < 2 else 0.05)


def test_the_commands_of_the_page_run(program, one_beat, tmp_path):
    """docs/plots.md, with a run that is there already."""
    shutil.copytree(one_beat[0], tmp_path / "rodero-01.run")
    text = (ROOT / "docs/plots.md").read_text()
    lines = re.findall(r"^scripts/hearttwin ((?:plot|report) .*)$", text, re.M)
    assert len(lines) >= 4
    for line in lines:
        result = program.run(*shlex.split(line), cwd=tmp_path)
        assert result.returncode == 0, f"{line}: {result.stderr}"
        assert (tmp_path / result.stdout.split()[-1]).is_file()


def on_a_terminal(program, folder, **variables):
    """What a quick simulation prints on a terminal."""
    import os
    import pty

    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", **variables}
    process = subprocess.Popen(
        program.arguments("simulate", program.patient, "-o", folder, "--maximum-beats", 1, "-q", *program.quick),
        stdout=theirs, stderr=subprocess.DEVNULL, env=env)
    os.close(theirs)
    data = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:
            break
        if not part:
            break
        data += part
    os.close(ours)
    assert process.wait(timeout=300) == 0
    return data.decode()


def test_a_terminal_shows_the_loop_and_the_electrocardiogram(program, tmp_path):
    text = on_a_terminal(program, tmp_path / "a.run", NO_COLOR="1")
    assert "\x1b" not in text
    drawn = [line for line in text.splitlines() if any(0x2800 < ord(c) < 0x2900 for c in line)]
    assert len(drawn) == 7
    # Both curves reach from side to side and from top to bottom of their places.
    width = 34
    for start in (2, 2 + width + 4):
        rows = [line[start:start + width] for line in drawn]
        columns = ["".join(column) for column in zip(*rows)]
        assert all(len(row) == width for row in rows)
        for part in (rows[0], rows[-1], *columns):
            assert part.strip("\u2800")
    assert "mmHg over" in text and "lead II" in text


def test_no_sketch_elsewhere(one_beat, program, tmp_path):
    result = program.simulate(tmp_path / "b.run", "-q", beats=1)
    assert result.returncode == 0 and "mmHg over" not in result.stdout
