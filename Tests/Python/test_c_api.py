"""The dynamic library from C and from Python's ctypes: docs/c-api.md."""

import ctypes
import json
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = ROOT / "Sources" / "CHeartTwin" / "include"


@pytest.fixture(scope="session")
def simulated(program, tmp_path_factory):
    """The same loop by the command line, at 75 beats a minute."""
    result = program.run("simulate", program.patient, "--level", "loop", "--json", "-q",
                         "--set", "circulation.heartRate=75 1/min")
    assert result.returncode == 0, result.stderr
    return {row["id"]: row["untreated"] for row in json.loads(result.stdout)["metrics"]}


def test_a_c_program_drives_the_loop(library, program, simulated, tmp_path):
    compiler = shutil.which("cc") or shutil.which("clang")
    assert compiler, "no C compiler"
    built = tmp_path / "loop"
    subprocess.run(
        [compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", f"-I{HEADERS}", str(ROOT / "Tests/Python/programs/loop.c"),
         "-o", str(built), str(library), f"-Wl,-rpath,{library.parent}", "-lpthread"], check=True)
    result = subprocess.run([built, program.patient], capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    numbers = {line.split()[0]: [float(word) for word in re.findall(r"-?[\d.]+(?:e-?\d+)?", line)]
               for line in result.stdout.splitlines()}
    assert numbers["rate"] == [75]
    least, most = numbers["volumes"]
    assert least == pytest.approx(simulated["lvESVML"], rel=1e-9)
    assert most >= simulated["lvEDVML"] * (1 - 1e-9)
    kilopascal, millimetres = numbers["pressure"]
    assert kilopascal == pytest.approx(0.133322387415 * millimetres, rel=1e-14)
    assert numbers["walked"] == [pytest.approx(0.4, abs=1e-9)]


class Variable(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("unit", ctypes.c_char_p), ("summary", ctypes.c_char_p),
                ("low", ctypes.c_double), ("high", ctypes.c_double), ("role", ctypes.c_int)]


@pytest.fixture
def api(library):
    api = ctypes.CDLL(str(library))
    api.hearttwin_version.restype = ctypes.c_char_p
    api.hearttwin_loop_create.restype = ctypes.c_void_p
    api.hearttwin_loop_create.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int,
                                          ctypes.c_char_p, ctypes.c_size_t]
    api.hearttwin_loop_error.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    api.hearttwin_loop_set.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_double, ctypes.c_char_p]
    api.hearttwin_loop_get.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_double)]
    for name in ("settle", "free", "reset", "variable_count"):
        getattr(api, f"hearttwin_loop_{name}").argtypes = [ctypes.c_void_p]
    api.hearttwin_loop_variable_count.restype = ctypes.c_size_t
    api.hearttwin_loop_variable.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.POINTER(Variable)]
    api.hearttwin_loop_advance_to.argtypes = [ctypes.c_void_p, ctypes.c_double]
    return api


def test_the_version_is_that_of_the_program(api, program):
    assert api.hearttwin_version().decode() == program.run("--version").stdout.strip()


@pytest.mark.parametrize("ventricles", [0, 1])
def test_ctypes_drives_the_loop(api, program, simulated, ventricles):
    """Elastances give the numbers of simulate; walls beat as well."""
    text = ctypes.create_string_buffer(512)
    loop = api.hearttwin_loop_create(str(program.patient).encode(), ventricles, None, 0, text, 512)
    assert loop, text.value
    try:
        assert api.hearttwin_loop_set(loop, b"circulation.heartRate", 75, b"1/min") == 0
        assert api.hearttwin_loop_settle(loop) == 0
        values = []
        number = ctypes.c_double()
        for step in range(201):
            assert api.hearttwin_loop_advance_to(loop, 0.004 * step) == 0
            assert api.hearttwin_loop_get(loop, b"aorta.pressure", b"mmHg", number) == 0
            values.append(number.value)
        if ventricles == 0:
            assert max(values) == pytest.approx(simulated["aorticSystolicMmHg"], rel=1e-9)
            assert min(values) == pytest.approx(simulated["aorticDiastolicMmHg"], rel=1e-9)
        else:
            assert 80 < max(values) < 160 and 40 < min(values) < 100
        # Settled, it repeats itself.
        assert values[0] == pytest.approx(values[-1], rel=1e-3)
    finally:
        api.hearttwin_loop_free(loop)


def test_learned_ventricles_need_their_file(api, program):
    text = ctypes.create_string_buffer(512)
    assert not api.hearttwin_loop_create(str(program.patient).encode(), 2, None, 1, text, 512)
    assert b"emulator.json" in text.value
    assert not api.hearttwin_loop_create(str(program.patient).encode(), 2, b"nowhere.run", 1, text, 512)
    assert b"nowhere.run" in text.value


def test_learned_ventricles_drive_the_loop(api, program, one_beat):
    """The emulator that a finished run in three dimensions left."""
    folder, _ = one_beat
    text = ctypes.create_string_buffer(512)
    loop = api.hearttwin_loop_create(str(program.patient).encode(), 2, str(folder).encode(), 0, text, 512)
    assert loop, text.value
    assert api.hearttwin_loop_settle(loop) == 0
    number = ctypes.c_double()
    assert api.hearttwin_loop_get(loop, b"beat.length", b"s", number) == 0
    length = number.value
    ends = []
    for time in (0, 0.25 * length, length):
        assert api.hearttwin_loop_advance_to(loop, time) == 0
        assert api.hearttwin_loop_get(loop, b"leftVentricle.volume", b"mL", number) == 0
        ends.append(number.value)
    assert ends[0] == pytest.approx(ends[2], rel=1e-3) and ends[1] != pytest.approx(ends[0], rel=1e-3)
    api.hearttwin_loop_free(loop)


def test_the_header_and_the_library_have_the_same_functions(library):
    header = (HEADERS / "hearttwin.h").read_text()
    declared = set(re.findall(r"\b(hearttwin_[a-z_]+)\(", re.sub(r"/\*.*?\*/", "", header, flags=re.S)))
    listed = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    exported = set(re.findall(r" T (hearttwin_(?:loop|version|api)[a-z_]*)$", listed, re.M))
    assert declared == exported


def test_the_page_shows_what_runs(library, program, tmp_path):
    """The C and the Python of docs/c-api.md."""
    page = (ROOT / "docs" / "c-api.md").read_text()
    patient = str(program.patient)
    c = re.search(r"```c\n(.*?)```", page, re.S)[1].replace("patients/ideal-biv.h5", patient)
    (tmp_path / "first.c").write_text(c)
    compiler = shutil.which("cc") or shutil.which("clang")
    subprocess.run([compiler, f"-I{HEADERS}", "first.c", "-o", "first", str(library), f"-Wl,-rpath,{library.parent}"],
                   cwd=tmp_path, check=True)
    shown = subprocess.run([tmp_path / "first"], capture_output=True, text=True, timeout=60)
    assert shown.returncode == 0 and "mmHg" in shown.stdout, shown.stderr
    python = re.search(r"```python\n(.*?)```", page, re.S)[1].replace("patients/ideal-biv.h5", patient)
    python = python.replace("libhearttwin.so", str(library))
    result = subprocess.run(["python3", "-c", python], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0 and "mmHg" in result.stdout, result.stderr
