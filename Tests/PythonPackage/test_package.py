"""The wheel: builds, installs where nothing else is, and says what is missing."""

import pathlib
import re
import shutil
import subprocess
import sys

import pytest

import hearttwin

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "Sources" / "Python"


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    """A Python with the wheel, numpy and h5py, and nothing more."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("tests", "*.egg-info", "build"))
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, source]
    subprocess.run(pip, check=True)
    wheels = list(folder.glob("hearttwin-*-py3-none-any.whl"))
    assert len(wheels) == 1
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheels[0]], check=True)
    return python


def answer(python, script, *arguments):
    result = subprocess.run([python, "-c", script, *arguments], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_the_wheel_reads_a_run(fresh, heart):
    script = "import sys, hearttwin; print(hearttwin.Run(sys.argv[1]).numbers['lvEDVML'].value)"
    assert float(answer(fresh, script, str(heart[0].folder))) == heart[0].numbers["lvEDVML"].value


@pytest.mark.parametrize("call, package", [("traces.frame()", "pandas"), ("mesh.grid()", "pyvista")])
def test_what_is_not_installed_is_named_with_its_extra(fresh, heart, call, package):
    script = f"""
import sys, hearttwin
try:
    hearttwin.Run(sys.argv[1]).{call}
except hearttwin.MissingExtra as error:
    print(error)
"""
    assert f"pip install 'hearttwin[{package}]'" in answer(fresh, script, str(heart[0].folder))


def test_the_wheel_is_typed_and_small(fresh):
    script = "import hearttwin, pathlib; print(pathlib.Path(hearttwin.__file__).parent)"
    folder = pathlib.Path(answer(fresh, script))
    assert (folder / "py.typed").is_file()
    assert sum(file.stat().st_size for file in folder.glob("*.py")) < 100_000


def test_the_version_is_that_of_the_program():
    swift = (ROOT / "Sources/CommandLineSupport/Version.swift").read_text()
    project = (PACKAGE / "pyproject.toml").read_text()
    version = re.search(r'current = "([^"]+)"', swift)[1]
    assert version == hearttwin.__version__ == re.search(r'^version = "([^"]+)"', project, re.M)[1]


def test_the_readme_runs(patient):
    """The block of Python in README.md, as it stands."""
    block = re.search(r"^```python\n(.*?)^```", (PACKAGE / "README.md").read_text(), re.M | re.S)[1]
    result = subprocess.run(
        [sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True,
        env={**__import__("os").environ, "PYTHONPATH": str(PACKAGE / "src")})
    assert result.returncode == 0, result.stderr
