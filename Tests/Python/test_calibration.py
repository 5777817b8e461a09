"""Runs the commands of docs/calibration.md as a reader would, and opens the ensemble with h5py."""

import json
import math
import os
import pathlib
import re
import shlex
import subprocess

import h5py
import numpy as np
ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))


def write_waves(folder):
    """Eight beats of an arterial pressure, and one of a left ventricle's volume, at 70 a minute."""
    period = 60 / 70
    rows = ["time [s],pressure [mmHg]"]
    for sample in range(int(8 * period / 0.01)):
        phase = (sample * 0.01) % period
        bump = math.exp(-((phase - 0.22) / 0.09) ** 2) + 0.25 * math.exp(-((phase - 0.45) / 0.08) ** 2)
        rows.append(f"{sample * 0.01:.3f},{78 + 44 * bump:.3f}")
    (folder / "arterial.csv").write_text("\n".join(rows) + "\n")
    rows = ["time [ms],lv_volume [mL]"]
    for sample in range(31):
        phase = sample / 30
        share = (1 - math.cos(2 * math.pi * min(phase / 0.8, 1))) / 2
        rows.append(f"{1000 * period * phase:.2f},{125 - 72 * share:.2f}")
    (folder / "volume.csv").write_text("\n".join(rows) + "\n")


def test_the_commands_of_the_calibration_page_run(tmp_path):
    write_waves(tmp_path)
    text = (ROOT / "docs/calibration.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) == 8
    for line in lines:
        words = shlex.split(line.replace("patients/", f"{ROOT}/patients/"))
        result = subprocess.run(
            [BINARY, *words[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=1500)
        assert result.returncode == 0, result.stderr
        if "--heart" in words:
            # The heart shows what it was aimed at.
            aimed = result.stdout.split("aimed at")[1]
            scores = [float(score) for score in re.findall(r" ([+-]\d+\.\d)$", aimed, re.M)]
            assert len(scores) == 6 and max(abs(score) for score in scores) < 2, aimed
            assert (tmp_path / "heart.emulator.json").exists()
        if "--ensemble" in words:
            # Equally likely hearts differ, and by no more than the measurements leave open.
            for name, deviation in [
                    ("aortic systolic pressure", 6), ("aortic diastolic pressure", 6), ("cardiac output", 0.4),
                    ("LV ejection fraction", 4)]:
                row = re.search(rf"^{name} +([\d.]+) +([\d.]+) to ([\d.]+)", result.stdout, re.M)
                best, low, high = (float(number) for number in row.groups())
                assert low < best < high, row[0]
                assert 0.25 < (high - low) / (2 * 1.645 * deviation) < 1.3, row[0]
        if "--waveform" in words:
            errors = re.findall(r"beats?: ([\d.]+) \S+ off \(rms\) where it varies by ([\d.]+)", result.stdout)
            assert len(errors) == 2, result.stdout
            assert all(float(error) < 0.5 * float(spread) for error, spread in errors), result.stdout
            assert "heart rate" in result.stdout
    # The stenosis of the archetype is gone after the operation.
    gradient = re.search(r"^mean aortic valve gradient +([\d.]+) +([\d.]+)", result.stdout, re.M)
    assert float(gradient[1]) > 40 and float(gradient[2]) < 15, result.stdout
    with h5py.File(tmp_path / "fitted.h5") as file:
        posterior = file["hearttwin/posterior"]
        names = [name.decode() if isinstance(name, bytes) else name for name in posterior["names"][:]]
        samples = posterior["samples"][:]
        assert samples.shape == (400, len(names))
        resistance = samples[:, names.index("circulation.systemicArterialResistance")]
        fitted = file["hearttwin/parameters/circulation.systemicArterialResistance"]
        # A rise of a third, known to a tenth.
        assert abs(resistance.mean() / fitted[()] - 1) < 0.05
        assert 0.03 < resistance.std() / resistance.mean() < 0.2
        # What was found is in the file.
        found = file["hearttwin/calibration/loop"]
        names = [name.decode() for name in found["factors"][:]]
        correlations = found["correlations"][:]
        assert correlations.shape == (len(names), len(names)) and np.allclose(correlations, correlations.T)
        assert (np.diag(correlations) == 1).all() and abs(correlations - np.eye(len(names))).max() > 0.3
        place = names.index("systemicResistance")
        assert found["lower"][place] < found["values"][place] < found["upper"][place]
        assert "next to nothing about" in found["identifiability"][0].decode()
    script = re.findall(r"```python\n(.*?)```", (ROOT / "docs/patient-file.md").read_text(), re.S)[2]
    page = {"h5py": h5py}
    exec(script, page)
    worst = page["worst_fits"](tmp_path / "fitted.h5")
    assert {name for name, _ in worst} == {
        "systolic_pressure", "diastolic_pressure", "cardiac_output", "lv_ejection_fraction"}
    assert abs(worst[0][1]) >= abs(worst[-1][1])
    assert {name for name, _ in page["worst_fits"](tmp_path / "heart.h5", "heart")} >= {
        "qrs_duration", "qt_interval", "systolic_pressure", "lv_end_diastolic_pressure"}


def test_a_pericardium_is_fitted_with_the_heart(tmp_path):
    words = ["calibrate", f"{ROOT}/patients/ideal-biv.h5", "-o", "fitted.h5", "--sets", "2",
             "--measurement", "systolic_pressure=120 mm[Hg]", "--measurement",
             "central_venous_pressure=6 mm[Hg]"]
    fits = [
        subprocess.run([BINARY, *words, *more], cwd=tmp_path, capture_output=True, text=True, timeout=120)
        for more in ([], ["--pericardium"])]
    assert [fit.returncode for fit in fits] == [0, 0], fits[1].stderr
    assert ["volume of the pericardium" in fit.stdout for fit in fits] == [False, True]
    assert all("fitted to 2 measurements" in fit.stdout for fit in fits)


def test_the_loop_of_a_kind_is_judged(tmp_path):
    words = ["calibrate", f"{ROOT}/patients/ideal-biv.h5", "-o", "out.h5", "--sets", "2", "--archetype",
             "heart-failure-preserved"]
    shown = subprocess.run([BINARY, *words], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert shown.returncode == 0, shown.stderr
    assert "heart-failure-preserved, published" in shown.stdout
    assert "8 of 8 within one standard deviation of the group" in shown.stdout, shown.stdout
    found = json.loads(subprocess.run(
        [BINARY, *words, "--json"], cwd=tmp_path, capture_output=True, text=True, timeout=120).stdout)["archetype"]
    assert found["level"] == "loop" and len(found["rows"]) == 8
    for row in found["rows"]:
        assert abs((row["shown"] - row["mean"]) / row["spread"] - row["z"]) < 1e-9 and row["isInside"]


def test_archetypes_are_listed_and_unknown_ones_get_the_nearest(tmp_path):
    listed = subprocess.run(
        [BINARY, "calibrate", "--archetype", "list"], capture_output=True, text=True, timeout=60)
    assert listed.returncode == 0
    assert len(listed.stdout.splitlines()) == 13
    wrong = subprocess.run(
        [BINARY, "calibrate", f"{ROOT}/patients/ideal-biv.h5", "--archetype", "helthy"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert wrong.returncode == 65
    assert 'did you mean "healthy"' in wrong.stderr
    assert not list(tmp_path.iterdir())


def calibrate(folder, *words):
    return subprocess.run(
        [BINARY, "calibrate", f"{ROOT}/patients/ideal-biv.h5", "-o", "out.h5", "--sets", "2", *words],
        cwd=folder, capture_output=True, text=True, timeout=300)


def test_waves_that_cannot_be_used_are_refused(tmp_path):
    write_waves(tmp_path)
    good = (tmp_path / "arterial.csv").read_text()
    (tmp_path / "bare.csv").write_text(good.replace("pressure [mmHg]", "pressure"))
    (tmp_path / "flow.csv").write_text(good.replace("[mmHg]", "[L/min]"))
    (tmp_path / "hole.csv").write_text(good.replace("0.100,", "0.100,x"))
    (tmp_path / "flat.csv").write_text("time [s],pressure [mmHg]\n" + "".join(
        f"{0.01 * k:.2f},90\n" for k in range(300)))
    for argument, code, words in [
            ("arterial_pressure", 64, "name=file.csv"),
            ("arterial_presure=arterial.csv", 65, 'did you mean "arterial_pressure"'),
            ("arterial_pressure=nowhere.csv", 66, "nowhere.csv"),
            ("arterial_pressure=bare.csv", 65, "pressure has no unit"),
            ("arterial_pressure=flow.csv", 65, "flow.csv:2"),
            ("arterial_pressure=hole.csv", 65, "hole.csv:12"),
            ("arterial_pressure=flat.csv", 65, "no two beats begin")]:
        result = calibrate(tmp_path, "--waveform", argument)
        assert result.returncode == code, (argument, result.returncode, result.stderr)
        assert words in result.stderr, (argument, result.stderr)
    other = calibrate(
        tmp_path, "--waveform", "arterial_pressure=arterial.csv", "--measurement", "heart_rate=95 1/min")
    assert other.returncode == 65 and "beats at 70" in other.stderr, other.stderr
    assert not (tmp_path / "out.h5").exists()


def test_what_cannot_be_fitted_ends_with_its_code(tmp_path):
    """Contradictions and impossible units are bad data; a fit on a bound is a search that failed."""
    for measurements, code, words in [
            (["systolic_pressure=80 mm[Hg]", "diastolic_pressure=95 mm[Hg]"], 65, "is not below systolic_pressure"),
            (["lv_ejection_fraction=60 %", "lv_end_diastolic_volume=100 mL", "lv_end_systolic_volume=80 mL"], 65,
             "does not match the volumes"),
            (["lv_ejection_fraction=50 %", "lv_end_diastolic_volume=100 mL", "lv_end_systolic_volume=75 mL"], 65,
             "which give 25 %"),
            (["rv_end_diastolic_pressure=30 mm[Hg]", "rv_systolic_pressure=25 mm[Hg]"], 65,
             "is not below rv_systolic_pressure"),
            (["heart_rate=60 1/min", "cardiac_output=5 L/min", "stroke_volume=30 mL"], 65,
             "is not heart_rate times stroke_volume"),
            (["systolic_pressure=120 mL"], 65, "systolic_pressure=120 mL"),
            (["systolic_pressure=120"], 65, "systolic_pressure=120"),
            (["heart_rate=60 1/min ± -3", "systolic_pressure=120 mm[Hg]"], 65, "must be positive"),
            (["heart_rate=70 1/min"], 65, "no measurement that the loop can be fitted to"),
            (["heart_rate=70 1/min", "lv_end_diastolic_volume=120 mL ± 5", "lv_ejection_fraction=60 % ± 4",
              "cardiac_output=9 L/min ± 0.5"], 65, "is not heart_rate times the stroke by lv_end_diastolic_volume"),
            (["heart_rate=70 1/min", "rr_interval=1200 ms", "systolic_pressure=120 mm[Hg]"], 65, "a rate of 50/min"),
            (["systolic_pressure=-120 mm[Hg]"], 65, "-120 mm[Hg] is impossible; allowed are 20 to 400"),
            (["lv_ejection_fraction=140 %"], 65, "140 % is impossible"),
            (["cardiac_output=-3 L/min"], 65, "-3 L/min is impossible"),
            (["heart_rate=900 1/min", "systolic_pressure=120 mm[Hg]"], 65, "heart_rate: 900 1/min is impossible"),
            (["heart_rate=180 1/min", "pr_interval=390 ms", "systolic_pressure=120 mm[Hg]"], 65,
             "pr_interval (390 ms) is not shorter than a beat (333"),
            (["qrs_duration=300 ms", "qt_interval=250 ms", "systolic_pressure=120 mm[Hg]"], 65,
             "qrs_duration (300 ms) is not shorter than qt_interval (250 ms)"),
            (["pr_interval=20 ms", "systolic_pressure=120 mm[Hg]"], 65, "pr_interval: 20 ms is impossible"),
            (["systolic_pressure=390 mm[Hg] ± 1", "cardiac_output=45 L/min ± 0.1"], 3, "ends at the bound of")]:
        result = calibrate(tmp_path, *[word for one in measurements for word in ("--measurement", one)])
        assert result.returncode == code, (measurements, result.returncode, result.stderr)
        assert words in result.stderr, (measurements, result.stderr)
        assert not (tmp_path / "out.h5").exists()


def test_measurements_that_hardly_agree_are_used_and_told(tmp_path):
    words = ["--measurement", "heart_rate=60 1/min", "--measurement", "cardiac_output=5 L/min",
             "--measurement", "stroke_volume=60 mL"]
    result = calibrate(tmp_path, *words)
    assert result.returncode == 0, result.stderr
    assert "is not heart_rate times stroke_volume, 3.6 L/min: 2.3 deviations apart, and all were used" in result.stdout
    agreeing = calibrate(tmp_path, *words[:-1], "stroke_volume=80 mL")
    assert "deviations apart" not in agreeing.stdout


def test_a_qrs_out_of_reach_is_a_search_that_failed(tmp_path):
    result = calibrate(
        tmp_path, "--heart", "--stages", "electrics", "--measurement", "systolic_pressure=120 mm[Hg]",
        "--measurement", "qrs_duration=390 ms")
    assert result.returncode == 3 and "out of reach" in result.stderr, result.stderr
    wrong = calibrate(tmp_path, "--stages", "electrics", "--measurement", "systolic_pressure=120 mm[Hg]")
    assert wrong.returncode == 64 and "--heart" in wrong.stderr
    unknown = calibrate(
        tmp_path, "--heart", "--stages", "electric", "--measurement", "systolic_pressure=120 mm[Hg]")
    assert unknown.returncode == 64 and "electrics, passive, contraction" in unknown.stderr


def test_fitted_walls_show_the_patient(tmp_path):
    words = ["--measurement", "systolic_pressure=150 mm[Hg] ± 6", "--measurement", "cardiac_output=4.2 L/min",
             "--measurement", "lv_ejection_fraction=45 % ± 4", "--measurement", "heart_rate=84 1/min"]
    result = calibrate(tmp_path, "--walls", "--json", *words)
    assert result.returncode == 0, result.stderr
    rows = json.loads(result.stdout)["walls"]
    def off(key):
        return sum(((row[key] - row["target"]) / row["deviation"]) ** 2 for row in rows)
    assert off("after") < 0.5 * off("before"), rows
    # The loop of the file shows what the fit did.
    loop = subprocess.run(
        [BINARY, "simulate", "out.h5", "--level", "loop", "--ventricles", "walls", "--json"], cwd=tmp_path,
        capture_output=True, text=True, timeout=300)
    shown = {metric["id"]: metric["untreated"] for metric in json.loads(loop.stdout)["metrics"]}
    fitted = {row["name"]: row["after"] for row in rows}
    assert abs(shown["cardiacOutputLPerMin"] / fitted["cardiac_output"] - 1) < 0.02
    assert abs(shown["aorticSystolicMmHg"] / fitted["systolic_pressure"] - 1) < 0.02


def test_waves_of_the_patient_file_are_used_and_checked(tmp_path):
    """A wave given once is kept in the file that is written; a damaged one is named."""
    write_waves(tmp_path)
    first = calibrate(tmp_path, "--waveform", "arterial_pressure=arterial.csv")
    assert first.returncode == 0, first.stderr
    again = subprocess.run(
        [BINARY, "calibrate", "out.h5", "-o", "again.h5", "--sets", "2"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert again.returncode == 0, again.stderr
    # The second fit begins where the first one left what its factors do not move, so that it is another one.
    assert "arterial_pressure, 7 beats" in first.stdout and "arterial_pressure, 7 beats" in again.stdout
    inspected = subprocess.run(
        [BINARY, "inspect", "again.h5"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "/hearttwin/waveforms" in inspected.stdout and "arterial_pressure" in inspected.stdout
    # The page's way of putting a wave into a file gives the same fit.
    script = re.findall(r"```python\n(.*?)```", (ROOT / "docs/patient-file.md").read_text(), re.S)[1]
    names = {"h5py": h5py, "np": np}
    exec(script, names)
    rows = [line.split(",") for line in (tmp_path / "arterial.csv").read_text().splitlines()[1:]]
    (tmp_path / "own.h5").write_bytes((ROOT / "patients/ideal-biv.h5").read_bytes())
    names["add_wave"](
        tmp_path / "own.h5", "arterial_pressure", [1000 * float(row[0]) for row in rows], [float(row[1]) for row in rows])
    own = subprocess.run(
        [BINARY, "calibrate", "own.h5", "-o", "never.h5", "--sets", "2", "--json"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert own.returncode == 0, own.stderr
    (tmp_path / "never.h5").unlink()
    wave = json.loads(own.stdout)["calibration"]["waves"][0]
    error = re.search(r"^arterial_pressure, 7 beats: ([\d.]+) ", first.stdout, re.M)
    assert wave["beats"] == 7 and abs(wave["error"] - float(error[1])) < 0.02, (wave, error)
    group = "hearttwin/waveforms/arterial_pressure"
    for damage, words in [
            (lambda file: file[f"{group}/time"].__setitem__(7, 0.0), f"/{group}/time[7]: 0 ms is out of range"),
            (lambda file: file[f"{group}/values"].__setitem__(3, math.nan), f"/{group}/values[3]"),
            (lambda file: file[f"{group}/values"].attrs.__delitem__("units"), f"/{group}/values: has no unit"),
            (lambda file: file[f"{group}/values"].attrs.__setitem__("units", "L/min"), "measures"),
            (lambda file: file[group].attrs.__setitem__("kind", "guessed"), 'unknown value "guessed"'),
            (lambda file: file[group].attrs.__setitem__("uncertainty", -1.0), f"/{group}@uncertainty")]:
        (tmp_path / "bad.h5").write_bytes((tmp_path / "out.h5").read_bytes())
        with h5py.File(tmp_path / "bad.h5", "r+") as file:
            damage(file)
        result = subprocess.run(
            [BINARY, "calibrate", "bad.h5", "-o", "never.h5", "--sets", "2"],
            cwd=tmp_path, capture_output=True, text=True, timeout=300)
        assert result.returncode == 65 and words in result.stderr, result.stderr
        assert not (tmp_path / "never.h5").exists()


def test_electric_intervals_of_the_heart_are_fitted_with_intervals(tmp_path):
    """QRS and QT are reached; both factors come with deviations that the ensemble shows."""
    result = subprocess.run(
        [BINARY, "calibrate", f"{ROOT}/patients/ideal-biv.h5", "-o", "out.h5", "--sets", "60", "--heart",
         "--stages", "electrics", "--json", "--measurement", "systolic_pressure=120 mm[Hg]",
         "--measurement", "qrs_duration=70 ms ± 4", "--measurement", "qt_interval=360 ms ± 10",
         "--measurement", "pr_interval=200 ms", "--measurement", "rr_interval=900 ms"],
        cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr
    heart = json.loads(result.stdout)["heart"]
    assert abs(heart["electrics"]["qrsAfterMs"] - 70) <= 1
    assert abs(heart["repolarisation"]["qtAfterMs"] - 360) <= 2.5
    assert len(heart["factors"]) == 2
    with h5py.File(tmp_path / "out.h5") as file:
        parameters = file["hearttwin/parameters"]
        assert parameters["circulation.leftAtrialOnset"][()] == -140
        assert abs(parameters["circulation.heartRate"][()] - 60000 / 900) < 1e-9
        posterior = file["hearttwin/posterior"]
        names = [name.decode() if isinstance(name, bytes) else name for name in posterior["names"][:]]
        for factor in heart["factors"]:
            stored = parameters[factor["name"]]
            drawn = posterior["samples"][:, names.index(factor["name"])]
            assert factor["low"] < factor["value"] < factor["high"]
            assert 0.6 < drawn.std() / stored.attrs["sd"] < 1.5, factor
        record = file["hearttwin/calibration/heart"]
        assert [name.decode() for name in record["factors"][:]] == [factor["name"] for factor in heart["factors"]]
        assert record["correlations"].shape == (2, 2) and "fix" in record["identifiability"][0].decode()
        readings = dict(zip((name.decode() for name in record["readings"][:]), record["fitted"][:]))
        assert set(readings) == {"qrs_duration", "qt_interval"} and abs(readings["qrs_duration"] - 70) <= 1
    assert heart["redraws"] >= heart["redrawnHearts"] >= 0
    # What is measured anew comes before what the first calibration left in the file.
    again = subprocess.run(
        [BINARY, "calibrate", "out.h5", "-o", "again.h5", "--sets", "2",
         "--measurement", "pr_interval=180 ms", "--measurement", "rr_interval=800 ms"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert again.returncode == 0, again.stderr
    with h5py.File(tmp_path / "again.h5") as file:
        parameters = file["hearttwin/parameters"]
        assert parameters["circulation.leftAtrialOnset"][()] == -120
        assert "pr_interval" in str(parameters["circulation.leftAtrialOnset"].attrs["provenance"])
        assert abs(parameters["circulation.heartRate"][()] - 75) < 1e-9


def test_recipes_of_archetype_hearts_are_archetypes(tmp_path):
    """The script runs minutes a heart; here those with the closed loop alone are made."""
    listed = subprocess.run(
        [ROOT / "scripts/archetype-hearts", "--list"], capture_output=True, text=True, timeout=60)
    assert listed.returncode == 0, listed.stderr
    recipes = dict(line.split("  ", 1) for line in listed.stdout.splitlines())
    kinds = subprocess.run([BINARY, "calibrate", "--archetype", "list"], capture_output=True, text=True, timeout=60)
    assert len(recipes) == 6 and set(recipes) <= {line.split("  ")[0] for line in kinds.stdout.splitlines()}
    page = (ROOT / "docs/calibration.md").read_text()
    [shown] = [line.split() for line in page.splitlines() if line.startswith("scripts/archetype-hearts")]
    assert set(shown[1:]) == set(recipes)
    loops = [name for name, recipe in recipes.items() if "--heart" not in recipe]
    made = subprocess.run(
        [ROOT / "scripts/archetype-hearts", "--patient", ROOT / "patients/ideal-biv.h5", "--output", tmp_path / "kinds",
         *loops], capture_output=True, text=True, timeout=300, env={**os.environ, "HEARTTWIN_BINARY": BINARY})
    assert len(loops) == 3 and made.returncode == 0, made.stdout + made.stderr
    for name in loops:
        counts = re.search(rf"^{name}, the loop: (\d+) of (\d+) published", made.stdout, re.M)
        assert counts[1] == counts[2] and (tmp_path / "kinds" / f"{name}.h5").exists(), made.stdout
    unknown = subprocess.run(
        [ROOT / "scripts/archetype-hearts", "helthy"], capture_output=True, text=True, timeout=60)
    assert unknown.returncode == 64 and "helthy" in unknown.stderr
