#!/usr/bin/env python3
"""Runs every case of pcaps/ through Sharetap and tshark, and writes what each says of the server's disk.

usage: benchmarks/scorecard.py [CASE...]   (with cases named: prints the page; without: writes docs/scorecard.md)
needs: a JDK and Maven for ./sharetap, tshark; Python 3, nothing else
"""

import collections
import concurrent.futures
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "scorecard.md"
DIGITS = 8  # of a hash that are shown
AT_ONCE = 2
WRITES = ("smb-file-write", "smb-server-side-copy")
COMPARED = WRITES + ("smb-blind", "alert", "alert-update")

Export = collections.namedtuple("Export", "name size hash")
Row = collections.namedtuple("Row", "case title disk sharetap sharetap_right tshark tshark_right")


def short(file_hash):
    return "`" + file_hash[:DIGITS] + "`"


def count(number, noun):
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def kind(record):
    event = record["event"]
    return "alert" if event.get("kind") == "alert" else event.get("action", "")


def records(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def holds(expected, actual):
    """Whether all that expected says is so; null: it is not there (pcaps/README.md)."""
    if expected is None:
        return actual is None
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(holds(value, actual.get(key)) for key, value in expected.items())
    if isinstance(expected, list):
        return isinstance(actual, list) and len(expected) == len(actual) and all(map(holds, expected, actual))
    return expected == actual


def hash_of(record):
    return ((record.get("file") or {}).get("hash") or {}).get("sha256")


def is_program(record):
    return record["file"].get("pe") is not None


def finally_there(expected):
    """The last that is said of each file: what the disk holds in the end."""
    files = {}
    for record in expected:
        if kind(record) in WRITES:
            place = (record["destination"]["ip"], record["smb"].get("share") if "smb" in record else None)
            files.pop(place + (record.get("smb", {}).get("renamed_from"),), None)
            files[place + (record["file"].get("path") or "",)] = record
    return list(files.values())


def blind_only(expected):
    return not finally_there(expected) and any(kind(record) == "smb-blind" for record in expected)


def described(record):
    """One file, as a cell shows it."""
    file, smb = record["file"], record.get("smb", {})
    path = file.get("path")
    name = f"`{path}`" if path else "a file of unknown name"
    if record["event"].get("outcome") == "failure":
        return f"no {name}: refused"
    text = name
    if "size" in file:
        text += f", {count(file['size'], 'byte')}"
    if hash_of(record):
        text += " " + short(hash_of(record))
    elif smb.get("missing"):
        missing = sum(end - start for start, end in smb["missing"])
        text += f" ({count(missing, 'byte')} of it not in the capture)"
    if not is_program(record):
        text += ", no program" if smb.get("complete") else ""
    if smb.get("closed") is False:
        text += ", not closed"
    if record["event"].get("outcome") == "unknown":
        text += ", answers not in the capture"
    return text


def blind(record):
    return "says that it is blind: " + record["smb"]["blind"]["reason"].replace("_", " ")


def cell(parts):
    parts = list(dict.fromkeys(parts))
    more = [f"and {len(parts) - 4} more"] if len(parts) > 5 else []
    return "<br>".join(parts[:4] + more if more else parts) or "nothing"


def run_sharetap(capture):
    command = [str(ROOT / "sharetap"), "replay", "--no-progress", "--format", "json", "--events", "all", "--workers", "0"]
    with tempfile.TemporaryDirectory() as folder:  # the sensor takes no keys that others may read, as in a checkout
        for name in ("keys", "keytab"):
            given = capture.parent / name
            if given.exists():
                copy = pathlib.Path(folder) / name
                copy.touch(0o600)
                copy.write_bytes(given.read_bytes())
                command += [f"--{name}", str(copy)]
        done = subprocess.run(command + [str(capture)], capture_output=True, text=True, check=True)
    return records(done.stdout)


def judge_sharetap(expected, given):
    kinds = set(COMPARED) | {kind(record) for record in expected}
    given = [record for record in given if kind(record) in kinds]
    right = len(expected) == len(given) and all(map(holds, expected, given))
    said = [described(record) for record in finally_there(given)]
    said += [blind(record) for record in given if kind(record) == "smb-blind"]
    return cell(said), right


def run_tshark(capture):
    """What it exports; None: it crashed."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["tshark", "-n", "-q", "-r", str(capture), "-o", "tcp.reassemble_out_of_order:TRUE",
             "-o", "tcp.desegment_tcp_streams:TRUE", "-d", "udp.port==8472,vxlan", "--export-objects",
             "smb," + folder],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if done.returncode < 0:
            return None
        exports = []
        for path in sorted(pathlib.Path(folder).iterdir()):
            content = path.read_bytes()
            name = urllib.parse.unquote(path.name).lstrip("\\").removesuffix(":$DATA")
            exports.append((Export(name, len(content), hashlib.sha256(content).hexdigest()), content[:2] == b"MZ"))
        return exports


def same_name(export, path):
    """Names of exports are numbered where they come again; some characters become others."""
    plain = re.sub(r"\(\d+\)(?=(\.[^.\\]*)?$)", "", export.name)
    return path is None or re.sub(r"\W", "", plain) == re.sub(r"\W", "", path)


def judge_tshark(expected, exports):
    """Right: each program on the disk is exported with its bytes and name, and none that is not on it."""
    if exports is None:
        return "crashes", False
    right, said, named = True, [], set()
    known = {hash_of(record) for record in expected if kind(record) in WRITES}
    for record in finally_there(expected):
        path = record["file"].get("path")
        found = [export for export, _ in exports if same_name(export, path)]
        named.update(found)
        wrong = [export for export in found if export.size and export.hash not in known]
        exact = hash_of(record)
        refused = record["event"].get("outcome") == "failure"
        if not refused and not is_program(record) and record["smb"].get("complete"):
            continue
        if exact:
            same = [export for export, _ in exports if export.hash == exact]
            named.update(same)
            if any(export in found for export in same):
                said.append("right")
                continue
            right = False
            if same:
                said.append(f"right bytes, named `{same[0].name}`")
                continue
            said += [wrong_bytes(export) for export in wrong] or ["nothing"]
        elif refused:
            right = right and not wrong
            said += [f"exports it all the same: {wrong_bytes(export)}" for export in wrong] or ["right: nothing"]
        else:
            right = False
            said += [wrong_bytes(export) + ", as if whole" for export in wrong] or ["nothing"]
    others = [export for export, program in exports if program and export not in named and export.hash not in known]
    if others:
        also = "" if blind_only(expected) else ", read or spooled only"
        said += [f"exports `{export.name}` {short(export.hash)}{also}" for export in others]
    return cell(said), right


def wrong_bytes(export):
    return f"wrong: {count(export.size, 'byte')} {short(export.hash)}"


def row(folder):
    capture = next(folder.glob("capture.pcap*"))
    expected = records((folder / "expect.jsonl").read_text())
    title = (folder / "README.md").read_text().splitlines()[0].lstrip("# ")
    disk = cell([described(record) for record in finally_there(expected)])
    sharetap, sharetap_right = judge_sharetap(expected, run_sharetap(capture))
    exports = run_tshark(capture)
    tshark, tshark_right = judge_tshark(expected, exports)
    if not tshark_right and exports and run_tshark(capture) != exports:
        tshark += "<br>(bytes that were never on the wire, others at each run)"
    if blind_only(expected):
        disk = "a file, in messages that are encrypted, compressed or without their requests"
        tshark_right = tshark != "nothing"
    return Row(folder.name, title, disk, sharetap, sharetap_right, tshark, tshark_right)


def version(*command):
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return said.splitlines()[0].strip()


def line(one):
    sharetap = ("✔ " if one.sharetap_right else "✘ ") + one.sharetap
    tshark = ("✔ " if one.tshark_right else "✘ ") + one.tshark
    return f"| [{one.case}](../pcaps/{one.case}/README.md)<br>{one.title} | {one.disk} | {sharetap} | {tshark} |"


def page(rows):
    sharetap, tshark = sum(one.sharetap_right for one in rows), sum(one.tshark_right for one in rows)
    head = f"""# Scorecard: what does the server's disk hold?
Each row is a capture of [pcaps/](../pcaps/README.md) in which files are written to a share: by real clients and servers, or made by the letter of [MS-SMB2] and [MS-CIFS] where no real ones can be made to do it. The hash of what the server's disk holds in the end is known of each. Sharetap replayed it, tshark exported its SMB objects.

| | right | of |
|---|---|---|
| Sharetap | **{sharetap}** | {len(rows)} |
| tshark | **{tshark}** | {len(rows)} |

- Versions: {version(str(ROOT / "sharetap"), "--version")}; {version("tshark", "--version")}
- Made by `benchmarks/scorecard.py`, which runs both programs on every case and writes this page anew.
- ✔ for Sharetap: every file and every alert of the case's `expect.jsonl` is reported with its name, size, hash, outcome and missing bytes, and nothing else. Where it cannot see, it must say so: that counts as right.
- ✔ for tshark: every program on the disk is exported with its bytes and its name, and none that is not on it. Files that were only read are exported as well; that does not count against it, nor does what it says of alerts, outcomes or users, which an export does not have. Nothing exported of what was written counts as not right: nobody learns of it.
- tshark is a protocol analyser for people, and a very good one; the messages of all these captures as it counts them are [compared with ours](../pcaps/tshark-exceptions.txt) by a test.
- In {sum("says that it is blind" in one.sharetap for one in rows)} cases Sharetap says that it is blind to a part or to all. `compressed` is one where tshark sees more: it decompresses.
- Cases with `keys` or a `keytab` are replayed by Sharetap with them; tshark's export is given none.
- Not measured here: Suricata and Zeek, which are not installed on the machine that made this page.
- Hashes are SHA-256, the first eight digits.
"""
    differ = [one for one in rows if not (one.sharetap_right and one.tshark_right)]
    alike = [one for one in rows if one.sharetap_right and one.tshark_right]
    return head + table(f"Where not both are right ({len(differ)})", differ) + table(
        f"Where both are right ({len(alike)})", alike)


def table(title, rows):
    top = f"\n## {title}\n| Case | The disk holds | Sharetap | tshark exports |\n|---|---|---|---|\n"
    return top + "".join(line(one) + "\n" for one in rows)


def main(names):
    folders = sorted(path.parent for path in (ROOT / "pcaps").glob("*/expect.jsonl"))
    folders = [folder for folder in folders if not (folder / "settings.yaml").exists()]  # those show what limits cost
    chosen = [folder for folder in folders if not names or folder.name in names]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        rows = list(pool.map(row, chosen))
    if names:
        print(page(rows))
    else:
        PAGE.write_text(page(rows))
    print("\n".join(one.case for one in rows if not one.sharetap_right), file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
