"""Kills a watching sensor at random moments while clients write programs: live_kills.py DIR [KILLS [SEED]]. See live-kills.sh.

What must hold, else it exits with 1:
- it is ready again within 3 seconds of each start (/readyz), with its baseline;
- no line of its JSON file is half a line;
- what was written while it was up and well (from a second after it was ready to 5 seconds before the next kill) is
  recorded, with the hash of the server's disk;
- what was recorded 5 seconds before a kill, or earlier, is in the baseline;
- the story that was told before the first kill is not told again: all that the client writes there later is folded.
"""

import datetime
import glob
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time

from service import LAB, SHARETAP, Sensor, Writer, programs_on, records, writes_to

READY_SECONDS_MAX = 3
LOST_SECONDS = 5  # of what was judged just before a kill
SETTLED_SECONDS = 1


def judged_up_to(kills, when):
    return all(not kill - LOST_SECONDS < when <= kill for kill in kills)


def main(folder, kills_wanted=50, seed=1):
    chance = random.Random(seed)
    target = os.path.join(os.path.abspath(folder), "live-kills")
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(target)
    baseline, out = os.path.join(target, "baseline"), os.path.join(target, "records.json")
    sensor = Sensor(os.path.join(target, "said"), ["span"],
                    ["--baseline", baseline, "--activation", "0d", "--events", "executables", "--output", f"file:{out}"])
    known = Writer("ws66", "j.miller", "fs01", "10.20.0.11", seed)
    other = Writer("ws67", "a.weber", "fs02", "10.20.0.12", seed + 1)
    ready, kills, up = [sensor.start()], [], []
    begun = time.time()
    known.start()
    time.sleep(12)  # its story is told and kept
    other.start()
    while len(kills) < kills_wanted:
        time.sleep(chance.uniform(0.3, 9))
        sensor.kill()
        kills.append(time.time())
        up.append((begun + SETTLED_SECONDS, kills[-1] - LOST_SECONDS))
        ready.append(sensor.start())
        begun = time.time()
    time.sleep(8)
    known.stop()
    other.stop()
    up.append((begun + SETTLED_SECONDS, time.time()))
    time.sleep(4)
    code = sensor.stop()
    wrong = [f"exit {code}"] if code else []
    print(f"{len(kills)} kills; ready after {statistics.median(ready[1:]):.2f} s in the median, {max(ready[1:]):.2f} s at most; "
          f"{sum(seconds > READY_SECONDS_MAX for seconds in ready[1:])} above {READY_SECONDS_MAX} s")
    if max(ready[1:]) > READY_SECONDS_MAX:
        wrong.append("it was not ready in time")

    found = list(records(sorted(glob.glob(out + "*"))))
    wrong += unseen(found, known, up) + unseen(found, other, up)
    wrong += forgotten(found, kills, baseline)
    alerts = [(record["source"]["ip"], record["destination"]["ip"]) for record in found if record["event"]["kind"] == "alert"]
    told = alerts.count(("10.20.0.66", "10.20.0.11"))
    print(f"{len(found):,} records, every line whole; the story told before the first kill was told {told} times")
    if told != 1:
        wrong.append(f"{told} alerts on one story")
    with open(os.path.join(target, "said")) as said:
        wrong += [line for line in said if "damaged" in line]
    for each in wrong:
        print("WRONG:", each)
    return bool(wrong)


def unseen(found, writer, up):
    """Programs of sessions while the sensor was up and well, without a record that has their hash."""
    writes, missing, asked = writes_to(writer.address, found), [], 0
    sessions = [session for session in writer.sessions
                if any(begun <= session[0] and session[1] <= ended for begun, ended in up)]
    for name, (sha256, written) in programs_on(writer.server).items():
        if any(begun <= written <= ended for begun, ended in sessions):
            asked += 1
            if (sha256, True) not in writes.get(name, ()):
                missing.append(f"{name} on {writer.server} was not seen")
    print(f"{writer.server}: {asked} programs written while it was up and well, {asked - len(missing)} recorded with their hash")
    return missing if asked else ["nothing was written while it was up"]


def forgotten(found, kills, baseline):
    """Programs that were recorded early enough and are not in the baseline."""
    exported = subprocess.run([*SHARETAP, "baseline", "export", baseline], capture_output=True, text=True, check=True).stdout
    known = {entry["key"] for entry in map(json.loads, exported.splitlines()) if entry.get("map") == "executables"}
    recorded = {record["file"]["hash"]["sha256"] for record in found
                if record["event"]["kind"] == "event" and "pe" in record.get("file", {}) and "hash" in record["file"]
                and judged_up_to(kills, time_of(record))}
    print(f"baseline: {len(known):,} executables, {len(recorded - known)} of {len(recorded):,} that must be there are not")
    return [f"{len(recorded - known)} executables are forgotten"] if recorded - known else []


def time_of(record):
    return datetime.datetime.fromisoformat(record["@timestamp"][:19] + "+00:00").timestamp()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:4])))
