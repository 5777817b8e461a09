"""Who may do what with the live twin over HTTP."""

import http.client
import json
import re
import shlex
import ssl
import subprocess
import time

import pytest

from conftest import ROOT
from live_http import Twin, binary, intervention, parameter, refused, vital


def token(*arguments):
    """An entry of the tokens' file and the token."""
    result = subprocess.run(
        [binary(), "live", "token", *arguments], capture_output=True, text=True, timeout=30)
    assert result.returncode == 0, result.stderr
    return result.stdout, result.stderr.strip()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guarded")
    gateway, secret = token("--name", "gateway", "--action", "events", "--action", "read", "--signal", "MDC_ECG*")
    watcher, other = token("--name", "watcher")
    file = folder / "tokens.toml"
    file.write_text(gateway + watcher)
    assert secret not in file.read_text()
    with Twin("--tokens", file, "--journal", folder / "journal") as twin:
        twin.folder = folder / "journal"
        twin.gateway = {"Authorization": f"Bearer {secret}"}
        twin.watcher = {"Authorization": f"Bearer {other}"}
        yield twin


def audit(twin):
    return [json.loads(line) for line in (twin.folder / "audit.ndjson").read_text().splitlines()]


def test_the_page_says_how_to_make_a_token(tmp_path):
    line = re.search(r"^scripts/hearttwin live token .*$", (ROOT / "docs/live.md").read_text(), re.M)[0]
    command = line.replace("scripts/hearttwin", shlex.quote(binary()))
    result = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert result.returncode == 0 and len(result.stderr.strip()) == 43
    with Twin("--tokens", tmp_path / "tokens.toml") as twin:
        headers = {"Authorization": f"Bearer {result.stderr.strip()}"}
        assert twin.tell([vital(80, 1)], headers)[1]["passed"] == 1
        assert twin.ask("state", headers=headers)[0] == 403


def test_nobody_without_a_token(guarded):
    for path, body in (("state", None), ("stream", None), ("metrics", None), ("events", b"{}"), ("whatif", b"{}")):
        status, data, headers = guarded.ask(path, body)
        assert status == 401 and headers["WWW-Authenticate"] == "Bearer"
    assert guarded.ask("state", headers={"Authorization": "Bearer wrong"})[0] == 401
    assert guarded.ask("state", headers={"Authorization": "Basic d3Jvbmc6"})[0] == 401
    # The page itself tells nothing of the patient.
    assert guarded.ask("")[0] == 200 and b"ideal-biv" not in guarded.ask("")[1]
    assert guarded.ask("healthz")[0] == 200
    assert audit(guarded)[-1]["status"] == 401


def test_denied_writes_change_nothing_and_are_audited(guarded):
    before = guarded.state(guarded.gateway)["health"]
    resistance = parameter("circulation.systemicArterialResistance", 2.0, "mmHg.s/mL", 1)
    bleeding = intervention("haemorrhage(volume=1000 mL)", 1)
    pressure = vital(60, 1, "MDC_PRESS_BLD_ART_ABP_MEAN", "mm[Hg]")
    # A watcher sends nothing at all, a gateway only what it measures.
    assert guarded.tell([vital(90, 1)], guarded.watcher)[0] == 403
    status, answer = guarded.tell([resistance, bleeding, pressure], guarded.gateway)
    assert status == 403
    assert [line["reason"] for line in answer["lines"]] == ["notAllowed"] * 3
    status, answer = guarded.tell([bleeding, vital(72, 2)], guarded.gateway)
    assert status == 200 and answer["passed"] == 1
    time.sleep(0.3)
    after = guarded.state(guarded.gateway)["health"]
    assert after["applied"] - before["applied"] == 1
    assert after["rejected"] - before["rejected"] == 4
    for path in ("whatif", "forecast"):
        assert guarded.post(path, {"interventions": ["haemorrhage"]}, guarded.gateway)[0] == 403
    lines = audit(guarded)
    denied = [line for line in lines if line["request"] == "POST /events" and line["status"] == 403]
    assert {line["caller"] for line in denied} == {"watcher", "gateway"}
    assert any(line.get("rejected") == {"notAllowed": 3} for line in denied)
    letters = (guarded.folder / "dead-letters.ndjson").read_text()
    assert letters.count('"notAllowed"') == 4
    assert "http:gateway" in letters


def test_the_audit_is_a_chain(guarded):
    import hashlib
    guarded.ask("state")
    link = ""
    for line in (guarded.folder / "audit.ndjson").read_text().splitlines():
        body = re.fullmatch(r'\{(.*),"link":"([0-9a-f]{64})"\}', line)
        link = hashlib.sha256((link + body[1]).encode()).hexdigest()
        assert link == body[2]


def test_pages_of_other_places_get_nothing():
    with Twin() as twin:
        host = twin.url.split("/")[2]
        port = host.split(":")[1]

        def ask(method, path, **headers):
            connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)
            connection.request(method, path, body=b"" if method == "POST" else None, headers=headers)
            return connection.getresponse().status

        assert ask("POST", "/forecast", Origin="http://evil.example") == 403
        assert ask("POST", "/forecast", Origin=f"http://{host}") == 200
        # A name that was made to lead here.
        assert ask("GET", "/state", Host=f"evil.example:{port}") == 403
        assert ask("GET", "/", Host=f"evil.example:{port}") == 403
        assert ask("GET", "/state", Host=f"localhost:{port}") == 200
        headers = twin.ask("")[2]
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_too_large_and_too_often():
    with Twin("--requests-per-second", "5") as twin:
        assert twin.ask("events", b"x" * (1 << 20) + b"y")[0] == 413
        assert twin.ask("whatif", b"x" * (1 << 16) + b"y")[0] == 413
        time.sleep(2)
        answers = [twin.ask("state") for _ in range(20)]
        codes = [status for status, _, _ in answers]
        assert codes[:8] == [200] * 8 and 429 in codes
        assert int(next(h for s, _, h in answers if s == 429)["Retry-After"]) >= 1
        time.sleep(1)
        assert twin.ask("state")[0] == 200


def test_an_address_that_others_reach_needs_tls_and_tokens(tmp_path):
    code, message = refused("--listen", "0.0.0.0:0")
    assert code == 64 and "TLS" in message
    entry, secret = token("--name", "me")
    (tmp_path / "tokens.toml").write_text(entry)
    code, message = refused("--listen", "0.0.0.0:0", "--tokens", tmp_path / "tokens.toml")
    assert code == 64 and "TLS" in message
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", tmp_path / "key.pem", "-out",
         tmp_path / "certificate.pem"], check=True, capture_output=True)
    tls = ["--tls-certificate", tmp_path / "certificate.pem", "--tls-key", tmp_path / "key.pem"]
    code, message = refused("--listen", "0.0.0.0:0", *tls)
    assert code == 64 and "--tokens" in message
    context = ssl.create_default_context(cafile=tmp_path / "certificate.pem")
    with Twin("--tokens", tmp_path / "tokens.toml", *tls, listen="0.0.0.0:0", context=context) as twin:
        assert twin.url.startswith("https://")
        assert twin.ask("state")[0] == 401
        assert twin.ask("state", headers={"Authorization": f"Bearer {secret}"})[0] == 200


def certificate(folder, name, authority=None):
    """A key and a certificate; of its own where there is no authority."""
    key, request, pem = (folder / f"{name}{end}" for end in (".key", ".csr", ".pem"))
    new = ["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
           "-keyout", key]
    if authority is None:
        subprocess.run([*new, "-x509", "-days", "2", "-addext", "subjectAltName=IP:127.0.0.1", "-out", pem], check=True,
                       capture_output=True)
    else:
        subprocess.run([*new, "-out", request], check=True, capture_output=True)
        subprocess.run(
            ["openssl", "x509", "-req", "-in", request, "-CA", folder / f"{authority}.pem", "-CAkey",
             folder / f"{authority}.key", "-CAcreateserial", "-days", "2", "-out", pem], check=True, capture_output=True)
    return pem, key


def test_client_certificates_are_callers(tmp_path):
    """Whoever shows a certificate may do what its entry says; one that an authority vouches for, but no entry, nothing."""
    server, key = certificate(tmp_path, "server")
    authority, _ = certificate(tmp_path, "authority")
    pairs = {name: certificate(tmp_path, name, "authority") for name in ("monitor", "stranger")}
    entry, secret = token("--name", "monitor", "--action", "events", "--action", "read", "--signal", "MDC_ECG*",
                          "--certificate", str(pairs["monitor"][0]))
    assert "certificate = " in entry and secret == ""
    other, word = token("--name", "watcher")
    (tmp_path / "tokens.toml").write_text(entry + other)
    tls = ["--tls-certificate", server, "--tls-key", key]
    tokens = ["--tokens", tmp_path / "tokens.toml"]
    code, message = refused("--listen", "127.0.0.1:0", *tokens, *tls)
    assert code == 64 and "--client-authorities" in message
    contexts = {}
    for name, pair in pairs.items():
        contexts[name] = ssl.create_default_context(cafile=server)
        contexts[name].load_cert_chain(*pair)
    with Twin(*tokens, *tls, "--client-authorities", authority, listen="127.0.0.1:0", context=contexts["monitor"]) as twin:
        assert twin.state()["about"]["patient"] == "ideal-biv"
        assert twin.tell([vital(71, 1)])[1]["passed"] == 1
        assert twin.tell([vital(60, 1, "MDC_PRESS_BLD_ART_ABP_MEAN", "mm[Hg]")])[0] == 403
        assert twin.ask("forecast", b"")[0] == 403
        # A token says who asks, whatever certificate there is; a wrong one is not made good by it.
        bearer = {"Authorization": f"Bearer {word}"}
        assert twin.tell([vital(72, 2)], bearer)[0] == 403
        assert twin.ask("state", headers={"Authorization": "Bearer wrong"})[0] == 401
        twin.context = contexts["stranger"]
        assert twin.ask("state")[0] == 401
        assert twin.ask("state", headers=bearer)[0] == 200
        twin.context = ssl.create_default_context(cafile=server)
        with pytest.raises(OSError):
            twin.ask("state", headers=bearer)
    (tmp_path / "none.pem").write_text("nothing")
    for path, code in ((tmp_path / "none.pem", 65), (tmp_path / "missing.pem", 66)):
        result = subprocess.run(
            [binary(), "live", "token", "--name", "a", "--certificate", path], capture_output=True, text=True, timeout=30)
        assert result.returncode == code and str(path) in result.stderr


@pytest.mark.parametrize("text, wanted", [
    ("", "caller is missing"),
    ('[[caller]]\nname = "a"\n', "needs sha256 of a token, or certificate"),
    ('[[caller]]\nname = "a"\nsha256 = "12"\n', "64 hexadecimal digits"),
    ('[[caller]]\nname = "a"\ncertificate = "12"\n', "64 hexadecimal digits"),
    ('[[caller]]\nname = "a"\nsha256 = "' + "0" * 64 + '"\nactions = ["reed"]\n', 'did you mean "read"'),
    ('[[caller]]\nname = "a"\nsha256 = "' + "0" * 64 + '"\nsignal = ["MDC_*"]\n', 'did you mean "signals"'),
])
def test_a_bad_file_of_tokens_is_refused(tmp_path, text, wanted):
    (tmp_path / "tokens.toml").write_text(text)
    code, message = refused("--listen", "127.0.0.1:0", "--tokens", tmp_path / "tokens.toml")
    assert code == 65 and wanted in message
    assert refused("--listen", "127.0.0.1:0", "--tokens", tmp_path / "none.toml")[0] == 66


def test_an_address_that_is_none_is_a_usage_error():
    assert refused("--listen", "8464")[0] == 64
    assert refused("--tokens", "x")[0] == 64
