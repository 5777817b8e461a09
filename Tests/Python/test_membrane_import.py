"""Membrane models of files: what the command says about good and bad ones, and Myokit's own reading of them."""

import csv
import json
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SQUID = [ROOT / f"docs/examples/membranes/hodgkin-huxley-1952.{ending}" for ending in ("mmt", "cellml", "ode")]

BAD = """[[model]]
membrane.V = -80
[engine]
time = 0 [ms] in [ms] bind time
[membrane]
dot(V) = {rate}
    in [mV]
tau = 5 [ms] in [ms]
{extra}
"""


@pytest.fixture
def cell(program, tmp_path):
    def run(*arguments):
        return program.run("cell", *arguments, env={"HEARTTWIN_CACHE": str(tmp_path / "cache")})
    return run


@pytest.mark.parametrize("rate, extra, code, words", [
    ("-V / tua", "", 65, ['line 6', '"tua" is not defined', 'did you mean "tau"']),
    ("-V", "", 65, ["line 6", "[mV]", "--units ignore"]),
    ("-V / tau +", "", 65, ["line 6", "ends too early"]),
    ("-V / tau * x", "dot(x) = x^2 * 1 [1/ms]", 65, ["no initial value"]),
])
def test_bad_files_are_refused_with_their_line(cell, tmp_path, rate, extra, code, words):
    (tmp_path / "bad.mmt").write_text(BAD.format(rate=rate, extra=extra))
    result = cell("import", tmp_path / "bad.mmt")
    assert result.returncode == code, result.stderr
    for word in words:
        assert word in result.stderr


def test_a_state_that_diverges_is_named_with_its_time(cell, tmp_path):
    text = BAD.format(rate="(-80 [mV] - V) / tau", extra="dot(x) = x^2 * 1 [1/ms]")
    (tmp_path / "bad.mmt").write_text(text.replace("[engine]", "membrane.x = 0.01\n[engine]"))
    result = cell("run", tmp_path / "bad.mmt", "--beats", 2, "--refinement", 1)
    assert result.returncode == 3, result.stderr
    assert "state x is not finite at" in result.stderr


def test_missing_and_foreign_files_and_choices(cell, tmp_path):
    assert cell("import", tmp_path / "none.mmt").returncode == 66
    result = cell("import", tmp_path / "model.sbml")
    assert result.returncode == 65 and ".cellml" in result.stderr
    result = cell("import", SQUID[0], "--voltage", "m")
    assert result.returncode == 65 and "voltage" in result.stderr
    result = cell("import", SQUID[0], "--stimulus", "stimm")
    assert result.returncode == 65 and "no such variable" in result.stderr


def test_the_three_formats_give_one_action_potential(cell):
    durations = []
    for file in SQUID:
        result = cell("run", file, "--beats", 3, "--cycle-length", "60 ms", "--json", "-q")
        assert result.returncode == 0, result.stderr
        durations.append(json.loads(result.stdout)["apd90Ms"])
    assert max(durations) - min(durations) < 1e-3, durations
    assert 1.5 < durations[0] < 3


def test_without_a_compiler_the_same_numbers_come(program):
    result = program.run(
        "cell", "run", SQUID[0], "--beats", 3, "--cycle-length", "60 ms", "--json",
        env={"HEARTTWIN_CC": "none"})
    assert result.returncode == 0, result.stderr
    assert "no C compiler" in result.stderr
    other = program.run(
        "cell", "run", SQUID[0], "--beats", 3, "--cycle-length", "60 ms", "--json", "-q")
    assert abs(json.loads(result.stdout)["apd90Ms"] - json.loads(other.stdout)["apd90Ms"]) < 1e-6


def test_a_compiler_that_fails_is_reported(program, tmp_path):
    fake = tmp_path / "cc"
    fake.write_text("#!/bin/sh\necho 'error: no such thing' >&2\nexit 1\n")
    fake.chmod(0o755)
    result = program.run(
        "cell", "import", SQUID[0],
        env={"HEARTTWIN_CC": str(fake), "HEARTTWIN_CACHE": str(tmp_path / "cache")})
    assert result.returncode == 65
    assert "no such thing" in result.stderr
    assert not list((tmp_path / "cache/membranes").iterdir())


def test_imported_models_are_not_slower_than_half_the_built_in_ones(cell, tmp_path):
    """The same two equations, of a file and built in."""
    result = cell(
        "speed", "mitchell-schaeffer-2003", ROOT / "docs/examples/membranes/mitchell-schaeffer-2003.mmt", "--json")
    assert result.returncode == 0, result.stderr
    ours, file = json.loads(result.stdout)
    assert file["equationsNsPerStep"] < 2 * ours["equationsNsPerStep"]


def test_myokit_reads_what_is_written_and_gets_the_same_action_potential(cell, tmp_path):
    myokit = pytest.importorskip("myokit")
    written = tmp_path / "squid.mmt"
    assert cell("import", SQUID[1], "-o", written).returncode == 0
    model = myokit.load_model(str(written))
    model.check_units(myokit.UNIT_TOLERANT)
    trace = tmp_path / "trace.csv"
    result = cell(
        "run", written, "--beats", 2, "--cycle-length", "20 ms", "--refinement", 20, "-o", trace)
    assert result.returncode == 0, result.stderr
    assert abs(at_one_millisecond(model) - voltage_at(trace, 1)) < 0.05


def voltage_at(trace, time):
    with open(trace) as text:
        rows = list(csv.DictReader(text))
    return min(((abs(float(row["time_ms"]) - time), float(row["voltage_mV"])) for row in rows))[1]


def at_one_millisecond(model):
    """Voltage 1 ms into the third beat of 20 ms, by the classical rule on Myokit's own equations."""
    state = model.initial_values(as_floats=True)
    rates = equations_of(model)
    step = 0.02

    def advance(values, pace):
        k1 = rates(values, pace)
        k2 = rates([v + step / 2 * k for v, k in zip(values, k1)], pace)
        k3 = rates([v + step / 2 * k for v, k in zip(values, k2)], pace)
        k4 = rates([v + step * k for v, k in zip(values, k3)], pace)
        return [v + step / 6 * (a + 2 * b + 2 * c + d)
                for v, a, b, c, d in zip(values, k1, k2, k3, k4)]

    for number in range(round(41 / step)):
        state = advance(state, 1 if (number + 0.5) * step % 20 < 0.5 else 0)
    index = [variable.label() for variable in model.states()].index("membrane_potential")
    return state[index]


def equations_of(model):
    """The rates as a function that Myokit writes in Python."""
    import myokit.formats
    model.create_unique_names()
    writer = myokit.formats.ewriter("python")
    writer.set_lhs_function(
        lambda lhs: ("d_" if lhs.is_derivative() else "") + lhs.var().uname())
    lines = ["import math", "def rates(state, pace):"]
    for index, state in enumerate(model.states()):
        lines.append(f"    {state.uname()} = state[{index}]")
    for equations in model.solvable_order().values():
        for equation in equations:
            variable = equation.lhs.var()
            if variable.binding() == "pace":
                lines.append(f"    {variable.uname()} = pace")
            else:
                lines.append("    " + writer.eq(equation))
    names = ", ".join(f"d_{state.uname()}" for state in model.states())
    lines.append(f"    return [{names}]")
    scope = {}
    exec("\n".join(lines), scope)  # Myokit's own output of a file of this repository
    return scope["rates"]
