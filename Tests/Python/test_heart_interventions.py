"""Interventions on tissue and cells in the three-dimensional heart: what one beat shows of them."""

import json

import h5py
import numpy as np
import pytest


class Run:
    def __init__(self, folder):
        summary = json.loads((folder / "summary.json").read_text())
        self.numbers = {n["identifier"]: n["value"] for n in summary["numbers"]}
        self.segments = {s["number"]: s for s in summary["segments"]}
        self.interventions = summary["provenance"]["interventions"]
        self.warnings = summary["warnings"]
        with h5py.File(folder / "result.vtkhdf") as file:
            self.activation = file["VTKHDF/PointData/activation_ms"][:]

    def change(self, name, before):
        return self.numbers[name] - before.numbers[name]


@pytest.fixture(scope="module")
def before(one_beat):
    return Run(one_beat[0])


@pytest.fixture(scope="module")
def treated(program, tmp_path_factory):
    def run(call):
        folder = tmp_path_factory.mktemp("treated") / "one.run"
        result = program.simulate(folder, "-q", "--intervention", call, beats=1)
        assert result.returncode == 0, result.stderr
        found = Run(folder)
        assert found.interventions.startswith(call.split("(")[0])
        return found

    return run


ANTERIOR = (1, 2, 7, 8, 13, 14, 17)


def test_scar_does_not_work_and_conducts_slowly(before, treated):
    after = treated("scar(territory=left-anterior, extent=30 %)")
    # Shares of the territories are those of rodero-01.
    assert after.numbers["lvScarPercent"] == pytest.approx(30, abs=3)
    assert "lvScarPercent" not in before.numbers
    work = {
        where: [sum(run.segments[n]["workKJPerM3"] * run.segments[n]["volumeML"] for n in numbers)
                for run in (before, after)]
        for where, numbers in (("scar", ANTERIOR), ("remote", (5, 6, 11, 12, 16)))
    }
    assert work["scar"][1] < 0.6 * work["scar"][0], work
    assert work["remote"][1] > 0.6 * work["remote"][0], work
    # This weak, fast heart does not eject; its pressure rises less steeply.
    assert after.change("lvDPdtMaxMmHgPerS", before) < 0
    assert after.change("activationTotalMs", before) > 3
    assert np.all(after.activation > before.activation - 1e-3)


def test_activation_goes_around_an_ablation_line(before, treated):
    after = treated(
        "ablation(shape=line, height=0.6, angle=60 deg, to-height=0.6, to-angle=150 deg, radius=8 mm)")
    later = after.activation - before.activation
    assert np.all(later > -1e-3)
    assert np.max(later) > 5, np.max(later)
    # A line is not the whole wall.
    assert np.mean(later > 1) < 0.4, np.mean(later > 1)
    assert after.numbers["apd90MeanMs"] == pytest.approx(before.numbers["apd90MeanMs"])
    assert [w for w in after.warnings if "of the wall is burnt and contracts as before" in w]


def test_hyperkalaemia_shortens_action_potentials(before, treated):
    after = treated("potassium(concentration=8 mM)")
    for name in ("apd90MeanMs", "apd90LeftMs", "apd90SeptumMs", "apd90RightMs"):
        assert 0.75 < after.numbers[name] / before.numbers[name] < 0.97, name
    assert after.change("qtIntervalMs", before) < -5
    # Conduction keeps its speed up to 8.5 mM.
    assert np.array_equal(after.activation, before.activation)


def test_numbers_of_a_run_belong_together(before):
    numbers = before.numbers
    cycle = 60 / numbers["heartRatePerMin"]
    assert numbers["qtcMs"] == pytest.approx(numbers["qtIntervalMs"] / cycle ** (1 / 3), rel=1e-9)
    regions = [numbers[f"apd90{part}Ms"] for part in ("Left", "Septum", "Right")]
    assert min(regions) <= numbers["apd90MeanMs"] <= max(regions)
    assert numbers["repolarisationSpreadMs"] > 0
    if "lvEesMmHgPerML" in numbers:
        assert numbers["lvCoupling"] == pytest.approx(
            numbers["arterialElastanceMmHgPerML"] / numbers["lvEesMmHgPerML"])
        assert numbers["lvPVAJ"] > numbers["lvStrokeWorkJ"]


def test_cells_that_do_not_repolarise_are_no_defect(program, tmp_path):
    """At 200 beats a minute, five times the free Cmax of dofetilide leaves no complete action potential."""
    result = program.simulate(
        tmp_path / "drug.run", "--intervention", "ion-channel-drug(drug=dofetilide, multiple=5)", beats=1)
    assert result.returncode == 3, result.stderr
    assert "no complete action potential within 300" in result.stderr
    assert "defect" not in result.stderr
