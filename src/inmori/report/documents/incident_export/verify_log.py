"""Check an incident log without Inmori: python3 verify_log.py incident.jsonl

院守がなくても記録を確かめられます。Python だけで動き、ネットワークは使いません。
"""

import hashlib
import json
import sys
from pathlib import Path


def broken(data: bytes) -> list[str]:
    """Return a sentence for each line that does not fit."""
    found, before, number, pieces = [], "0" * 64, 0, []
    for place, raw in enumerate(data.split(b"\n"), start=1):
        try:
            line = json.loads(raw)
            written = line.pop("hash")
        except (ValueError, KeyError, AttributeError, TypeError):
            pieces.append(raw)
            continue
        text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        number += 1
        if hashlib.sha256(text.encode()).hexdigest() != written:
            found.append(f"line {place}: changed / {place}行目: 書き換えられています")
        if line.get("before") != before or line.get("number") != number:
            found.append(f"line {place}: does not follow / {place}行目: 前の行とつながりません")
        torn = hashlib.sha256(b"\n".join(pieces)).hexdigest() if pieces else None
        if line.get("torn") != torn:
            found.append(f"line {place}: unreadable or missing before it / {place}行目の前: 読めない行か抜けた行があります")
        before, pieces = written, []
    if any(pieces):
        found.append("the last line is half written / 最後の行が途中で切れています")
    return found


def main() -> int:
    """Print what does not fit, the number of lines and the last hash; 1 if anything does not fit."""
    with Path(sys.argv[1]).open("rb") as file:
        data = file.read()
    found = broken(data)
    lines = [one for one in data.split(b"\n") if one.startswith(b"{") and one.endswith(b"}")]
    out = sys.stdout
    for words in found or ["every line fits / すべての行が合っています"]:
        out.write(words + "\n")
    out.write(f"lines / 行数: {len(lines)}\n")
    if lines:
        out.write(f"last hash / 最後のハッシュ値: {json.loads(lines[-1]).get('hash')}\n")
    out.write(f"SHA-256: {hashlib.sha256(data).hexdigest()}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
