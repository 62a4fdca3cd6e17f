"""Plays DIR/mixed.pcap from tap0 to tap1 at rising speeds while tcpdump or Sharetap captures: rate.py [--runs N] DIR.

Called by rate.sh in a namespace that has both interfaces. Each program captures alone, in turn, N times at each speed.
What was begun first sees a round of programs at 300 Mbit/s: a sensor runs for months, and Java compiles what it does in
its first seconds. tcpdump writes to /dev/null, with its own buffer (2 MiB) and with one as large as Sharetap's (64 MiB).
Of Sharetap every answer is checked: where nothing was lost, all programs must be there, each with the hash of the
server's disk.

Then the same capture with memory for frames that is too small (1 MiB): which files were hit, by what they are.
"""

import argparse
import collections
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SHARETAP = os.environ.get("SHARETAP", os.path.join(HERE, "..", "sharetap")).split()
TOP = 0  # as fast as tcpreplay goes
WARM_UP_MEGABITS = 300
READY_SECONDS = 120  # the launcher may have to build

Played = collections.namedtuple("Played", "packets megabits pps")
Run = collections.namedtuple("Run", "played taken lost cpu records")


class Watched:
    """A program that captures from tap1: begun, and what it said until it ended."""

    def __init__(self, command, ready):
        self.said, self.ready = [], threading.Event()
        self.out = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdout=self.out, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self.read, args=(ready,), daemon=True).start()
        if not self.ready.wait(READY_SECONDS):
            sys.exit(f"{command[0]} did not begin: {self.said}")

    def read(self, ready):
        for line in self.process.stderr:
            self.said.append(line)
            if ready in line:
                self.ready.set()

    def end(self):
        """Ends it in order; gives what it said, and its processor time in seconds."""
        self.process.send_signal(signal.SIGINT)
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        time.sleep(0.2)  # the reader of what it said
        if self.process.returncode != 0:
            sys.exit(f"exit {self.process.returncode}: {''.join(self.said)}")
        return "".join(self.said), usage.ru_utime + usage.ru_stime


def play(capture, speed):
    pace = ["--topspeed"] if speed == TOP else [f"--mbps={speed}"]
    done = subprocess.run(["tcpreplay", "--preload-pcap", "-i", "tap0", *pace, capture], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    packets = int(re.search(r"Successful packets:\s+(\d+)", done.stdout).group(1))
    rated = re.search(r"Rated: [\d.]+ Bps, ([\d.]+) Mbps, ([\d.]+) pps", done.stdout)
    return Played(packets, float(rated.group(1)), float(rated.group(2)))


def warm_up(capture):
    return os.path.join(os.path.dirname(capture), "programs-written-round.pcap")


def tcpdump(capture, speed, buffer):
    watched = Watched(["tcpdump", "-i", "tap1", "-Z", "root", *buffer, "-w", "/dev/null"], "listening on")
    play(warm_up(capture), WARM_UP_MEGABITS)
    played = play(capture, speed)
    time.sleep(1.5)  # its buffer is handed over once a second
    said, cpu = watched.end()
    return Run(played, int(re.search(r"(\d+) packets? captured", said).group(1)),
               [int(re.search(r"(\d+) packets? dropped by kernel", said).group(1))], cpu, [])


def sharetap(capture, speed, *settings):
    watched = Watched([*SHARETAP, "watch", "--http", "off", "--format", "json", "--events", "all", "--activation", "0d",
                       *settings, "-i", "tap1"], "watching")
    play(warm_up(capture), WARM_UP_MEGABITS)
    played = play(capture, speed)
    time.sleep(2.5)
    said, cpu = watched.end()
    taken, *lost = map(int, re.search(
        r"tap1: (\d+) packets taken; lost by kernel (\d+), interface (\d+), ring (\d+)", said).groups())
    watched.out.seek(0)
    return Run(played, taken, lost, cpu, [json.loads(line) for line in watched.out])


def writes(records):
    return [record for record in records
            if record["event"]["action"] == "smb-file-write" and record["event"]["kind"] == "event"]


def check(run, expected, rounds):
    """Where nothing was lost all programs are there, as often as they were written."""
    found = collections.Counter(write["file"]["hash"]["sha256"] for write in writes(run.records)
                                if "pe" in write["file"] and "hash" in write["file"] and "continues" not in write["smb"])
    missing = [sha256 for sha256 in expected if found[sha256] < rounds]
    if missing:
        sys.exit(f"nothing was lost, but {len(missing)} of {len(expected)} programs are not there {rounds} times")


def rates(folder, runs, speeds):
    capture = os.path.join(folder, "mixed.pcap")
    with open(os.path.join(folder, "mixed.sha256")) as lines:
        expected = set(lines.read().split())
    with open(os.path.join(folder, "mixed.rounds")) as counts:
        rounds = int(counts.read().split()[0])
    kinds = {
        "tcpdump, 2 MiB": lambda speed: tcpdump(capture, speed, []),
        "tcpdump, 64 MiB": lambda speed: tcpdump(capture, speed, ["-B", "65536"]),
        "sharetap": lambda speed: sharetap(capture, speed),
        "sharetap, one thread": lambda speed: sharetap(capture, speed, "--workers", "0"),
    }
    print("| asked Mbit/s | program | played Mbit/s | packets/s | packets lost, of each run | CPU s |")
    print("|---|---|---|---|---|---|", flush=True)
    for speed in speeds:
        of = {name: [] for name in kinds}
        for _ in range(runs):
            for name, run in kinds.items():
                of[name].append(run(speed))
        for name, done in of.items():
            for run in done:
                if name.startswith("sharetap") and sum(run.lost) == 0:
                    check(run, expected, rounds)
            lost = [sum(run.lost) for run in done]
            print(f"| {speed or 'top'} | {name} | {statistics.median(run.played.megabits for run in done):.0f} "
                  f"| {statistics.median(run.played.pps for run in done):,.0f} | {', '.join(f'{n:,}' for n in lost)} "
                  f"| {statistics.median(run.cpu for run in done):.1f} |", flush=True)


def small_ring(folder, runs):
    print("\n| run | lost by kernel, interface, ring | programs hit | of | documents hit | of |")
    print("|---|---|---|---|---|---|", flush=True)
    for number in range(runs):
        run = sharetap(os.path.join(folder, "mixed.pcap"), TOP, "--set", "capture.ring-bytes=1m")
        of, hit = collections.Counter(), collections.Counter()
        for write in writes(run.records):
            kind = "documents" if write["file"].get("extension") == "txt" else "programs"
            of[kind] += 1
            hit[kind] += not write["smb"]["complete"]
        print(f"| {number + 1} | {', '.join(f'{n:,}' for n in run.lost)} | {hit['programs']:,} | {of['programs']:,} "
              f"| {hit['documents']:,} | {of['documents']:,} |", flush=True)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--part", choices=("rates", "ring", "both"), default="both")
    arguments.add_argument("--speeds", help="Mbit/s, 0 for the most that tcpreplay gives", default="300,600,0")
    arguments.add_argument("folder")
    given = arguments.parse_args()
    if given.part != "ring":
        rates(given.folder, given.runs, [int(speed) for speed in given.speeds.split(",")])
    if given.part != "rates":
        small_ring(given.folder, given.runs)
