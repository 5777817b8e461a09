"""What a run promises about its outputs: JSON, the event stream, the dry run, provenance, files."""

import hashlib
import json
import os
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import h5py
import numpy as np
import pytest


def only_object(text):
    """The one JSON object a text holds."""
    value, end = json.JSONDecoder().raw_decode(text)
    assert isinstance(value, dict) and text[end:].strip() == "", text[end:][:200]
    return value


def test_json_is_one_object_and_equals_the_file(whole_run):
    folder, result = whole_run
    printed = only_object(result.stdout)
    assert printed == json.loads((folder / "summary.json").read_text())
    for number in printed["numbers"]:
        assert {"identifier", "name", "unit", "value"} <= set(number)
    assert len(printed["convergence"]) == printed["beats"] == 2
    assert sum(beat["steps"] for beat in printed["convergence"]) == printed["steps"]


def test_every_json_command_prints_one_object(program):
    for arguments in (
        ["inspect", program.patient], ["schema"], ["validate", "circulation", "--quick"],
        ["simulate", program.patient, "--dry-run"],
    ):
        only_object(program.run(*arguments, "--json").stdout)


def test_events_are_lines_that_parse_count_and_end(program, tmp_path):
    result = program.simulate(tmp_path / "r", "-q", "--events", "ndjson")
    assert result.returncode == 0, result.stderr
    events = [only_object(line) for line in result.stdout.splitlines()]
    assert events[0]["event"] == "started" and events[-1]["event"] == "finished"
    assert {event["event"] for event in events[1:-1]} == {"step", "beat"}
    steps = [event for event in events if event["event"] == "step"]
    assert [step["step"] for step in steps] == list(range(1, len(steps) + 1))
    times = [(step["beat"], step["timeMs"]) for step in steps]
    assert times == sorted(set(times)), "time goes forward"
    assert [event["beat"] for event in events if event["event"] == "beat"] == [1, 2]
    assert events[-1]["summary"] == json.loads((tmp_path / "r/summary.json").read_text())


def test_events_arrive_while_the_heart_beats(program, tmp_path):
    process = subprocess.Popen(
        program.arguments("simulate", program.patient, "-o", tmp_path / "r", "-q", "--events",
                          "ndjson", *program.quick), stdout=subprocess.PIPE, text=True)
    first = [json.loads(process.stdout.readline())["event"] for _ in range(3)]
    assert first == ["started", "step", "step"] and process.poll() is None
    process.kill()
    process.communicate()


def test_events_and_json_exclude_each_other(program, tmp_path):
    result = program.simulate(tmp_path / "r", "--events", "ndjson", "--json")
    assert result.returncode == 64 and result.stdout == "" and "--json" in result.stderr
    assert not (tmp_path / "r").exists()


def settings(result):
    return {entry["name"]: entry for entry in only_object(result.stdout)["parameters"]}


def test_a_dry_run_shows_everything_and_touches_nothing(program, tmp_path):
    before = hashlib.sha256(program.patient.read_bytes()).hexdigest()
    stamp = program.patient.stat().st_mtime_ns
    result = program.run("simulate", program.patient, "--dry-run", "--json", cwd=tmp_path)
    assert result.returncode == 0 and result.stderr == ""
    shown = only_object(result.stdout)
    with h5py.File(program.patient) as file:
        assert shown["displacementUnknowns"] == 3 * len(file["hearttwin/mechanics_mesh/points"])
        assert shown["electricalNodes"] == len(file["VTKHDF/Points"])
        stored = set(file["hearttwin/parameters"])
    assert shown["memoryGB"] > 0 and shown["expectedMinutes"] > 0
    assert shown["activation"] == "normal" and shown["outputFolder"] == "ideal-biv.run"
    sources = {entry["name"]: entry["source"] for entry in shown["parameters"]}
    assert {name for name, source in sources.items() if source == "patient"} == stored
    assert all(entry["unit"] for entry in shown["parameters"])
    assert os.listdir(tmp_path) == []
    assert hashlib.sha256(program.patient.read_bytes()).hexdigest() == before
    assert program.patient.stat().st_mtime_ns == stamp
    text = program.run("simulate", program.patient, "--dry-run", cwd=tmp_path).stdout
    for word in ("displacement unknowns", "GB", "ideal-biv.run", "wall.viscosity = 100 Pa.s"):
        assert word in text


def test_a_dry_run_refuses_what_a_run_would(program, tmp_path):
    result = program.run("simulate", program.patient, "--dry-run", "--set", "wall.viscosity=1")
    assert result.returncode == 65 and result.stdout == ""


def test_command_beats_environment_beats_patient_beats_default(program):
    name = "wall.contractilityLeft"  # stored in the patient file
    variable = {"HEARTTWIN_SET_wall__contractilityLeft": "1.25 1"}
    dry = ["simulate", program.patient, "--dry-run", "--json"]
    patient = settings(program.run(*dry))[name]
    with h5py.File(program.patient) as file:
        assert patient["value"] == file[f"hearttwin/parameters/{name}"][()]
    assert patient["source"] == "patient"
    environment = settings(program.run(*dry, env=variable))[name]
    assert (environment["value"], environment["source"]) == (1.25, "environment")
    command = settings(program.run(*dry, "--set", f"{name}=0.75 1", env=variable))[name]
    assert (command["value"], command["source"]) == (0.75, "command")
    last = settings(program.run(*dry, "--set", f"{name}=0.5 1", "--set", f"{name}=0.6 1"))[name]
    assert last["value"] == 0.6, "the last --set wins"
    untouched = settings(program.run(*dry))["wall.viscosity"]
    assert (untouched["value"], untouched["source"]) == (100, "default")


def test_units_of_settings_are_converted(program):
    run = program.run("simulate", program.patient, "--dry-run", "--json",
                      "--set", "circulation.heartRate=1.5 Hz", "--set", "wall.bulkModulus=0.5 MPa")
    found = settings(run)
    assert abs(found["circulation.heartRate"]["value"] - 90) < 1e-12
    assert abs(found["wall.bulkModulus"]["value"] - 500) < 1e-12


def texts(dataset):
    return [value.decode() for value in dataset[()]]


def test_provenance_tells_the_whole_story(program, whole_run):
    folder, result = whole_run
    summary = only_object(result.stdout)
    with h5py.File(folder / "result.vtkhdf") as file:
        record = file["hearttwin/provenance"]
        version = program.run("--version").stdout.strip()
        assert record.attrs["version"].decode() == version
        assert [word.decode() for word in record.attrs["argv"]] == result.args
        assert record.attrs["seed"].decode()
        assert record.attrs["activation"].decode() == "normal"
        digest = hashlib.sha256(program.patient.read_bytes()).hexdigest()
        assert texts(record["inputs/sha256"]) == [digest]
        assert texts(record["inputs/path"]) == [str(program.patient)]
        shown = settings(program.run(
            "simulate", program.patient, "--dry-run", "--json", *program.quick))
        rows = zip(texts(record["configuration/name"]), record["configuration/value"][()],
                   texts(record["configuration/unit"]), texts(record["configuration/source"]))
        assert [dict(zip(("name", "value", "unit", "source"), row)) for row in rows] == list(
            shown.values())
        assert sum(e["source"] == "command" for e in shown.values()) == len(program.quick) // 2
        for name in ("wall", "cpu", "wall_per_beat"):
            assert record[f"timings/{name}"][0] > 0
            assert record[f"timings/{name}"].attrs["units"] == b"s"
        assert texts(record["warnings"]) == summary["warnings"]
        beats = record["convergence"]
        assert list(beats["beat"]) == [1, 2]
        assert list(beats["steps"]) == [beat["steps"] for beat in summary["convergence"]]
        assert (beats["largest_force_residual"][()] < 1e-3).all()
        assert np.isnan(beats["largest_change"][0]) and beats["largest_change"][1] > 0
        assert json.loads(record["summary"][0]) == summary


def test_results_are_small_enough(whole_run):
    folder, _ = whole_run
    with h5py.File(folder / "result.vtkhdf") as file:
        frames = file["VTKHDF/Steps"].attrs["NSteps"]
        nodes = file["VTKHDF/NumberOfPoints"][0]
    per_value = (folder / "result.vtkhdf").stat().st_size / (frames * nodes)
    # 34 k unknowns (the finer shipped mesh) and 100 frames of a beat stay under 100 MB.
    assert per_value * 100 * 34_000 / 3 < 100e6, f"{per_value} bytes per node and frame"
    assert sum(file.stat().st_size for file in folder.iterdir()) < 100e6


def test_frames_and_fields_can_be_chosen(program, one_beat, tmp_path):
    """What is kept is what the whole run has at these times; nothing that is computed changes."""
    folder = tmp_path / "few.run"
    result = program.simulate(
        folder, "-q", "--every", "50 ms", "--fields", "fibre_stretch, activation_ms", beats=1)
    assert result.returncode == 0, result.stderr
    for name in ("traces.csv", "strain.csv"):
        assert (folder / name).read_bytes() == (one_beat[0] / name).read_bytes(), name
    with h5py.File(folder / "result.vtkhdf") as few, h5py.File(one_beat[0] / "result.vtkhdf") as all_:
        few, all_ = few["VTKHDF"], all_["VTKHDF"]
        times, every = few["Steps/Values"][()], all_["Steps/Values"][()]
        assert list(times) == [time for time in every if time % 50 == 0] and len(times) > 2
        assert set(few["PointData"]) == {"activation_ms"} and set(few["CellData"]) == {"fibre_stretch"}
        nodes, cells = few["NumberOfPoints"][0], few["NumberOfCells"][0]
        for frame, time in enumerate(times):
            same = list(every).index(time)
            assert (few["Points"][nodes * frame:nodes * (frame + 1)] == all_["Points"][nodes * same:nodes * (same + 1)]).all()
            assert (few["CellData/fibre_stretch"][cells * frame:cells * (frame + 1)]
                    == all_["CellData/fibre_stretch"][cells * same:cells * (same + 1)]).all()
    size = (folder / "result.vtkhdf").stat().st_size / (one_beat[0] / "result.vtkhdf").stat().st_size
    assert size < 0.5, f"{size} of the whole file"
    root = ElementTree.parse(folder / "result.xdmf").getroot()
    assert [float(grid.find("Time").get("Value")) for grid in root.findall("Domain/Grid/Grid")] == list(times)


@pytest.mark.parametrize("options, code, words", [
    (["--every", "15 ms"], 64, ["15 ms", "every 10 ms", "--every"]),
    (["--every", "20"], 65, ["20", "unit"]),
    (["--every", "0 ms"], 64, ["0 ms"]),
    (["--fields", "fiber_stretch"], 64, ["fiber_stretch", 'did you mean "fibre_stretch"?']),
    (["--fields", ""], 64, ["activation_ms"]),
    (["--level", "loop", "--every", "20 ms"], 64, ["--level loop"]),
])
def test_other_frames_and_fields_are_refused(program, tmp_path, options, code, words):
    result = program.run("simulate", program.patient, "-o", tmp_path / "r", *options)
    assert result.returncode == code, result.stderr
    assert all(word in result.stderr for word in words), result.stderr
    assert not (tmp_path / "r").exists()


def test_files_of_an_earlier_run_are_replaced_as_a_set(program, one_beat, tmp_path):
    folder = shutil.copytree(one_beat[0], tmp_path / "r")
    before = json.loads((folder / "summary.json").read_text())
    result = program.simulate(folder, "-q", "--set", "wall.viscosity=90 Pa.s", beats=1)
    assert result.returncode == 0, result.stderr
    after = json.loads((folder / "summary.json").read_text())
    key = "run fingerprint"
    assert after["provenance"][key] != before["provenance"][key]
    with h5py.File(folder / "result.vtkhdf") as mesh, h5py.File(folder / "checkpoint.h5") as check:
        for owner in (mesh["hearttwin/provenance"], check["checkpoint"]):
            assert owner.attrs["fingerprint"].decode() == after["provenance"][key]


def selected(item, folder):
    """The shape of what an XDMF item selects, after checking it against the HDF5 file."""
    shape = tuple(int(n) for n in item.get("Dimensions").split())
    if item.get("ItemType") == "HyperSlab":
        choice, source = item.findall("DataItem")
        start, stride, count = np.array(choice.text.split(), int).reshape(3, -1)
        whole = selected(source, folder)
        assert tuple(count) == shape and (start + stride * (count - 1) < whole).all()
        return shape
    name, place = item.text.strip().split(":")
    with h5py.File(folder / name) as file:
        dataset = file[place]
        assert dataset.shape == shape, f"{place}: {dataset.shape}, the sidecar says {shape}"
        assert dataset.dtype.kind == {"Int": "i", "Float": "f"}[item.get("NumberType")]
        assert dataset.dtype.itemsize == int(item.get("Precision"))
    return shape


def test_the_sidecar_describes_the_arrays_as_they_are(whole_run):
    folder, _ = whole_run
    root = ElementTree.parse(folder / "result.xdmf").getroot()
    grids = root.findall("Domain/Grid/Grid")
    with h5py.File(folder / "result.vtkhdf") as file:
        mesh = file["VTKHDF"]
        times = mesh["Steps/Values"][()]
        points, tets = mesh["NumberOfPoints"][0], mesh["NumberOfCells"][0]
        fields = {*mesh["PointData"], *mesh["CellData"]}
    assert [float(grid.find("Time").get("Value")) for grid in grids] == list(times)
    for grid in (grids[0], grids[len(grids) // 2], grids[-1]):
        topology = grid.find("Topology")
        assert topology.get("TopologyType") == "Tet_10"
        assert int(topology.get("NumberOfElements")) == tets
        assert selected(topology.find("DataItem"), folder) == (10 * tets,)
        assert selected(grid.find("Geometry/DataItem"), folder) == (points, 3)
        found = set()
        for attribute in grid.findall("Attribute"):
            size = {"Node": points, "Cell": tets}[attribute.get("Center")]
            assert selected(attribute.find("DataItem"), folder) == (size,)
            found.add(attribute.get("Name"))
        assert found == fields


@pytest.mark.skipif(not shutil.which("taskset") or os.cpu_count() < 2, reason="needs two cores")
def test_one_core_and_two_give_the_same_bits(program, whole_run, tmp_path):
    folder, _ = whole_run
    core = sorted(os.sched_getaffinity(0))[0]
    result = subprocess.run(
        ["taskset", "-c", str(core), *program.arguments(
            "simulate", program.patient, "-o", tmp_path / "one", "--maximum-beats", 2, "-q",
            *program.quick)], capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "one/traces.csv").read_bytes() == (folder / "traces.csv").read_bytes()
    with h5py.File(tmp_path / "one/checkpoint.h5") as one, h5py.File(
            folder / "checkpoint.h5") as two:
        assert one["checkpoint"].attrs["digest"] == two["checkpoint"].attrs["digest"]
