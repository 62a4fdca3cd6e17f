"""Loads a fleet on this machine, and kills parts of it while events flow: what fleet-load.sh and fleet-kills.sh run.

  fleet.py load EVENTS DIR    a table: events a second, CPU, bytes, with 1, 2 and 4 instances
  fleet.py kills EVENTS DIR   kill -9 of an instance and of the broker, rebalances; compares with one machine
"""

import glob
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import datetime, timedelta, timezone

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SHARETAP = os.path.join(ROOT, "sharetap")


def free_ports(count):
    """The first of so many in a row that nobody listens on: another broker there would be taken for ours."""
    for first in range(19092, 60000, 100):
        try:
            for port in range(first, first + count):
                with socket.socket() as one:
                    one.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
    raise SystemExit("no free ports")


PORT = free_ports(10)  # the broker's two, then those of the instances
HTTP = PORT + 2
BOOTSTRAP = f"127.0.0.1:{PORT}"
TOPIC = "sharetap-writes"
HOSTS, SENSORS, PARTS = 1000, 5, 8
# A day's close takes some commits, and here days pass within seconds: few events have few days.
MANY, MANY_DAYS, FEW_DAYS = 500_000, 10, 3
# Events of days pass within minutes: an hour of event time is some thousand records, less than sensors buffer.
LATENESS = "6h"
ACTIVATION = "1d"
QUIET_SECONDS = 10
TICK = os.sysconf("SC_CLK_TCK")
START = datetime(2026, 1, 5, tzinfo=timezone.utc)


# Events: what a network writes, and now and then an intruder.


def stamp(seconds):
    return (START + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(name):
    return "%064x" % random.Random(name).getrandbits(256)


def host(number):
    return f"10.0.{1 + number // 250}.{1 + number % 250}"


class Events:
    """So many, in the order in which they arrive; of each second of event time about the same number."""

    def __init__(self, count):
        self.count, self.random, self.serial = count, random.Random(7), 0
        self.digests = {}

    def known(self, name):
        if name not in self.digests:
            self.digests[name] = digest(name)
        return self.digests[name]

    def write(self, at, client, target, share, path, program):
        self.serial += 1
        sha, head = self.known(program), self.known("head of " + program)
        return (at, f'{{"@timestamp":"{stamp(at)}","ecs":{{"version":"8.17.0"}},"event":{{"kind":"event","action":'
                f'"smb-file-write","id":"{self.serial:032x}","outcome":"success"}},"source":{{"ip":"{client}"}},'
                f'"destination":{{"ip":"{target}"}},"file":{{"path":"{path}","size":9000,"hash":{{"sha256":"{sha}"}},'
                f'"pe":{{"architecture":"x64"}}}},"smb":{{"session_id":"0x1","file_id":"0x{self.serial:x}",'
                f'"share":"{share}","head_sha256":"{head}","complete":true}}}}')

    def run(self, at, client, target):
        self.serial += 1
        return (at, f'{{"@timestamp":"{stamp(at)}","event":{{"kind":"event","action":"smb-execution-observed",'
                f'"id":"{self.serial:032x}","outcome":"success"}},"source":{{"ip":"{client}"}},"destination":'
                f'{{"ip":"{target}"}},"smb":{{"session_id":"0x{self.serial:x}","execution":{{"via":"service",'
                f'"act":"started","name":"svc"}}}}}}')

    def any(self, at):
        pick = self.random.random()
        other = host(self.random.randrange(HOSTS))
        admin = f"10.0.8.{1 + self.random.randrange(20)}"
        if pick < 0.9:
            server = f"10.0.9.{1 + self.random.randrange(40)}"
            return self.write(at, server, other, "ADMIN$", "ccmcache\\\\1\\\\s.exe", f"app{self.random.randrange(60)}")
        if pick < 0.97:
            return self.write(at, admin, other, "C$", "Temp\\\\t.exe", f"tool{self.random.randrange(400)}")
        if pick < 0.99:
            return self.write(at, other, "10.0.7.7", "builds", "b.exe", f"build{self.serial}")
        if pick < 0.998:
            return self.run(at, admin, other)
        return self.write(at, other, host(self.random.randrange(HOSTS)), "public", "x.scr", f"scr{self.serial % 97}")

    def to(self, path):
        """Gives the number of executable writes."""
        span = (MANY_DAYS if self.count >= MANY else FEW_DAYS) * 86_400.0
        waiting = []
        writes = 0
        with open(path, "w") as out:
            for number in range(self.count - 2):
                at, line = self.any(60 + (span - 120) * number / self.count)
                writes += '"smb-file-write"' in line
                # Up to 60 s later than others: arrival is not the order of time.
                waiting.append((at + self.random.random() * 60, self.serial, line))
                if len(waiting) > 4000:
                    waiting.sort()
                    out.writelines(each[2] + "\n" for each in waiting[:2000])
                    del waiting[:2000]
            waiting.sort()
            out.writelines(each[2] + "\n" for each in waiting)
            # By these the day after the last has opened, and in it nothing older comes: each update has become due.
            for hours in (25, 37):
                out.write(f'{{"@timestamp":"{stamp(span + hours * 3_600)}","event":{{"action":"sensor-day"}},'
                          f'"smb":{{"domain_controllers":[]}}}}\n')
        return writes


# Processes.


def cpu_seconds(pid):
    """Of a process that lives, user and system."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


class Broker:
    def __init__(self, folder):
        self.folder, self.process = folder, None

    def start(self):
        self.process = subprocess.Popen([os.path.join(ROOT, "fleet", "dev-broker"), self.folder, str(PORT)],
                                        stderr=subprocess.DEVNULL)
        while True:
            if self.process.poll() is not None:
                raise SystemExit("the broker did not start: " + os.path.join(self.folder, "broker.log"))
            try:
                socket.create_connection(("127.0.0.1", PORT), 1).close()
                return
            except OSError:
                time.sleep(0.1)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def bytes_of(self, topic):
        return sum(os.path.getsize(each) for each in glob.glob(f"{self.folder}/log/{topic}-[0-9]*/*.log"))


class Instance:
    def __init__(self, folder, name, number):
        self.port = HTTP + number
        self.state = os.path.join(folder, f"{name}-{number}")
        self.said = open(self.state + ".log", "a")
        self.process = subprocess.Popen(
            [SHARETAP, "fleet", "--bootstrap", BOOTSTRAP, "--name", name, "--lateness", LATENESS, "--activation", ACTIVATION,
             "--threads", "1", "--state", self.state, "--http", f"127.0.0.1:{self.port}"],
            stdout=self.said, stderr=self.said)

    def stop(self):
        """Gives the bytes of its stores, which lie on the disk as a whole when it has ended."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        return sum(os.path.getsize(os.path.join(path, each)) for path, _, files in os.walk(self.state) for each in files
                   if each.endswith(".sst"))

    def metrics(self):
        """By name; the lag, summed up. None: it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as answer:
                text = answer.read().decode()
        except OSError:
            return None
        values = dict(re.findall(r"^sharetap_fleet_(\w+) (\d+)$", text, re.M))
        values = {name: int(value) for name, value in values.items()}
        lags = [(name, int(lag)) for name, lag in re.findall(r'^sharetap_fleet_lag_records\{topic="([^"]+)".*\} (\d+)$', text, re.M)]
        values["lag_of_writes"] = sum(lag for name, lag in lags if name == TOPIC) if lags else None
        values["lag"] = sum(lag for name, lag in lags) if lags else None
        return values


def publish(events):
    jars = os.path.join(ROOT, "fleet", "target", "lib", "*")
    return subprocess.Popen(["java", "-Xmx256m", "-cp", jars, os.path.join(HERE, "FleetPublisher.java"), events, BOOTSTRAP,
                             TOPIC, str(SENSORS)])


def alerts(name):
    text = subprocess.run([SHARETAP, "fleet", "alerts", "--format", "json", "--bootstrap", BOOTSTRAP, "--name", name], check=True,
                          capture_output=True, text=True).stdout
    return text.splitlines()


def wait_ready(instances):
    while not all((one.metrics() or {}).get("lag") is not None for one in instances):
        for one in instances:
            if one.process.poll() is not None:
                raise SystemExit("an instance ended: " + one.state + ".log")
        time.sleep(0.2)


def judged(instances):
    """Events judged by all of them, the lag of the topic of writes, the lag of all topics."""
    seen = [each for each in (one.metrics() for one in instances) if each]
    known = [each for each in seen if each["lag"] is not None]
    return (sum(each["judged_total"] for each in seen),
            min((each["lag_of_writes"] for each in known), default=None),
            min((each["lag"] for each in known), default=None))


def begin(count, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    subprocess.run([SHARETAP, "fleet", "--version"], check=True, stdout=subprocess.DEVNULL)
    events = os.path.join(folder, "events.jsonl")
    return events, Events(count).to(events)


# What is run.


def load(count, folder):
    events, writes = begin(count, folder)
    size = os.path.getsize(events) / count
    print(f"{count:,} events of {size:.0f} bytes, {writes:,} of them executable writes, {SENSORS} sensors, {PARTS} parts, "
          f"{os.cpu_count()} cores\n")
    print("| instances | events a second | events a CPU second | CPU s: broker | fleet | sensors | bytes an event: published "
          "| to executables | to destinations | back | to stories | changelogs | stores |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for instances in (1, 2, 4):
        print(load_row(count, writes, events, folder, instances), flush=True)


def load_row(count, writes, events, folder, number):
    name = f"load-{number}"
    shutil.rmtree(os.path.join(folder, "broker"), ignore_errors=True)
    broker = Broker(os.path.join(folder, "broker"))
    broker.start()
    fleet = [Instance(folder, name, each) for each in range(number)]
    try:
        wait_ready(fleet)
        # Starting up is no part of it.
        processes = [broker.process.pid] + [one.process.pid for one in fleet]
        before = [cpu_seconds(pid) for pid in processes]
        begun = time.monotonic()
        sensors = publish(events)
        of_sensors = 0.0
        done = 0
        while done < writes:
            time.sleep(0.2)
            if sensors.poll() is None:
                of_sensors = cpu_seconds(sensors.pid)
            elif sensors.returncode != 0:
                raise SystemExit("the sensors could not publish")
            done = judged(fleet)[0]
        seconds = time.monotonic() - begun
        after = [cpu_seconds(pid) for pid in processes]
        of_broker, of_fleet = after[0] - before[0], sum(after[1:]) - sum(before[1:])
        hops = [broker.bytes_of(topic) / count for topic in (
            TOPIC, f"{name}-executables", f"{name}-destinations", f"{name}-clients", f"{name}-stories", f"{name}-*-changelog")]
        stores = sum(one.stop() for one in fleet) / count
        return (f"| {number} | {count / seconds:,.0f} | {count / (of_broker + of_fleet + of_sensors):,.0f} | {of_broker:.0f} | "
                f"{of_fleet:.0f} | {of_sensors:.0f} | " + " | ".join(f"{hop:.0f}" for hop in hops) + f" | {stores:.0f} |")
    finally:
        for one in fleet:
            one.process.kill()
            one.process.wait()
        broker.kill()


def comparable(line):
    record = json.loads(line)
    record.get("sharetap", {}).pop("client_activity", None)
    return json.dumps(record, sort_keys=True)


def kills(count, folder):
    events, writes = begin(count, folder)
    print(f"{count:,} events, {writes:,} of them executable writes; {SENSORS} sensors, {PARTS} parts, three instances")
    one_machine = subprocess.run(
        [SHARETAP, "score", "--activation", ACTIVATION, "--format", "json", "--events", "alerts", "--no-progress", events],
        check=True, capture_output=True, text=True).stdout.splitlines()
    expected = {comparable(line) for line in one_machine}
    broker = Broker(os.path.join(folder, "broker"))
    broker.start()
    begun = time.monotonic()

    def say(what):
        print(f"{time.monotonic() - begun:6.0f} s  {what}", flush=True)

    fleet = [Instance(folder, "killed", each) for each in range(3)]
    try:
        wait_ready(fleet)
        sensors = publish(events)

        gone = 0

        def read(part):
            """Waits until about so much of the events was judged."""
            while True:
                if sensors.poll() not in (None, 0):
                    raise SystemExit("the sensors could not publish")
                if judged(fleet)[0] + gone >= part * writes:
                    return
                time.sleep(0.2)

        def leaves(one):
            nonlocal gone
            gone += (one.metrics() or {}).get("judged_total", 0)
            fleet.remove(one)

        read(0.15)
        killed = fleet[0]
        leaves(killed)
        killed.process.kill()
        killed.process.wait()
        say("kill -9 of an instance")
        read(0.35)
        broker.kill()
        say("kill -9 of the broker")
        time.sleep(3)
        broker.start()
        say("the broker is back")
        read(0.55)
        fleet.append(Instance(folder, "killed", 3))
        say("another instance comes: a rebalance")
        read(0.75)
        stopped = fleet[0]
        leaves(stopped)
        stopped.stop()
        say("an instance is stopped: a rebalance")
        await_all(expected, fleet)
        say("all is judged")
        published = alerts("killed")
        compare(expected, published)
    finally:
        for one in fleet:
            one.process.kill()
            one.process.wait()
        broker.kill()


def await_all(expected, fleet):
    """Until nothing lies before it and the alerts grow no more."""
    before, since = -1, time.monotonic()
    while True:
        time.sleep(1)
        lag = judged(fleet)[1]
        if lag != 0:
            since = time.monotonic()
            continue
        now = len(alerts("killed"))
        if now != before:
            before, since = now, time.monotonic()
        elif time.monotonic() - since > (QUIET_SECONDS if now >= len(expected) else 6 * QUIET_SECONDS):
            return


def compare(expected, published):
    seen = [comparable(line) for line in published]
    twice = len(seen) - len(set(seen))
    lost, more = expected - set(seen), set(seen) - expected
    print(f"{len(expected):,} alerts, updates and executions of one machine; {len(seen):,} published, "
          f"{len(lost)} lost, {twice} twice, {len(more)} others")
    for what, records in (("lost", lost), ("other", more)):
        for line in sorted(records)[:3]:
            print(what, line[:600])
    if lost or more or twice:
        raise SystemExit(1)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("load", "kills"):
        raise SystemExit(__doc__)
    {"load": load, "kills": kills}[sys.argv[1]](int(sys.argv[2].replace(",", "")), os.path.abspath(sys.argv[3]))
