"""Does what docs/contributing.md says, word by word: writes each guide's file, adds its line to the registry, compiles
the module with what is built already, and runs the tests of the contract, which nobody edits for a new member."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "contributing.md").read_text()
RUNNER = """import Testing

@main struct Runner {
    static func main() async { await Testing.__swiftPMEntryPoint() as Never }
}
"""
# Heading, module, files of the contract's tests, the new member's identifier, tests; all of them where none are named. The
# module is not optimised here: what takes millions of steps of every membrane model is left to `swift test`.
GUIDES = [
    ("An intervention", "Scenarios", ["ScenariosTests/EveryInterventionTests.swift"], "arterial-stiffening", ""),
    ("A passive material", "Mechanics", ["MechanicsTests/Materials/EveryMaterialTests.swift"], "demiray", ""),
    ("A membrane model", "MembraneModels",
     ["MembraneModelsTests/EveryIonicModelTests.swift", "MembraneModelsTests/CellRig.swift"], "corrado-niederer-2016",
     "registryIsSortedAndUnique|cardIsComplete|lanesHaveTheBits|ratesStayFinite"),
]


def section(heading):
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)[1]


def follow(heading, root):
    """Writes the file and adds the line, in a copy of the module."""
    text = section(heading)
    path, body = re.search(r"^`(Sources/\S+?)`:\n\n```swift\n(.*?)^```", text, re.M | re.S).groups()
    assert not (ROOT / path).exists(), f"{path} is there already: the guide adds nothing"
    (root / path).write_text(body)
    registry, lines = re.search(r"^`(Sources/\S+?)`[^\n]*:\n\n```diff\n(.*?)^```", text, re.M | re.S).groups()
    before = "".join(line[1:] + "\n" for line in lines.splitlines() if line[0] == " ")
    after = "".join(line[1:] + "\n" for line in lines.splitlines())
    old = (root / registry).read_text()
    assert old.count(before) == 1, f"{registry} does not have these lines"
    (root / registry).write_text(old.replace(before, after))


def dependencies(module, tests):
    """Modules below one and below what its tests import, by Package.swift."""
    package = (ROOT / "Package.swift").read_text()
    names = set(re.findall(r'(?:module|\.target)\(\s*(?:name: )?"(\w+)"', package))
    imported = {name for test in tests for name in re.findall(r"^import (\w+)$", (ROOT / "Tests" / test).read_text(), re.M)}
    found = imported & names - {module}
    waiting = [module, *found]
    while waiting:
        name = waiting.pop()
        body = re.search(rf'(?:module|\.target)\(\s*(?:name: )?"{name}"(.*?)\)(?:,\n|\s*module|\s*\.)', package, re.S)
        for other in re.findall(r'"(\w+)"', body[1] if body else ""):
            if other in names and other not in found and other != module:
                found.add(other)
                waiting.append(other)
    return sorted(found)


def objects(build, module):
    """What a module was compiled to; of files that are no longer there something may be left."""
    sources = {path.name + ".o" for path in (ROOT / "Sources" / module).rglob("*.[sc]*")}
    return [str(path) for path in sorted((build / f"{module}.build").rglob("*.o")) if path.name in sources]


@pytest.fixture(scope="session")
def build():
    build = ROOT / ".build" / "release"
    if not shutil.which("swiftc") or not (build / "Modules" / "Quantities.swiftmodule").exists():
        pytest.skip("there is no build to compile against; scripts/test makes it")
    return build


@pytest.mark.parametrize("heading, module, tests, identifier, names", GUIDES, ids=[guide[3] for guide in GUIDES])
def test_the_guide_is_followed(build, tmp_path, heading, module, tests, identifier, names):
    shutil.copytree(ROOT / "Sources" / module, tmp_path / "Sources" / module)
    follow(heading, tmp_path)
    plan = (ROOT / ".build" / "release.yaml").read_text()
    package = re.search(r'"-package-name","(\w+)"', plan)[1]
    flags = ["-swift-version", "6", "-package-name", package, "-I", str(build / "Modules"), "-warnings-as-errors"]
    for feature in ("ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault"):
        flags += ["-enable-upcoming-feature", feature]
    for map_file in sorted((ROOT / "Sources").glob("C*/module.modulemap")):
        flags += ["-Xcc", f"-fmodule-map-file={map_file}"]
    packages = ["hdf5-serial", "openblas", "lapacke"]
    for flag in subprocess.run(["pkg-config", "--cflags", *packages], capture_output=True, text=True).stdout.split():
        flags += ["-Xcc", flag]
    sources = sorted(map(str, (tmp_path / "Sources" / module).rglob("*.swift")))

    def compile(*words):
        result = subprocess.run(["swiftc", *words], cwd=tmp_path, capture_output=True, text=True, timeout=600)
        assert result.returncode == 0, (result.stdout + result.stderr)[-6000:]

    compile(*flags, "-Onone", "-wmo", "-parse-as-library", "-module-name", module, "-emit-module",
            "-emit-module-path", f"{module}.swiftmodule", "-emit-object", "-o", f"{module}.o", *sources)
    (tmp_path / "Runner.swift").write_text(RUNNER)
    built = [path for name in dependencies(module, tests) for path in objects(build, name)]
    libraries = subprocess.run(["pkg-config", "--libs", *packages], capture_output=True, text=True).stdout.split()
    # The new module before the built one.
    compile("-I", ".", *flags, "-Onone", "-parse-as-library", "-module-name", "Contract", "-o", "contract", "Runner.swift",
            *[str(ROOT / "Tests" / name) for name in tests], f"{module}.o", *built, *libraries, "-lmetis", "-lz")
    result = subprocess.run([tmp_path / "contract", *(["--filter", names] if names else [])], capture_output=True, text=True, timeout=600)
    output = result.stdout + result.stderr
    assert result.returncode == 0, output[-6000:]
    assert re.search(r"Test run with \d+ tests.* passed", output), output[-2000:]


def test_the_guides_name_what_is_there():
    for name in re.findall(r"`(Sources/[\w/]+)` \|", PAGE):
        assert (ROOT / name).is_dir(), name
    tests = {path.stem for path in (ROOT / "Tests").rglob("Every*Tests.swift")}
    for name in re.findall(r"`(Every\w+Tests)`", PAGE):
        assert name in tests, name
    for script in re.findall(r"`(scripts/\S+?)[` ]", PAGE):
        assert os.access(ROOT / script, os.X_OK), script
