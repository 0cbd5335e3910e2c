"""``inmori reach`` on the sample: questions whose answers stand in the firewall's backup."""

import json
from pathlib import Path

import pytest

from inmori.cli.main import run

ANSWERS = {
    "a clinical PC reaches the internet by the forgotten rule": ("10.35.12.60", "192.0.2.5", 443, "allow", "policy:25"),
    "an office PC does not reach the EHR server by remote desktop": ("192.168.0.70", "10.35.10.10", 3389, "deny", ""),
    "the liaison office's PC reads the EHR": ("192.168.0.70", "10.35.10.10", 443, "allow", "policy:14"),
    "another office PC may not": ("192.168.0.71", "10.35.10.10", 443, "deny", ""),
    "guests reach the web": ("10.35.60.7", "192.0.2.5", 443, "allow", "policy:6"),
    "guests do not reach the clinical network": ("10.35.60.7", "10.35.10.10", 443, "deny", ""),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_one_question(name: str, read: Path, capsys: pytest.CaptureFixture[str]) -> None:
    src, dst, port, verdict, ref = ANSWERS[name]
    assert run(["reach", str(read), "--from", src, "--to", dst, "--port", str(port), "--json"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == verdict
    assert ref in answer["ref"]


def test_a_rule_switched_off_is_the_only_difference(
    read: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads((read / "hospital.json").read_text("utf-8"))
    document["flows"] = []  # what was seen yesterday would rightly show as a way that no rule explains any more
    before = tmp_path / "before.json"
    before.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    (rule,) = [
        rule
        for gateway in document["gateways"]
        for rule in gateway.get("rules", [])
        if rule.get("name") == "TEMP_20220620"
    ]
    rule["enabled"] = False
    after = tmp_path / "hospital.json"
    after.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    assert run(["reach", "--diff", str(before), str(after)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("なくなった抜け道") and "TEMP_20220620" in line for line in lines)
    assert any(line.startswith("clinical → internet: allow → deny") for line in lines)
    assert not any("増えた" in line for line in lines)
    assert run(["reach", "--diff", str(read), str(read)]) == 0
    assert "違いはありません" in capsys.readouterr().out


def test_the_matrix_has_every_zone_in_both_directions(read: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reach", str(read), "--matrix", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    zones = table["zone_ids"]
    assert {(cell["from_zone"], cell["to_zone"]) for cell in table["cells"]} == {
        (one, other) for one in zones for other in zones if (one, other) != ("internet", "internet")
    }


def test_a_device_is_explained(read: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(read), "mnt-emrap01"]) == 0
    said = capsys.readouterr().out
    assert "機器台帳.xlsx「サーバ」" in said
    assert "資産管理ツール_端末一覧.csv" in said
    assert run(["explain", str(read), "no-such-machine"]) == 2
