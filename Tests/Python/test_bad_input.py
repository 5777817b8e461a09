"""Bad input through the built program: the documented exit code, one clear sentence that names the
place and what to do, nothing on standard output, nothing half-written."""

import os
import shutil
import subprocess

import h5py
import numpy as np
import pytest

OK, DATA, MISSING, CANNOT, RETRY, USAGE = 0, 65, 66, 73, 75, 64


def refused(result, status, *mentions):
    """Checks a refusal and returns its sentence."""
    lines = result.stderr.splitlines()
    assert result.returncode == status, f"exit {result.returncode}: {result.stderr}"
    assert result.stdout == "", f"standard output is for results: {result.stdout}"
    assert len(lines) == 1, f"not one sentence: {result.stderr}"
    assert lines[0].startswith("hearttwin: ") and len(lines[0]) < 500, lines[0]
    for mention in mentions:
        assert mention in lines[0], f"no {mention!r} in: {lines[0]}"
    return lines[0]


def replace(file, name, data, **attributes):
    """Puts another array in the place of one, with its attributes."""
    old = dict(file[name].attrs)
    del file[name]
    file[name] = data
    file[name].attrs.update({**old, **attributes})


def setting(name, value):
    """A damage that replaces an array by a function of it."""
    return lambda file: replace(file, name, value(file[name][()]))


def put(name, index, value):
    def damage(file):
        file[name][index] = value
    return damage


def unit(name, text):
    def damage(file):
        file[name].attrs["units"] = np.bytes_(text)
    return damage


def without_unit(name):
    def damage(file):
        del file[name].attrs["units"]
    return damage


def without(name):
    def damage(file):
        del file[name]
    return damage


def untag(name, tag):
    """Gives the triangles of one surface another surface's tag."""
    def damage(file):
        tags = file[name][()]
        tags[tags == tag] = 3 if tag != 3 else 1
        file[name][...] = tags
    return damage


def parameter(name, value, units=None):
    def damage(file):
        data = file["hearttwin/parameters"].create_dataset(name, data=float(value))
        if units:
            data.attrs["units"] = np.bytes_(units)
    return damage


def remove_triangles(surface, count):
    """Leaves triangles out, so that the boundary has a hole."""
    def damage(file):
        for name in ("triangles", "tags"):
            replace(file, f"{surface}/{name}", file[f"{surface}/{name}"][count:])
    return damage


def exchange(array, rows, columns):
    array[np.ix_(rows, columns)] = array[np.ix_(rows, columns[::-1])]
    return array


def turn_tet(file):
    tets = file["VTKHDF/Connectivity"][()].reshape(-1, 4)
    replace(file, "VTKHDF/Connectivity", exchange(tets, [7], [0, 1]).ravel())


def turn_mechanics_tet(file):
    file["hearttwin/mechanics_mesh/tets"][5] = exchange(
        file["hearttwin/mechanics_mesh/tets"][()], [5], [0, 1])[5]


def second_piece(file):
    """Adds a tetrahedron far away that touches nothing."""
    points = file["VTKHDF/Points"][()]
    count = len(points)
    away = np.array([[500, 0, 0], [501, 0, 0], [500, 1, 0], [500, 0, 1]], float)
    replace(file, "VTKHDF/Points", np.vstack([points, away]))
    for name in ("ab", "tm", "rt"):
        place = f"VTKHDF/PointData/{name}"
        replace(file, place, np.append(file[place][()], [0.5] * 4))
    new = np.arange(count, count + 4)
    replace(file, "VTKHDF/Connectivity", np.append(file["VTKHDF/Connectivity"][()], new))
    cells = len(file["VTKHDF/Types"])
    replace(file, "VTKHDF/Types", np.append(file["VTKHDF/Types"][()], np.uint8(10)))
    replace(file, "VTKHDF/Offsets", np.append(file["VTKHDF/Offsets"][()], 4 * (cells + 1)))
    replace(file, "VTKHDF/CellData/region",
            np.append(file["VTKHDF/CellData/region"][()], np.int32(1)))
    replace(file, "VTKHDF/NumberOfPoints", np.array([count + 4]))
    replace(file, "VTKHDF/NumberOfCells", np.array([cells + 1]))
    replace(file, "VTKHDF/NumberOfConnectivityIds", np.array([4 * (cells + 1)]))
    a, b, c, d = (int(n) for n in new)
    faces = np.array([[b, c, d], [a, d, c], [a, b, d], [a, c, b]], np.int32)
    replace(file, "hearttwin/surfaces/triangles",
            np.vstack([file["hearttwin/surfaces/triangles"][()], faces]))
    replace(file, "hearttwin/surfaces/tags",
            np.append(file["hearttwin/surfaces/tags"][()], np.full(4, 3, np.int32)))


def fibres(fibre, sheet=(0, 1, 0)):
    def damage(file):
        cells = len(file["VTKHDF/Types"])
        for name, direction in (("fiber", fibre), ("sheet", sheet)):
            file[f"VTKHDF/CellData/{name}"] = np.tile(np.array(direction, float), (cells, 1))
    return damage


MESH = "hearttwin/mechanics_mesh"
SURFACES = "hearttwin/surfaces"
STIFF = "hearttwin/parameters/wall.passiveScaleLeft"

# What is done to a copy of patients/ideal-biv.h5, and what the sentence must mention.
DAMAGES = {
    "no mesh": (without("VTKHDF"), "/VTKHDF", "missing"),
    "no points": (without("VTKHDF/Points"), "/VTKHDF/Points", "missing"),
    "misspelt points": (lambda f: f.move("VTKHDF/Points", "VTKHDF/Pionts"),
                        "/VTKHDF/Points", "Pionts"),
    "no hearttwin group": (without("hearttwin"), "/hearttwin", "missing"),
    "newer schema": (lambda f: f["hearttwin"].attrs.update(schema_version=np.bytes_("9.0")),
                     "schema_version", "9.0", "1.0"),
    # Units.
    "points without unit": (without_unit("VTKHDF/Points"), "/VTKHDF/Points", 'units = "mm"'),
    "points in milliseconds": (unit("VTKHDF/Points", "ms"), "/VTKHDF/Points@units", "a time",
                               "length", "mm"),
    "points in an unknown unit": (unit("VTKHDF/Points", "furlong"), "/VTKHDF/Points@units",
                                  "furlong"),
    "points in metres": (unit("VTKHDF/Points", "m"), "/VTKHDF/Points", "mm across", "units"),
    "mechanics points in micrometres": (unit(f"{MESH}/points", "um"), f"/{MESH}/points",
                                        "mm across"),
    "mechanics points without unit": (without_unit(f"{MESH}/points"), f"/{MESH}/points", "mm"),
    "angle in millimetres": (unit("VTKHDF/PointData/rt", "mm"), "/VTKHDF/PointData/rt@units",
                             "rad"),
    "parameter without unit": (without_unit(STIFF), f"/{STIFF}", "units"),
    "parameter in a wrong unit": (unit(STIFF, "mL"), f"/{STIFF}", "mL", "volume"),
    # Shapes.
    "two-dimensional points": (setting("VTKHDF/Points", lambda p: p[:, :2]), "/VTKHDF/Points",
                               "3"),
    "a coordinate too few": (setting("VTKHDF/PointData/ab", lambda v: v[1:]),
                             "/VTKHDF/PointData/ab", "8420", "8419"),
    "tags too few": (setting(f"{SURFACES}/tags", lambda v: v[1:]), f"/{SURFACES}/tags", "10644"),
    "linear mechanics elements": (setting(f"{MESH}/tets", lambda t: t[:, :4]), f"/{MESH}/tets",
                                  "10"),
    "no elements": (setting("VTKHDF/Connectivity", lambda v: v[:0]), "/VTKHDF"),
    # Types.
    "points as text": (lambda f: replace(f, "VTKHDF/Points", np.full((8420, 3), b"a")),
                       "/VTKHDF/Points", "text", "float"),
    "tags as floats": (setting(f"{SURFACES}/tags", lambda v: v.astype(float)),
                       f"/{SURFACES}/tags", "integer", "float"),
    "cells of another type": (put("VTKHDF/Types", 3, 12), "/VTKHDF/Types[3]", "12"),
    # Values.
    "NaN point": (put("VTKHDF/Points", (5, 1), np.nan), "/VTKHDF/Points[5,1]", "finite"),
    "infinite point": (put(f"{MESH}/points", (6, 2), np.inf), f"/{MESH}/points[6,2]", "finite"),
    "NaN coordinate": (put("VTKHDF/PointData/tm", 9, np.nan), "/VTKHDF/PointData/tm[9]",
                       "finite"),
    "infinite parameter": (put(STIFF, (), np.inf), f"/{STIFF}", "inf"),
    "vertex out of range": (put("VTKHDF/Connectivity", 3, 10**6), "/VTKHDF/Connectivity[3]",
                            "1000000", "8419"),
    "negative vertex": (put(f"{MESH}/tets", (2, 4), -1), f"/{MESH}/tets[2,4]", "-1"),
    "unknown region": (put("VTKHDF/CellData/region", 4, 99), "/VTKHDF/CellData/region[4]", "99"),
    "unknown tag": (put(f"{SURFACES}/tags", 2, 77), f"/{SURFACES}/tags[2]", "77"),
    # Meshes.
    "inverted element": (turn_tet, "/VTKHDF/Connectivity[7]", "inverted", "exchange"),
    "inverted curved element": (turn_mechanics_tet, f"/{MESH}/tets[5]", "inverted"),
    "two pieces": (second_piece, "/VTKHDF/Connectivity", "2 pieces", "connected"),
    "no LV endocardium": (untag(f"{SURFACES}/tags", 1), f"/{SURFACES}/tags", "tag 1", "tag the"),
    "no RV endocardium": (untag(f"{SURFACES}/tags", 2), f"/{SURFACES}/tags", "tag 2"),
    "no epicardium": (untag(f"{SURFACES}/tags", 3), f"/{SURFACES}/tags", "tag 3"),
    "no base": (untag(f"{SURFACES}/tags", 4), f"/{SURFACES}/tags", "tag 4"),
    "no mechanics endocardium": (untag(f"{MESH}/tags", 1), f"/{MESH}/tags", "tag 1"),
    "open cavity": (remove_triangles(SURFACES, 1), f"/{SURFACES}/triangles", "open",
                    "1 hole", "list every"),
    "open mechanics cavity": (remove_triangles(MESH, 3), f"/{MESH}/triangles", "open"),
    "triangle inside out": (setting(f"{SURFACES}/triangles",
                                    lambda t: exchange(t, [0], [1, 2])), f"/{SURFACES}/triangles"),
    # Fibres.
    "zero fibres": (fibres((0, 0, 0)), "/VTKHDF/CellData/fiber[0]", "length 0", "leave"),
    "long fibres": (fibres((2, 0, 0)), "/VTKHDF/CellData/fiber[0]", "length 2"),
    "fibre along sheet": (fibres((0, 1, 0)), "/VTKHDF/CellData/sheet[0]", "perpendicular"),
    "fibres without sheets": (lambda f: (fibres((1, 0, 0))(f), without("VTKHDF/CellData/sheet")(f)),
                              "/VTKHDF/CellData", "sheet"),
    # Parameters.
    "parameter out of range": (put(STIFF, (), 1e6), f"/{STIFF}", "1000000", "20"),
    "unknown parameter": (parameter("wall.pasiveScale", 1, "1"),
                          "/hearttwin/parameters/wall.pasiveScale", 'did you mean "wall.passive'),
    # What simulate needs beyond what a patient file must have.
    "no mechanics mesh": (without(MESH), f"/{MESH}", "missing", "mesh remesh"),
}


@pytest.fixture(scope="module")
def spoil(program, tmp_path_factory):
    """Makes damaged copies of the small patient."""
    folder = tmp_path_factory.mktemp("patients")

    def make(damage):
        path = folder / "patient.h5"
        shutil.copy(program.patient, path)
        with h5py.File(path, "r+") as file:
            damage(file)
        return path

    return make


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_patients_are_refused(program, spoil, tmp_path, name):
    damage, *mentions = DAMAGES[name]
    patient = spoil(damage)
    output = tmp_path / "out.run"
    result = program.simulate(output, patient=patient)
    refused(result, DATA, *mentions)
    # The file is named, except where the sentence is about what is not in it.
    assert "patient.h5" in result.stderr or name == "no mechanics mesh"
    assert not output.exists(), "a refused run leaves no folder"
    if name != "no mechanics mesh":
        assert program.run("inspect", patient).returncode == DATA


def truncated(path):
    path.write_bytes(path.read_bytes()[:200_000])


def half_header(path):
    path.write_bytes(path.read_bytes()[:20])


def zeroed_middle(path):
    data = bytearray(path.read_bytes())
    data[96:4096] = bytes(4000)
    path.write_bytes(data)


@pytest.mark.parametrize("spoiling, status, mentions", [
    (lambda p: p.unlink(), MISSING, ["no such file"]),
    (truncated, DATA, ["truncated", "200000 bytes", "again"]),
    (half_header, DATA, []),
    (lambda p: p.write_bytes(b""), DATA, ["not an HDF5 file"]),
    (lambda p: p.write_text("# vtk DataFile Version 3.0\n"), DATA, ["not an HDF5 file", "right"]),
    (zeroed_middle, DATA, ["damaged"]),
    (lambda p: (p.unlink(), p.mkdir()), MISSING, ["folder"]),
    (lambda p: (p.unlink(), os.mkfifo(p)), MISSING, ["regular file"]),
], ids=["missing", "truncated", "half header", "empty", "text", "zeroed", "folder", "pipe"])
def test_files_that_are_no_patients_are_refused(program, tmp_path, spoiling, status, mentions):
    patient = tmp_path / "patient.h5"
    shutil.copy(program.patient, patient)
    spoiling(patient)
    result = program.simulate(tmp_path / "out.run", patient=patient, timeout=20)
    refused(result, status, "patient.h5", *mentions)
    assert not (tmp_path / "out.run").exists()
    refused(program.run("inspect", patient, timeout=20), status, "patient.h5", *mentions)


@pytest.mark.parametrize("given, status, mentions", [
    ("circulation.heartRate=60", DATA, ["heartRate", "no unit", "60 1/min"]),
    ("circulation.heartRate=60 mmHg", DATA, ["heartRate", "pressure", "rate", "1/min"]),
    ("circulation.heartRate=60 1/mim", DATA, ["heartRate", "mim"]),
    ("circulation.heartRate=sixty 1/min", DATA, ["heartRate", "number"]),
    ("circulation.heartRate=nan 1/min", DATA, ["heartRate"]),
    ("circulation.heartRate=6000 1/min", DATA, ["heartRate", "6000", "220"]),
    ("circulation.hartRate=60 1/min", DATA, ['did you mean "circulation.heartRate"']),
    ("circulation.heartRate", USAGE, ["section.name=value"]),
    ("", USAGE, ["section.name=value"]),
])
def test_bad_settings_are_refused(program, tmp_path, given, status, mentions):
    output = tmp_path / "out.run"
    result = program.run("simulate", program.patient, "-o", output, "--set", given)
    refused(result, status, "--set", *mentions)
    assert not output.exists()
    if "=" in given:
        name, value = given.split("=", 1)
        variable = "HEARTTWIN_SET_" + name.replace(".", "__")
        result = program.run("simulate", program.patient, "-o", output, env={variable: value})
        refused(result, status, variable, *mentions)


def test_an_output_that_is_a_file_is_refused(program, tmp_path):
    file = tmp_path / "precious.txt"
    file.write_text("mine")
    refused(program.simulate(file), CANNOT, "precious.txt", "is a file", "--output")
    refused(program.simulate(file / "below"), CANNOT, "precious.txt", "--output")
    assert file.read_text() == "mine"


def test_an_unwritable_folder_is_refused(program, tmp_path):
    if os.geteuid() == 0:
        # Root may write anywhere but here.
        locked = "/sys/kernel"
    else:
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o555)
    refused(program.simulate(f"{locked}/out.run"), CANNOT, "out.run", "--output")
    refused(program.simulate(locked), CANNOT, str(locked), "another folder")


def test_a_full_disk_stops_the_run_and_leaves_nothing(program, small_disk):
    disk = small_disk(64)
    result = program.simulate(disk / "out.run", "-q", beats=1)
    refused(result, RETRY, "checkpoint.h5", "no space", "free")
    assert list(disk.iterdir()) == []


def test_a_disk_that_fills_up_while_results_are_written(program, one_beat, small_disk):
    # Room for the checkpoint and half of the other results.
    whole, _ = one_beat
    sizes = {file.name: file.stat().st_size for file in whole.iterdir()}
    rest = sum(sizes.values()) - sizes["checkpoint.h5"]
    disk = small_disk((2 * sizes["checkpoint.h5"] + rest // 2) // 1024)
    folder = disk / "out.run"
    folder.mkdir()
    shutil.copy(whole / "checkpoint.h5", folder)
    filler = disk / "filler"
    filler.write_bytes(bytes(sizes["checkpoint.h5"]))
    refused(program.simulate(folder, "--resume", "-q", beats=1), RETRY, "no space")
    assert not (folder / "summary.json").exists()
    assert not [name for name in os.listdir(folder) if name.startswith(".")]
    # With room again, the same command writes the results without computing anew.
    subprocess.run(["mount", "-o", "remount,size=100m", str(disk)], check=True)
    assert program.simulate(folder, "--resume", "-q", beats=1).returncode == 0
    assert (folder / "traces.csv").read_bytes() == (whole / "traces.csv").read_bytes()


def checkpoint_bytes(at, byte):
    def damage(path):
        data = bytearray(path.read_bytes())
        data[int(at * len(data))] ^= byte
        path.write_bytes(data)
    return damage


def checkpoint_content(damage):
    def apply(path):
        with h5py.File(path, "r+") as file:
            damage(file["checkpoint"])
    return apply


@pytest.mark.parametrize("damage, status, mentions", [
    (lambda p: p.unlink(), MISSING, ["no such file", "without --resume"]),
    (lambda p: p.write_bytes(p.read_bytes()[:100_000]), DATA, ["truncated"]),
    (lambda p: p.write_text("hello"), DATA, ["not an HDF5 file"]),
    (checkpoint_bytes(0.5, 0x10), DATA, ["damaged", "--resume"]),
    (checkpoint_content(put("state/wall.displacement", 3, np.nan)), DATA, ["damaged"]),
    (checkpoint_content(without("state/loop")), DATA, ["damaged", "--resume"]),
    (checkpoint_content(setting("beats/0/states", lambda v: v[:3])), DATA, ["damaged"]),
    (checkpoint_content(without("beats/0/pressures")), DATA, ["damaged"]),
    (checkpoint_content(lambda g: g.attrs.pop("digest")), DATA, ["digest", "missing"]),
    (checkpoint_content(lambda g: g.attrs.update(fingerprint=np.bytes_("0" * 64))), DATA,
     ["another patient", "--resume"]),
], ids=["missing", "truncated", "text", "flipped bit", "NaN", "no loop", "short beat",
        "no pressures", "no digest", "fingerprint"])
def test_damaged_checkpoints_are_refused(program, one_beat, tmp_path, damage, status, mentions):
    folder = tmp_path / "out.run"
    folder.mkdir()
    path = folder / "checkpoint.h5"
    shutil.copy(one_beat[0] / "checkpoint.h5", path)
    damage(path)
    before = path.read_bytes() if path.exists() else None
    refused(program.simulate(folder, "--resume", "-q"), status, "checkpoint.h5", *mentions)
    assert (path.read_bytes() if path.exists() else None) == before
    assert os.listdir(folder) == (["checkpoint.h5"] if before else [])


def test_a_checkpoint_of_other_inputs_is_refused(program, one_beat, spoil, tmp_path):
    folder = tmp_path / "out.run"
    folder.mkdir()
    shutil.copy(one_beat[0] / "checkpoint.h5", folder)
    other = spoil(lambda f: f["hearttwin/subject"].attrs.update(id=np.bytes_("someone-else")))
    why = ["checkpoint.h5", "another patient file, parameters or version", "without --resume"]
    refused(program.simulate(folder, "--resume", "-q", patient=other), DATA, *why)
    refused(program.simulate(
        folder, "--resume", "-q", "--set", "wall.viscosity=50 Pa.s"), DATA, *why)
    refused(program.simulate(folder, "--resume", "-q", "--activation", "lbbb"), DATA, *why)


def test_resuming_without_a_folder_is_refused(program, tmp_path):
    folder = tmp_path / "new.run"
    refused(program.simulate(folder, "--resume"), MISSING, "new.run", "without --resume")
    assert not folder.exists()
