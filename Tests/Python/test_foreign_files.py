"""HDF5 files as other programs write them: what is understood is read, whatever way it is stored; what is not
is passed on or refused by name; links lead nowhere else."""

import h5py
import numpy as np
import pytest
from test_bad_input import DATA, refused

POINTS = "VTKHDF/Points"


@pytest.fixture
def patient(program, tmp_path):
    """Makes a copy of a patient with something changed, and reads it."""
    original = program.patient

    def read(change, *arguments):
        path = tmp_path / "other.h5"
        path.write_bytes(original.read_bytes())
        with h5py.File(path, "r+") as file:
            change(file)
        return path, program.run("patient", "set", path, "heart_rate=70 1/min", *arguments)

    return read


def stored_again(name, **how):
    """Replaces an array by the same numbers stored in another way."""
    def change(file):
        old = file[name]
        values, attributes = old[()], dict(old.attrs)
        del file[name]
        file.create_dataset(name, data=values, **how).attrs.update(attributes)
    return change


@pytest.mark.parametrize("how", [
    {}, {"dtype": ">f8"}, {"dtype": "<f4"}, {"chunks": (100, 3)}, {"chunks": (1000, 2), "compression": "gzip"},
    {"compression": 9, "shuffle": True, "fletcher32": True}, {"dtype": ">f8", "compression": "gzip"},
    {"maxshape": (None, 3)},
])
def test_points_may_be_stored_in_any_plain_way(patient, tmp_path, how):
    path, result = patient(stored_again(POINTS, **how), "-o", tmp_path / "out.h5")
    assert result.returncode == 0, result.stderr
    with h5py.File(path) as before, h5py.File(tmp_path / "out.h5") as after:
        assert np.array_equal(before[POINTS][()].astype(float), after[POINTS][()])


def linked(file):
    with h5py.File(file.filename.replace("other", "elsewhere"), "w") as elsewhere:
        elsewhere["points"] = file[POINTS][()]
    del file[POINTS]
    file[POINTS] = h5py.ExternalLink(file.filename.replace("other", "elsewhere"), "/points")


def virtual(file):
    values = file[POINTS][()]
    layout = h5py.VirtualLayout(values.shape, values.dtype)
    with h5py.File(file.filename.replace("other", "elsewhere"), "w") as elsewhere:
        layout[:] = h5py.VirtualSource(elsewhere.create_dataset("points", data=values))
    del file[POINTS]
    file.create_virtual_dataset(POINTS, layout)


def outside(file):
    values = file[POINTS][()]
    raw = file.filename.replace("other.h5", "points.raw")
    del file[POINTS]
    file.create_dataset(POINTS, values.shape, "f8", external=[(raw, 0, values.nbytes)])[...] = values


@pytest.mark.parametrize("change, mention", [
    (linked, "a link to another file"),
    (virtual, "a virtual dataset"),
    (outside, "data in another file"),
    (stored_again(POINTS, compression="lzf"), "compression filter 32000"),
])
def test_data_elsewhere_and_unknown_filters_are_refused_by_name(patient, change, mention):
    _, result = patient(change)
    refused(result, DATA, "/VTKHDF/Points", mention)


def by_another_hard_link(file):
    outside(file)
    file["A"] = file[POINTS]  # met, and told of, before POINTS


def by_a_soft_link(file):
    outside(file)
    file.move(POINTS, "away")
    file[POINTS] = h5py.SoftLink("/away")


@pytest.mark.parametrize("change", [by_another_hard_link, by_a_soft_link])
def test_links_do_not_lead_to_data_in_another_file(patient, change):
    _, result = patient(change)
    refused(result, DATA, "/VTKHDF/Points")


def test_another_name_of_what_is_damaged_is_refused(patient):
    def change(file):
        name = "hearttwin/measurements/heart_rate"
        if name in file:
            del file[name]
        broken(file, "A").attrs["units"] = "1"
        file[name] = file["A"]
    _, result = patient(change)
    refused(result, DATA, "hearttwin/measurements/heart_rate")


def test_what_is_not_ours_is_passed_on(patient, tmp_path):
    def lab(file):
        group = file.create_group("lab")
        group.attrs["bool"] = True
        group.attrs["list"] = ["a", "µ"]
        group["values"] = np.arange(5.0)
        group["again"] = group["values"]
        group["soft"] = h5py.SoftLink("/lab/values")
        group["nowhere"] = h5py.SoftLink("/lab/missing")
        group["inside"] = group
        group["bools"] = np.array([True, False])
        group["compound"] = np.array([(1, 2.5)], dtype=[("n", "i4"), ("x", ">f8")])
        group["type"] = np.dtype([("n", "i4")])
        group["names"] = np.array(["ann", "", "µ"], dtype=h5py.string_dtype())
        group.create_dataset("packed", data=np.arange(1000), compression="lzf")
        file.create_dataset("hearttwin/packed", data=np.arange(1000), compression="lzf")
        group.create_dataset("ragged", 2, h5py.vlen_dtype("i4"))[:] = [np.arange(3), np.arange(1)]
        group.create_dataset("nothing", dtype="f8", data=h5py.Empty("f8"))
        group.create_dataset("filled", (4, 4), "f8", chunks=(2, 2), fillvalue=7.0)[0, 0] = 1
    _, result = patient(lab, "-o", tmp_path / "out.h5")
    assert result.returncode == 0, result.stderr
    with h5py.File(tmp_path / "out.h5") as file:
        group = file["lab"]
        assert group.attrs["bool"] == True  # noqa: E712
        assert list(group.attrs["list"]) == ["a", "µ"]
        assert group["values"][()].tolist() == [0, 1, 2, 3, 4]
        assert group["again"] == group["values"]
        assert group.get("soft", getlink=True).path == "/lab/values"
        assert group.get("nowhere", getlink=True).path == "/lab/missing"
        assert group["inside/inside/values"] == group["values"]
        assert group["bools"][()].tolist() == [True, False]
        assert group["compound"][0].tolist() == (1, 2.5)
        assert group["names"].asstr()[()].tolist() == ["ann", "", "µ"]
        assert group["packed"].compression == "lzf" and group["packed"][-1] == 999
        assert file["hearttwin/packed"].compression == "lzf"
        assert [list(row) for row in group["ragged"]] == [[0, 1, 2], [0]]
        assert group["nothing"].shape is None
        assert group["filled"][()].sum() == 15 * 7 + 1


def test_a_mesh_that_holds_itself_is_read(patient, tmp_path):
    _, result = patient(lambda file: file.__setitem__("VTKHDF/self", file["VTKHDF"]), "-o", tmp_path / "out.h5")
    assert result.returncode == 0, result.stderr


def test_a_group_where_an_array_belongs_is_refused(patient):
    _, result = patient(lambda file: file.__setitem__("VTKHDF/PointData/up", file["VTKHDF"]))
    refused(result, DATA, "/VTKHDF/PointData/up", "expected a dataset, found a group")


def broken(file, name):
    """A packed array whose bytes are not what was packed."""
    made = file.create_dataset(name, data=np.arange(100.0), chunks=(100,), compression="gzip")
    made.id.write_direct_chunk((0,), b"no deflate stream at all")
    return made


@pytest.mark.parametrize("name", ["hearttwin/measurements/heart_rate", "hearttwin/parameters/wall.made_up"])
def test_a_damaged_number_is_not_passed_over(patient, name):
    def change(file):
        if name in file:
            del file[name]
        broken(file, name).attrs["units"] = "1"
    _, result = patient(change)
    refused(result, DATA, name, "cannot be read")


@pytest.mark.parametrize("change, mention", [
    (lambda file: broken(file, "lab/deep/values"), "/lab/deep/values"),
    (lambda file: file.create_group("lab/deep").__setitem__("far", h5py.ExternalLink("x.h5", "/y")), "/lab/deep/far"),
])
def test_what_cannot_be_passed_on_is_not_lost_silently(patient, tmp_path, change, mention):
    path, result = patient(change, "-o", tmp_path / "out.h5")
    refused(result, DATA, mention)
    assert not (tmp_path / "out.h5").exists()
