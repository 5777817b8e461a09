"""The page about a treated heart beside the untreated one."""

import csv
import json

import pytest

from browser import Browser


@pytest.fixture(scope="module")
def block(program, tmp_path_factory):
    """One beat of the generated heart with left bundle branch block."""
    folder = tmp_path_factory.mktemp("block") / "lbbb.run"
    result = program.simulate(folder, "--activation", "lbbb", beats=1)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def compared(program, one_beat, block, tmp_path_factory):
    folder = tmp_path_factory.mktemp("compared") / "out"
    result = program.run("compare", one_beat[0], block, "-o", folder)
    assert result.returncode == 0, result.stderr
    return folder


def test_table_and_summary_tell_what_the_terminal_tells(compared, one_beat, block):
    rows = {row["metric"]: row for row in csv.DictReader(open(compared / "comparison.csv"))}
    before, after = (
        {n["identifier"]: n["value"] for n in json.load(open(run / "summary.json"))["numbers"]}
        for run in (one_beat[0], block))
    assert set(rows) == set(before) & set(after)
    for name, row in rows.items():
        assert float(row["change"]) == pytest.approx(after[name] - before[name], rel=1e-4, abs=1e-6)
    # Blocked conduction activates the heart later.
    assert float(rows["qrsDurationMs"]["change"]) > 20
    deltas = json.load(open(compared / "summary.json"))["deltas"]
    assert [d["identifier"] for d in deltas] == list(rows)


def test_page_draws_both_hearts_and_what_changes(compared):
    with Browser(1280, 1000) as page:
        page.open(f"file://{compared}/comparison.html")
        page.wait("document.documentElement.dataset.ready === 'yes'")
        page.wait("document.querySelectorAll('figure.viewer[data-drawn]').length === 5")
        assert not page.problems
        assert page.evaluate("document.querySelectorAll('svg.bullseye').length") == 15
        # Nothing from elsewhere, nothing wider than the window.
        assert page.evaluate("document.querySelectorAll('[src], link[href]').length") == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        # The later lateral wall is what the map of changes shows.
        lateral = page.evaluate("""[...document.querySelectorAll('#segments svg.bullseye')][2]
            .textContent.match(/basal anterolateral: ([+-]?[0-9]+) ms/)[1]""")
        assert int(lateral) > 20
        # Time and view of the two hearts go together.
        shown = "['untreated', 'treated'].map(n => document.querySelector(`#motion-${n} output`).textContent)"
        before = page.evaluate(shown)
        page.evaluate("""(() => { const s = document.querySelector('#motion-untreated input.time');
            s.value = 5; s.dispatchEvent(new Event('input')); })()""")
        times = page.evaluate(shown)
        assert times[0] == times[1] != "0 ms" and times[0] != before[0]


def test_left_ventricle_is_at_the_viewers_right(compared):
    """The activation scene's vertices that block delays most, those of the left lateral wall, lie on the right."""
    with Browser(800, 800) as page:
        page.open(f"file://{compared}/comparison.html")
        page.wait("document.documentElement.dataset.ready === 'yes'")
        place = page.evaluate("""(() => {
            const scene = JSON.parse(document.getElementById('activation-change-scene').textContent);
            const points = decode(scene.points, Int16Array), values = decode(scene.values, Uint8Array);
            const order = [...values.keys()].sort((a, b) => values[b] - values[a]);
            const x = i => scene.view[0]*points[3*i] + scene.view[1]*points[3*i+1] + scene.view[2]*points[3*i+2];
            const mean = list => list.reduce((s, i) => s + x(i), 0) / list.length;
            return mean(order.slice(0, 50)) - mean(order);
        })()""")
        assert place > 0


def test_phone(compared):
    with Browser(390, 800) as page:
        page.resize(390, 800)
        page.open(f"file://{compared}/comparison.html")
        page.wait("document.documentElement.dataset.ready === 'yes'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_run_of_the_loop_has_no_wall_and_leaves_nothing(program, one_beat, tmp_path):
    loop = tmp_path / "loop.run"
    assert program.run("simulate", program.patient, "--level", "loop", "-o", loop).returncode == 0
    result = program.run("compare", one_beat[0], loop, "-o", tmp_path / "out")
    assert result.returncode in (65, 66) and "loop.run" in result.stderr
    assert not (tmp_path / "out").exists()


def test_changed_channels_have_the_net_charge_of_cipas_cell(program, one_beat, tmp_path):
    """A blocked IKr lowers qNet from the control's; a dose above those studied is said, on the page as well."""
    drug = tmp_path / "drug.run"
    result = program.simulate(
        drug, "--intervention", "ion-channel-drug(drug=dofetilide, multiple=1.6)", beats=1)
    assert result.returncode == 0, result.stderr
    result = program.run("compare", one_beat[0], drug, "-o", tmp_path / "out", "--json", "-q")
    assert result.returncode == 0, result.stderr
    document = json.loads(result.stdout)
    row = next(d for d in document["deltas"] if d["identifier"] == "qNetUCPerUF")
    control = program.run("cell", "drugs", "dofetilide", "--json", "-q")
    control = next(d for d in json.loads(control.stdout) if d["drug"] == "control")
    assert row["untreated"] == pytest.approx(control["qNetUCPerUF"], rel=1e-3)
    assert 0.5 < row["treated"] / row["untreated"] < 0.9
    said = " ".join(document["warnings"])
    assert "multiple is 1.6, 0 to 1.5" in said and "ohara-rudy-cipa-v1" in said and "beat 1001" in said
    with Browser(1280, 1000) as page:
        page.open(f"file://{tmp_path}/out/comparison.html")
        page.wait("document.documentElement.dataset.ready === 'yes'")
        assert "multiple is 1.6, 0 to 1.5" in page.evaluate("document.querySelector('.warnings').innerText")
        assert "0.0784" in page.evaluate("""[...document.querySelectorAll('#matrix tr')]
            .find(row => row.innerText.includes('qNet')).innerText""")


SCENARIO = """name = "donation"
[[intervention]]
name = "haemorrhage"
volume = "300 mL"
[[expect]]
metric = "raMeanMmHg"
change = "relative"
low = "-90 %"
high = "-1 %"
source = "less blood, lower filling pressures"
[[expect]]
metric = "aorticMeanMmHg"
change = "absolute"
low = "0.1 kPa"
high = "1 kPa"
source = "nobody: pressure falls"
"""


def test_a_scenario_judges_two_runs(program, one_beat, tmp_path):
    """Expectations of a scenario file, judged by finished runs of the three-dimensional heart."""
    scenario = tmp_path / "donation.toml"
    scenario.write_text(SCENARIO)
    bled = tmp_path / "bled"
    result = program.simulate(bled, "--scenario", scenario, beats=1)
    assert result.returncode == 0, result.stderr
    out = tmp_path / "out"
    result = program.run("compare", one_beat[0], bled, "--scenario", scenario, "-o", out)
    assert result.returncode == 0, result.stderr
    summary = json.load(open(out / "summary.json"))
    changes = {delta["identifier"]: delta for delta in summary["deltas"]}
    filling, pressure = summary["expectations"]
    assert filling["verdict"] == "inside"
    assert filling["observed"] == pytest.approx(changes["raMeanMmHg"]["changePercent"], rel=1e-6)
    assert pressure["verdict"] == "wrong direction"
    assert pressure["observed"] == pytest.approx(
        changes["aorticMeanMmHg"]["change"] * 0.133322387415, rel=1e-6)
    assert "published -90 to -1 %: inside (less blood, lower filling pressures)" in result.stdout
    assert not any("describes" in warning for warning in summary["warnings"])
    page = (out / "comparison.html").read_text()
    assert 'id="expectations"' in page and "1 of 2 published expectations hold." in page

    # Of another treatment, and of a number that no run has.
    scenario.write_text(SCENARIO.replace("300", "400"))
    result = program.run("compare", one_beat[0], bled, "--scenario", scenario)
    assert result.returncode == 0
    assert "donation describes haemorrhage(volume=400 mL); the treated run did haemorrhage(volume=300 mL)" in result.stdout
    scenario.write_text(SCENARIO.replace("raMeanMmHg", "raMeanMmH"))
    result = program.run("compare", one_beat[0], bled, "--scenario", scenario)
    assert result.returncode == 65, result.stderr
    assert 'did you mean "raMeanMmHg"?' in result.stderr
