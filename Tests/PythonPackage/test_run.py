"""Reading finished runs."""

import json

import h5py
import numpy as np
import pytest

import hearttwin


def test_numbers_are_those_of_the_file(heart):
    run, _ = heart
    document = json.loads((run.folder / "summary.json").read_text())
    assert run.level == "heart" and run.patient == "ideal-biv" and run.periodic is False
    assert len(run.numbers) == len(document["numbers"])
    for number in document["numbers"]:
        read = run.numbers[number["identifier"]]
        assert (read.value, read.unit, read.low) == (number["value"], number["unit"], number.get("low"))
        assert read.in_range == number.get("inRange")
    assert run.provenance["activation"] == "normal"


def test_an_unknown_number_suggests_the_nearest(heart):
    with pytest.raises(KeyError, match="did you mean 'lvEFPercent'"):
        heart[0].numbers["lvEfPercent"]


def test_traces_have_units_and_agree_with_the_numbers(heart):
    run, _ = heart
    beat = run.last_beat()
    assert beat.units["lv_volume_mL"] == "mL" and beat.units["aortic_flow_mL_per_s"] == "mL/s"
    assert beat["lv_volume_mL"][0] == pytest.approx(run.numbers["lvEDVML"].value, rel=1e-5)
    assert beat["lv_pressure_mmHg"].max() == pytest.approx(run.numbers["lvSystolicMmHg"].value, rel=1e-5)


def test_a_frame_carries_its_units(heart):
    pandas = pytest.importorskip("pandas")
    frame = heart[0].strain.frame()
    assert isinstance(frame, pandas.DataFrame)
    assert frame.attrs["units"]["longitudinal_strain_percent"] == "%"
    assert frame.attrs["units"]["fibre_stretch"] == "1"
    assert set(frame["segment"]) == set(range(18))
    assert frame.loc[frame.segment == 1, "name"].unique().tolist() == ["basal anterior"]


def test_the_mesh_moves_as_stored(heart):
    run, _ = heart
    mesh = run.mesh
    with h5py.File(run.folder / "result.vtkhdf") as file:
        points = file["VTKHDF/Points"][()].reshape(len(mesh), -1, 3)
        stretch = file["VTKHDF/CellData/fibre_stretch"][()].reshape(len(mesh), -1)
        activation = file["VTKHDF/PointData/activation_ms"][()]
    for frame in (0, 7, len(mesh) - 1):
        assert np.array_equal(mesh.points(frame), points[frame])
        assert np.array_equal(mesh.field("fibre_stretch", frame), stretch[frame])
        # A field that does not move is stored once.
        assert np.array_equal(mesh.field("activation_ms", frame), activation)
    assert mesh.times[mesh.nearest(123)] == 120
    assert mesh.unloaded.shape == points[0].shape
    with pytest.raises(KeyError, match="activation_ms"):
        mesh.field("activation", 0)
    with pytest.raises(IndexError, match="frames"):
        mesh.points(len(mesh))


def test_pyvista_measures_the_wall_the_same_in_every_frame(heart):
    """Muscle is nearly incompressible, so its volume hardly changes while it moves."""
    pytest.importorskip("pyvista")
    mesh = heart[0].mesh
    grid = mesh.grid(0)
    assert grid.n_cells == len(mesh.cells) and set(grid.array_names) >= set(mesh.fields)
    volume = grid.compute_cell_sizes(length=False, area=False)["Volume"].sum()
    middle = len(mesh) // 2
    mesh.move(grid, middle)
    assert np.array_equal(grid.points, mesh.points(middle))
    assert np.array_equal(grid["active_tension_kPa"], mesh.field("active_tension_kPa", middle))
    moved = grid.compute_cell_sizes(length=False, area=False)["Volume"].sum()
    assert volume > 50_000 and moved == pytest.approx(volume, rel=0.02)
    assert [time for time, _ in mesh.grids()] == list(mesh.times)


def test_the_checkpoint_tells_whose_it_is(heart):
    run, _ = heart
    assert run.checkpoint.beats == 1
    assert run.checkpoint.fingerprint == run.provenance["run fingerprint"]


def test_the_closed_loop_tells_what_was_done(bled):
    assert bled.level == "loop"
    volume = bled.numbers["lvEDVML"]
    assert volume.change < 0 and volume.value + -volume.change == pytest.approx(volume.untreated)
    assert bled.response.units["mean_aortic_pressure_mmHg"] == "mmHg"
    assert len(bled.traces["time_ms"]) > 100
    with pytest.raises(hearttwin.UnreadableResult, match="strain.csv is missing.*traces.csv"):
        bled.strain


def test_a_folder_without_a_summary_is_no_run(tmp_path):
    with pytest.raises(hearttwin.UnreadableResult, match="no summary.json"):
        hearttwin.Run(tmp_path)
    (tmp_path / "summary.json").write_text('{"patient": "x"}')
    with pytest.raises(hearttwin.UnreadableResult, match="neither numbers nor metrics"):
        hearttwin.Run(tmp_path).numbers


@pytest.mark.parametrize("text, words", [
    ("", "no header"),
    ("a_ms,b_mmHg\n1\n", "line 2: 1 cells, expected 2"),
    ("a_ms,a_ms\n1,2\n", "two columns"),
])
def test_a_damaged_table_is_told_with_its_line(tmp_path, text, words):
    (tmp_path / "summary.json").write_text('{"numbers": []}')
    (tmp_path / "traces.csv").write_text(text)
    with pytest.raises(hearttwin.UnreadableResult, match=words):
        hearttwin.Run(tmp_path).traces


def test_a_damaged_mesh_is_told(tmp_path):
    path = tmp_path / "result.vtkhdf"
    path.write_bytes(b"no HDF5")
    with pytest.raises(hearttwin.UnreadableResult, match="not a readable HDF5 file"):
        hearttwin.MovingMesh(path)
    with h5py.File(path, "w"):
        pass
    with pytest.raises(hearttwin.UnreadableResult, match="VTKHDF is missing"):
        hearttwin.MovingMesh(path)
