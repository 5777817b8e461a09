"""Functional mock-up units of the closed loop, with FMPy as the host: docs/fmu.md."""

import json
import pathlib
import shlex
import zipfile

import pytest

fmpy = pytest.importorskip("fmpy")
import numpy as np  # noqa: E402
from fmpy.fmi3 import FMU3Slave  # noqa: E402
from fmpy.validation import validate_fmu  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
STEPS = 200  # of a beat of 0.8 s: those of the loop itself


@pytest.fixture(scope="session")
def unit(program, library, tmp_path_factory):
    """A unit of the generated heart at 75 beats a minute."""
    path = tmp_path_factory.mktemp("fmu") / "heart.fmu"
    result = program.run("fmu", program.patient, "-o", path, "--set", "circulation.heartRate=75 1/min")
    assert result.returncode == 0, result.stderr
    return path


@pytest.fixture
def slave(unit):
    """An instance in step mode, and its value references by name."""
    description = fmpy.read_model_description(str(unit))
    folder = fmpy.extract(str(unit))
    instance = FMU3Slave(guid=description.guid, unzipDirectory=folder, instanceName="heart",
                         modelIdentifier=description.coSimulation.modelIdentifier)
    instance.instantiate()
    instance.enterInitializationMode(startTime=0)
    instance.exitInitializationMode()
    yield instance, {v.name: v.valueReference for v in description.modelVariables}
    instance.freeInstance()


def read(slave, *names):
    instance, references = slave
    return list(instance.getFloat64([references[name] for name in names]))


def test_the_unit_is_valid(unit):
    assert validate_fmu(str(unit)) == []


def test_the_description_has_units_ranges_and_causalities(unit):
    description = fmpy.read_model_description(str(unit))
    assert description.fmiVersion == "3.0"
    assert description.coSimulation.canGetAndSetFMUstate and description.coSimulation.canSerializeFMUstate
    variables = {v.name: v for v in description.modelVariables}
    rate = variables["circulation.heartRate"]
    assert (rate.causality, rate.variability, rate.unit) == ("parameter", "tunable", "1/min")
    assert float(rate.start) == 75 and float(rate.min) == 25 and float(rate.max) == 220
    assert variables["leftVentricle.pressure"].causality == "output"
    assert variables["leftVentricle.pressure"].unit == "mmHg"
    assert variables["infusion.rate"].causality == "input"
    factors = {u.name: u.baseUnit.factor for u in description.unitDefinitions}
    assert float(factors["mmHg"]) == pytest.approx(133.322387415, rel=1e-12)


def test_a_beat_is_that_of_simulate(unit, program, tmp_path):
    """To 1e-9 against the numbers of `simulate --level loop`, and its traces to the digits of the table."""
    run = tmp_path / "loop.run"
    result = program.run("simulate", program.patient, "--level", "loop", "--json", "-q", "-o", run,
                       "--set", "circulation.heartRate=75 1/min")
    assert result.returncode == 0, result.stderr
    expected = {row["id"]: row["untreated"] for row in json.loads(result.stdout)["metrics"]}
    outputs = ["leftVentricle.volume", "leftVentricle.pressure", "aorta.pressure", "pulmonaryArtery.pressure",
               "rightVentricle.volume", "mitralValve.flow"]
    found = fmpy.simulate_fmu(str(unit), start_time=0, stop_time=0.8, step_size=0.8 / STEPS,
                              output_interval=0.8 / STEPS, output=outputs)
    assert len(found) == STEPS + 1
    for name, value in [
        ("lvEDVML", found["leftVentricle.volume"][0]), ("lvESVML", found["leftVentricle.volume"].min()),
        ("lvSystolicMmHg", found["leftVentricle.pressure"].max()),
        ("lvEDPMmHg", found["leftVentricle.pressure"][0]),
        ("aorticSystolicMmHg", found["aorta.pressure"].max()),
        ("aorticDiastolicMmHg", found["aorta.pressure"].min()),
        ("paSystolicMmHg", found["pulmonaryArtery.pressure"].max()),
        ("rvEDVML", found["rightVentricle.volume"][0]),
    ]:
        assert value == pytest.approx(expected[name], rel=1e-9), name
    table = np.genfromtxt(run / "traces.csv", delimiter=",", names=True)
    assert len(table) == STEPS + 1
    for column, name in [("lv_volume_mL", "leftVentricle.volume"), ("mitral_flow_mL_per_s", "mitralValve.flow")]:
        scale = np.abs(table[column]).max()
        assert np.abs(found[name] - table[column]).max() < 1e-5 * scale, name


def test_states_repeat_bits(slave):
    instance, references = slave
    instance.doStep(currentCommunicationPoint=0, communicationStepSize=1.2345)
    state = instance.getFMUState()
    kept = instance.serializeFMUState(state)

    def on():
        instance.setFloat64([references["circulation.systemicArterialResistance"]], [1.4])
        for k in range(50):
            instance.doStep(currentCommunicationPoint=1.2345 + 0.1 * k, communicationStepSize=0.1)
        return read(slave, "leftVentricle.pressure", "aorta.pressure", "beat.length", "time")

    first = on()
    instance.setFMUState(state)
    assert read(slave, "time") == [1.2345]
    assert on() == first
    instance.freeFMUState(state)
    again = instance.deserializeFMUState(kept)
    instance.setFMUState(again)
    assert instance.serializeFMUState(again) == kept
    assert on() == first
    instance.freeFMUState(again)


def test_the_steps_of_the_host_do_not_matter(slave):
    instance, _ = slave
    state = instance.getFMUState()
    instance.doStep(currentCommunicationPoint=0, communicationStepSize=2.0)
    once = read(slave, "leftVentricle.pressure", "rightAtrium.volume")
    instance.setFMUState(state)
    for k in range(250):
        instance.doStep(currentCommunicationPoint=0.008 * k, communicationStepSize=0.008)
    assert read(slave, "leftVentricle.pressure", "rightAtrium.volume") == pytest.approx(once, rel=1e-9)
    instance.freeFMUState(state)


def test_terminate_and_reset_begin_anew(slave):
    instance, references = slave
    first = read(slave, "leftVentricle.volume")
    less = read(slave, "circulation.bloodVolume")[0] - 100
    instance.setFloat64([references["circulation.bloodVolume"]], [less])
    instance.doStep(currentCommunicationPoint=0, communicationStepSize=5.0)
    assert read(slave, "leftVentricle.volume") != first
    instance.terminate()
    instance.reset()
    instance.enterInitializationMode(startTime=10)
    # Outputs are there while initialising, and follow what is set.
    assert read(slave, "leftVentricle.volume") == first
    instance.setFloat64([references["circulation.bloodVolume"]], [less])
    changed = read(slave, "leftVentricle.volume")
    assert changed[0] < first[0] - 1
    instance.exitInitializationMode()
    assert read(slave, "leftVentricle.volume", "time") == [*changed, 10]
    instance.doStep(currentCommunicationPoint=10, communicationStepSize=0.5)
    assert read(slave, "time") == [10.5]


def test_what_is_wrong_is_refused(slave, capfd):
    instance, references = slave
    with pytest.raises(Exception):
        instance.setFloat64([references["circulation.heartRate"]], [1e6])
    with pytest.raises(Exception):
        instance.setFloat64([references["leftVentricle.volume"]], [1.0])
    with pytest.raises(Exception):
        instance.getFloat64([99_999])
    with pytest.raises(Exception):
        instance.doStep(currentCommunicationPoint=0, communicationStepSize=-1.0)
    assert read(slave, "time") == [0]


def test_another_token_is_refused(unit):
    description = fmpy.read_model_description(str(unit))
    folder = fmpy.extract(str(unit))
    instance = FMU3Slave(guid="{00000000}", unzipDirectory=folder, instanceName="heart",
                         modelIdentifier=description.coSimulation.modelIdentifier)
    with pytest.raises(Exception):
        instance.instantiate()


def test_the_same_inputs_make_the_same_bytes(program, unit, tmp_path):
    again = tmp_path / "again.fmu"
    program.run("fmu", program.patient, "-o", again, "--set", "circulation.heartRate=75 1/min")
    assert again.read_bytes() == unit.read_bytes()
    with zipfile.ZipFile(again) as archive:
        assert archive.testzip() is None
        assert "resources/patient.h5" in archive.namelist()


@pytest.mark.parametrize("arguments, code, word", [
    (["nothing.h5"], 66, "nothing.h5"),
    (["PATIENT", "--set", "circulation.heartRate=75"], 65, "1/min"),
    (["PATIENT", "--set", "contraction=rdq20-mf"], 64, "laws"),
    (["PATIENT", "--set", "wall.ringStiffness=2 1"], 65, "wall.ringStiffness"),
    (["PATIENT", "--library", "/nowhere.so"], 69, "/nowhere.so"),
    (["PATIENT", "--ventricles", "emulator"], 66, "emulator"),
    (["PATIENT", "-o", "/nowhere/heart.fmu"], 73, "/nowhere"),
])
def test_bad_input_is_named(program, library, tmp_path, arguments, code, word):
    words = [str(program.patient) if a == "PATIENT" else a for a in arguments]
    result = program.run("fmu", *words, cwd=tmp_path)
    assert result.returncode == code, result.stderr
    assert word in result.stderr
    assert not list(tmp_path.glob("*.fmu"))


def test_the_commands_of_the_page_run(program, library, tmp_path):
    page = (ROOT / "docs" / "fmu.md").read_text()
    lines = [line for line in page.splitlines() if line.startswith("scripts/hearttwin ")]
    assert lines
    for line in lines:
        words = shlex.split(line.replace("patients/", f"{ROOT}/patients/"))
        result = program.run(*words[1:], cwd=tmp_path)
        assert result.returncode == 0, result.stderr
