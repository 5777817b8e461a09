"""Patient files are edited by command: set, get, merge, strip; a refusal leaves the file as it was."""

import hashlib
import json
import pathlib
import shlex
import shutil

import h5py
import pytest
from test_bad_input import DATA, USAGE, refused

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def file(program, tmp_path):
    path = tmp_path / "p.h5"
    shutil.copy(program.patient, path)
    return path


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_is_set_can_be_got(program, file):
    arguments = [
        "heart_rate=1.2 Hz ± 0.05", "systolic_pressure=16 kPa", "subject.sex=female", "subject.age=41 a",
        "subject.height=1.7 m", "wall.passiveScaleLeft=0.7 1", "contraction=rdq20-mf", "provenance.licence=CC-BY-4.0",
    ]
    result = program.run("patient", "set", file, *arguments, "--source", "the echo lab")
    assert result.returncode == 0, result.stderr
    assert "heart_rate: (none) → 1.2 Hz ± 0.05" in result.stdout.splitlines()
    assert "subject.sex: unknown → female" in result.stdout.splitlines()
    assert program.run("patient", "get", file, "subject.height").stdout == "170.0 cm\n"
    assert program.run("patient", "get", file, "contraction").stdout == "rdq20-mf\n"
    entries = {e["name"]: e for e in json.loads(program.run("patient", "get", file, "--json").stdout)}
    assert entries["systolic_pressure"]["values"] == [16] and entries["systolic_pressure"]["unit"] == "kPa"
    assert entries["heart_rate"]["source"] == "measured; the echo lab"
    assert entries["wall.passiveScaleLeft"]["source"] == "the echo lab"
    with h5py.File(file) as stored:
        assert stored["hearttwin/measurements/heart_rate"].attrs["uncertainty"] == 0.05
    # What get prints, set takes: nothing changes.
    lines = [line for line in program.run("patient", "get", file).stdout.splitlines()]
    again = program.run("patient", "set", file, *lines, "--source", "the echo lab")
    assert again.returncode == 0, again.stderr
    assert "heart_rate" not in again.stdout


@pytest.mark.parametrize("argument, status, mentions", [
    ("heart_rate", USAGE, ["not of the form name=value"]),
    ("hart_rate=70 1/min", DATA, ["hart_rate", "did you mean \"heart_rate\""]),
    ("heart_rate=70 mm[Hg]", DATA, ["heart_rate=70 mm[Hg]"]),
    ("heart_rate=nan 1/min", DATA, ["nan"]),
    ("wall.passiveScaleLeft=0.7", DATA, ["0.7 1"]),
    ("subject.sex=f", DATA, ["female, male, unknown"]),
    ("subject.size=1.8 m", DATA, ["subject.size"]),
    ("wall.passiveScaleLeft=-1 1", DATA, ["wall.passiveScaleLeft"]),
    ("contraction=land", DATA, ["contraction"]),
])
def test_a_refused_value_changes_nothing(program, file, argument, status, mentions):
    before = digest(file)
    refused(program.run("patient", "set", file, "diastolic_pressure=80 mm[Hg]", argument), status, *mentions)
    assert digest(file) == before
    assert [path.name for path in file.parent.iterdir()] == ["p.h5"]


def test_a_strange_value_is_set_with_a_warning(program, file):
    result = program.run("patient", "set", file, "systolic_pressure=12000 mm[Hg]")
    assert result.returncode == 0
    assert "systolic_pressure is implausible" in result.stderr


def test_a_name_the_file_has_not_is_refused(program, file):
    refused(program.run("patient", "get", file, "circulation.bloodVolum"), DATA, "circulation.bloodVolume")


def test_files_of_one_person_are_put_together(program, file, tmp_path):
    echo, cath, out = tmp_path / "echo.h5", tmp_path / "cath.h5", tmp_path / "out.h5"
    for path in (echo, cath):
        shutil.copy(file, path)
    assert program.run("patient", "set", echo, "lv_ejection_fraction=55 %", "heart_rate=60 1/min").returncode == 0
    assert program.run("patient", "set", cath, "left_atrial_pressure=9 mm[Hg]", "subject.age=60 a").returncode == 0
    merged = program.run("patient", "merge", file, echo, cath, "-o", out)
    assert merged.returncode == 0, merged.stderr
    assert set(merged.stdout.splitlines()) == {
        "taken: measurements.lv_ejection_fraction", "taken: measurements.heart_rate", "taken: measurements.left_atrial_pressure",
        "taken: subject.age"}
    assert program.run("patient", "get", out, "heart_rate").stdout == "60.0 1/min\n"
    # A conflict is refused until someone decides.
    assert program.run("patient", "set", cath, "heart_rate=80 1/min").returncode == 0
    refused(program.run("patient", "merge", file, echo, cath, "-o", tmp_path / "no.h5"), DATA, "measurements.heart_rate", "--prefer")
    assert not (tmp_path / "no.h5").exists()
    for prefer, rate in (("first", "60.0"), ("last", "80.0")):
        assert program.run("patient", "merge", file, echo, cath, "-o", out, "--prefer", prefer).returncode == 0
        assert program.run("patient", "get", out, "heart_rate").stdout == f"{rate} 1/min\n"
    assert program.run("patient", "set", cath, "subject.identifier=someone").returncode == 0
    refused(program.run("patient", "merge", file, cath, "-o", tmp_path / "no.h5"), DATA, "someone", "--any-subject")


def test_parts_are_left_out(program, file, tmp_path):
    out = tmp_path / "shared.h5"
    with h5py.File(file, "r+") as stored:
        stored["lab/name"] = "someone"
    assert program.run("patient", "set", file, "heart_rate=60 1/min", "subject.age=60 a").returncode == 0
    result = program.run(
        "patient", "strip", file, "measurements", "extras", "demography", "waveforms", "--identifier", "p-017", "-o", out)
    assert result.returncode == 0, result.stderr
    assert {line.split(",")[0] for line in result.stdout.splitlines()} == {
        "left out: measurements", "left out: extras", "left out: demography"}
    with h5py.File(out) as stored:
        assert "lab" not in stored and not len(stored.get("hearttwin/measurements", {}))
        assert "age" not in stored["hearttwin/subject"].attrs
        assert stored["hearttwin/subject"].attrs["id"] == b"p-017"
    assert b"someone" not in out.read_bytes()
    unknown = program.run("patient", "strip", file, "measurement")
    assert unknown.returncode == USAGE and "measurements" in unknown.stderr


def test_the_documented_commands_run(program, file, tmp_path):
    text = (ROOT / "docs" / "patient-file.md").read_text().split("## Editing")[1]
    lines = text.split("```")[1].strip().splitlines()
    assert lines[0] == "cp patients/ideal-biv.h5 mine.h5" and len(lines) == 5
    shutil.copy(file, tmp_path / "mine.h5")
    for line in lines[1:]:
        words = shlex.split(line.replace("patients/", f"{ROOT}/patients/"))
        assert words[:2] == ["scripts/hearttwin", "patient"]
        result = program.run(*words[1:], cwd=tmp_path)
        assert result.returncode == 0, f"{line}: {result.stderr}"
        assert result.stdout
    assert (tmp_path / "both.h5").exists() and (tmp_path / "shared.h5").exists()


FORM = """
[subject]
identifier = "p-018"
sex = "female"
age = "44 a"
[heart]
like = "p.h5"
[measurements]
heart_rate = "64 1/min ± 3"
systolic_pressure = "118 mm[Hg]"
[models]
contraction = "rdq20-mf"
[parameters]
"wall.passiveScaleLeft" = 0.8
[provenance]
source = "a form"
"""


def test_a_patient_is_made_of_a_form(program, file, tmp_path):
    form, out = tmp_path / "form.toml", tmp_path / "new.h5"
    form.write_text(FORM)
    result = program.run("patient", "new", "--form", form, "-o", out)
    assert result.returncode == 0, result.stderr
    lines = program.run("patient", "get", out).stdout.splitlines()
    for line in ("subject.identifier=p-018", "subject.sex=female", "subject.age=44.0 a", "heart_rate=64.0 1/min ± 3.0",
                 "contraction=rdq20-mf", "wall.passiveScaleLeft=0.8 1", "provenance.source=a form"):
        assert line in lines
    with h5py.File(file) as old, h5py.File(out) as new:
        assert (old["VTKHDF/Points"][()] == new["VTKHDF/Points"][()]).all()
        assert "mechanics_mesh" in new["hearttwin"]


@pytest.mark.parametrize("old, new, mentions", [
    ("heart_rate", "hart_rate", ["hart_rate", "heart_rate"]),
    ("64 1/min", "64 mm[Hg]", ["heart_rate"]),
    ("[heart]", "[hearth]", ["hearth", "heart"]),
    ("p.h5", "q.h5", ["q.h5"]),
    ("[subject]", "[subject", ["form.toml"]),
])
def test_a_form_that_cannot_be_used_makes_nothing(program, file, tmp_path, old, new, mentions):
    form, out = tmp_path / "form.toml", tmp_path / "new.h5"
    form.write_text(FORM.replace(old, new, 1))
    result = program.run("patient", "new", "--form", form, "-o", out)
    refused(result, 66 if new == "q.h5" else DATA, *mentions)
    assert not out.exists()


def test_a_patient_is_made_by_answering(program, file, tmp_path):
    out = tmp_path / "new.h5"
    answers = ["", "p-019", str(file), "femal", "female", "", "170", "", "61 ± 2", "sixty"] + [""] * 60
    result = program.run("patient", "new", "--guided", "-o", out, input="\n".join(answers))
    assert result.returncode == 0, result.stderr
    assert "It is needed." in result.stderr and "female, male, unknown" in result.stderr
    assert "Heart rate at rest (normal 50 to 90) [1/min]" in result.stderr
    assert program.run("patient", "get", out, "subject.height").stdout == "170.0 cm\n"
    assert program.run("patient", "get", out, "heart_rate").stdout == "61.0 1/min ± 2.0\n"
    ended = program.run("patient", "new", "--guided", "-o", tmp_path / "no.h5", input="p-020\n")
    assert ended.returncode == DATA and "nothing is written" in ended.stderr
    assert not (tmp_path / "no.h5").exists()
