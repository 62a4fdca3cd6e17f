"""What soak.py and live_kills.py share: a sensor that watches test hosts, hosts that write programs, and what is right.

Both run in the lab of pcaps/lab.sh, whose LAB, LAB_ID and LAB_PASSWORD are in the environment.
"""

import hashlib
import json
import os
import random
import re
import signal
import subprocess
import threading
import time

import pe

HERE = os.path.dirname(os.path.abspath(__file__))
LAB_SH = os.path.join(HERE, "..", "pcaps", "lab.sh")
SHARETAP = os.environ.get("SHARETAP", os.path.join(HERE, "..", "sharetap")).split()
LAB, LAB_ID = os.environ["LAB"], os.environ["LAB_ID"]
HTTP = "127.0.0.1:9475"
READY_SECONDS = 60


def on(host, *command):
    """The command that does this on a test host; on "net", where the spans are."""
    return ["ip", "netns", "exec", f"{LAB_ID}-{host}", *command]


def asked(url):
    """What an address of "net" answers; empty: nothing."""
    return subprocess.run(on("net", "curl", "-s", "--max-time", "5", url), capture_output=True, text=True).stdout


class Sensor:
    """sharetap watch on these interfaces."""

    def __init__(self, said, interfaces, options):
        self.said, self.process = said, None
        self.command = [*SHARETAP, "watch", *options]
        for interface in interfaces:
            self.command += ["-i", interface]

    def start(self):
        """Starts it; gives the seconds until it said that it was ready (/readyz)."""
        begun = time.monotonic()
        with open(self.said, "a") as said:
            self.process = subprocess.Popen(on("net", *self.command), stdout=said, stderr=said)
        while time.monotonic() < begun + READY_SECONDS:
            if asked(f"http://{HTTP}/readyz") == "ready\n":
                return time.monotonic() - begun
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit(f"the sensor did not begin: {self.last_words()}")

    def last_words(self):
        """What it said, the end of it."""
        with open(self.said) as said:
            return said.read()[-2000:]

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ends it in order; gives its exit code."""
        self.signal(signal.SIGTERM)
        return self.process.wait(60)

    def memory(self):
        """RssAnon, RssFile and RssShmem in MiB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            of = dict(line.split(":", 1) for line in status)
        return [int(of[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile", "RssShmem")]

    def metrics(self):
        """Samples by their name with its labels, as /metrics writes them."""
        samples = {}
        for line in asked(f"http://{HTTP}/metrics").splitlines():
            if line and line[0] != "#":
                name, value = line.rsplit(" ", 1)
                samples[name] = float(value)
        return samples


def total(samples, name, *labels):
    """The sum of a metric's samples that have all these labels."""
    return sum(value for sample, value in samples.items()
               if re.match(name + r"(\{|$)", sample) and all(label in sample for label in labels))


class Writer(threading.Thread):
    """A client that writes programs and documents to a server's share, in sessions of a few, until stopped."""

    def __init__(self, client, user, server, address, seed, pause_seconds=1.0):
        super().__init__(daemon=True)
        self.client, self.user, self.server, self.address = client, user, server, address
        self.random = random.Random(seed)
        self.pause_seconds = pause_seconds
        self.sessions, self.failed, self.stopped = [], 0, threading.Event()

    def run(self):
        number = 0
        while not self.stopped.wait(self.pause_seconds):
            number += 1
            self.session(number)

    def session(self, number):
        folder = f"{LAB}/{self.client}-files"
        subprocess.run(["rm", "-rf", folder], check=True)
        os.makedirs(folder)
        for each in range(5):
            with open(f"{folder}/tool{number}-{each}.exe", "wb") as out:
                out.write(pe.program(self.random.randrange(20_000, 600_000), seed=self.random.getrandbits(60)))
            with open(f"{folder}/note{number}-{each}.txt", "wb") as out:
                out.write(self.random.randbytes(20_000).hex().encode())
        begun = time.time()
        done = subprocess.run(
            ["bash", "-c", '. "$0"; smb "$@"', LAB_SH, self.client, self.user, f"//{self.address}/Public", "SMB3_11",
             f"lcd {folder}; prompt; mput *"], capture_output=True)
        self.failed += done.returncode != 0
        self.sessions.append((begun, time.time()))

    def stop(self):
        self.stopped.set()
        self.join()


def programs_on(server):
    """Programs on a server's disk: name, (SHA-256, time of the last write)."""
    found = {}
    for folder, _, names in os.walk(f"{LAB}/{server}/disk"):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                content = file.read()
            if content[:2] == b"MZ":
                found[name] = (hashlib.sha256(content).hexdigest(), os.path.getmtime(path))
    return found


def records(paths):
    """Records of files of JSON lines; a line that is none ends the program."""
    for path in paths:
        with open(path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.endswith(b"\n"):
                    raise SystemExit(f"{path}: line {number} has no end")
                try:
                    yield json.loads(line)
                except ValueError:
                    raise SystemExit(f"{path}: line {number} is no record: {line[:200]!r}")


def writes_to(address, found):
    """Of these records the writes of programs to a server: name, set of (SHA-256 or None, complete)."""
    writes = {}
    for record in found:
        if (record["event"]["action"] == "smb-file-write" and record["event"]["kind"] == "event"
                and record["destination"]["ip"] == address and "file" in record and "name" in record["file"]):
            sha256 = record["file"].get("hash", {}).get("sha256")
            writes.setdefault(record["file"]["name"], set()).add((sha256, record["smb"]["complete"]))
    return writes
