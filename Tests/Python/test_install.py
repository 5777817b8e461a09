"""Manual pages, templates, bundles: the commands of docs/install.md."""

import json
import pathlib
import re
import shutil
import subprocess
import zipfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def documented(program, tmp_path_factory):
    """A folder in which every command of the document has been run."""
    folder = tmp_path_factory.mktemp("install")
    text = (ROOT / "docs" / "install.md").read_text()
    commands = [line.split()[1:] for line in text.splitlines() if line.startswith("hearttwin ")]
    assert len(commands) == 6
    for command in commands:
        result = program.run(*command, cwd=folder)
        assert result.returncode == 0, f"{command}: {result.stderr}"
    return folder


def test_there_is_a_manual_page_for_every_command(program, documented):
    text = program.run("--help").stdout.split("SUBCOMMANDS:")[1].split("See '")[0]
    commands = {line.split()[0] for line in text.splitlines() if line.startswith("  ") and line[2:3].strip()}
    pages = {path.name for path in (documented / "manual").iterdir()}
    assert pages == {"hearttwin.1"} | {f"hearttwin-{command}.1" for command in commands}
    mesh = (documented / "manual" / "hearttwin-mesh.1").read_text()
    for word in (r"\-\-surface\-only", "HEARTTWIN MESH REMESH".replace(" ", " "), r"\fIinput\fR", ".SH EXIT STATUS"):
        assert word in mesh


def test_groff_has_nothing_against_the_manual_pages(documented):
    if not shutil.which("groff"):
        pytest.skip("no groff here")
    for page in sorted((documented / "manual").iterdir()):
        done = subprocess.run(
            ["groff", "-man", "-ww", "-Tutf8", str(page)], capture_output=True, text=True)
        assert done.returncode == 0 and not done.stderr, f"{page.name}: {done.stderr}"
        assert "hearttwin" in done.stdout


@pytest.mark.parametrize("template", ["scenario", "cohort"])
def test_what_a_template_says_can_be_done(program, tmp_path, template):
    assert program.run("init", "start", "--template", template, cwd=tmp_path).returncode == 0
    readme = (tmp_path / "start" / "README.md").read_text()
    commands = [line.split()[1:] for line in readme.splitlines() if line.startswith("hearttwin ")]
    assert len(commands) == 3
    for command in commands:
        result = program.run(*command, cwd=tmp_path / "start")
        # A batch in which a case fails would end otherwise.
        assert result.returncode == 0, f"{command}: {result.stderr}"
    again = program.run("init", "start", "--template", template, cwd=tmp_path)
    assert again.returncode == 73 and "there already" in again.stderr


def test_a_bundle_is_a_research_object(documented):
    with zipfile.ZipFile(documented / "loop.zip") as bundle:
        assert bundle.testzip() is None
        crate = json.loads(bundle.read("ro-crate-metadata.json"))
        names = set(bundle.namelist())
        script = bundle.getinfo("run.sh")
    assert script.external_attr >> 16 & 0o111, "run.sh is a program"
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    by_id = {entity["@id"]: entity for entity in crate["@graph"]}
    parts = {part["@id"] for part in by_id["./"]["hasPart"]}
    assert parts == names - {"ro-crate-metadata.json"}
    assert by_id["ro-crate-metadata.json"]["conformsTo"]["@id"] == "https://w3id.org/ro/crate/1.1"
    assert "inputs/ideal.h5" in parts and "results/traces.csv" in parts
    assert parts <= set(by_id), "every part is described"


def test_a_bundle_runs_without_hearttwin_bundle(program, documented, tmp_path):
    """Unpacked by another program, run by its script."""
    with zipfile.ZipFile(documented / "loop.zip") as bundle:
        bundle.extractall(tmp_path)
    done = subprocess.run(
        ["sh", str(tmp_path / "run.sh")], capture_output=True, text=True,
        env={"HEARTTWIN_BINARY": program.path, "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr
    for name in ("traces.csv", "response.csv"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "results" / name).read_bytes()


def test_other_numbers_are_noticed(program, documented, tmp_path):
    """A result changed with all its checksums in order: only computing again tells."""
    import hashlib

    source = zipfile.ZipFile(documented / "loop.zip")
    record = json.loads(source.read("bundle.json"))
    changed = re.sub(rb"\d", b"7", source.read("results/traces.csv"), count=1)
    if changed == source.read("results/traces.csv"):
        changed += b"\n"
    for file in record["results"]:
        if file["path"] == "results/traces.csv":
            file["sha256"] = hashlib.sha256(changed).hexdigest()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as bundle:
        for name in source.namelist():
            data = source.read(name)
            if name == "results/traces.csv":
                data = changed
            if name == "bundle.json":
                data = json.dumps(record).encode()
            bundle.writestr(name, data)
    assert program.run("bundle", "check", tmp_path / "other.zip").returncode == 0
    result = program.run("bundle", "rerun", tmp_path / "other.zip")
    assert result.returncode == 4 and "traces.csv" in result.stderr


@pytest.mark.parametrize("spoil, mention", [
    (lambda data: data[: len(data) // 2], "bundle"),
    (lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:], "checksum"),
    (lambda data: b"no archive at all, and long enough to look into", "no ZIP"),
])
def test_damaged_bundles_are_refused(program, documented, tmp_path, spoil, mention):
    (tmp_path / "bad.zip").write_bytes(spoil((documented / "loop.zip").read_bytes()))
    result = program.run("bundle", "check", tmp_path / "bad.zip")
    assert result.returncode == 65 and mention in result.stderr, result.stderr


def test_names_that_lead_out_of_the_folder_are_refused(program, tmp_path):
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as bundle:
        bundle.writestr("../evil", "x")
        bundle.writestr("bundle.json", "{}")
    result = program.run("bundle", "rerun", tmp_path / "evil.zip")
    assert result.returncode == 65 and "leads out" in result.stderr


def test_the_command_of_a_bundle_decides_its_exit_code(program, tmp_path):
    (tmp_path / "broken.h5").write_bytes(b"not HDF5")
    result = program.run("bundle", "make", tmp_path / "x.zip", "simulate", tmp_path / "broken.h5")
    assert result.returncode == 65 and not (tmp_path / "x.zip").exists()
    assert program.run("bundle", "make", tmp_path / "x.zip").returncode == 64


def test_the_dockerfile_has_no_obvious_mistakes():
    """What hadolint would say of it, as far as it applies."""
    lines = (ROOT / "scripts/Dockerfile").read_text().replace("\\\n", " ").splitlines()
    steps = [line for line in lines if line.strip() and not line.startswith("#")]
    words = [step.split()[0] for step in steps]
    assert words[0] == "FROM" and ":" in steps[0] and ":latest" not in steps[0]
    run = next(step for step in steps if step.startswith("RUN"))
    assert "--no-install-recommends" in run and "rm -rf /var/lib/apt/lists" in run
    assert "USER" in words and steps[words.index("ENTRYPOINT")].split(None, 1)[1].startswith("[")
    copied = [step.split()[1] for step in steps if step.startswith("COPY")]
    assert copied == ["dist/hearttwin_*.deb"]
