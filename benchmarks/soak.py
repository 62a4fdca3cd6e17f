"""Lets a sensor watch for a while and disturbs it: soak.py DIR MINUTES MBITS. See soak.sh, which makes the lab.

The timetable, in parts of the time:
  0.10  Prometheus is stopped and started again
  0.20  both receivers (a web hook, syslog over TCP) are killed; back at 0.25
  0.32  logrotate renames the log
  0.40  the sensor is held (SIGSTOP) for six seconds, so that the kernel's buffer overflows
  0.60  the disk that has the log is full; there is room again at 0.65
  0.75  an interface goes down, and up after five seconds

What must hold, else it exits with 1: exit code 0 at the end; each program on a server's disk is recorded with its hash,
but for those that were written while packets were lost, and those losses are counted; every line of every file is whole;
each record that the sensor put out is in each output, but for what that output counted as lost; memory is flat: the last
quarter's median is at most a twentieth above that of the second; Prometheus's rule on lost packets fires when they are lost and stops after.
"""

import glob
import http.server
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time

from service import HERE, HTTP, LAB, Sensor, Writer, asked, on, programs_on, records, total, writes_to

PROMETHEUS = "127.0.0.1:9090"
HOOK_PORT = 8088
SYSLOG_PORT = 10514
SYSLOG_ID = re.compile(r'"id":"([0-9a-f]{32})"')
SAMPLE_SECONDS = 5
AROUND_LOSS_SECONDS = 15
GROWTH_MAX = 1.05


def hook(out):
    """A web hook's receiver: what is posted, a record a line, goes to a file."""
    taken = open(out, "ab")

    class Taking(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            taken.write(self.rfile.read(int(self.headers["Content-Length"])))
            taken.flush()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *said):
            pass

    http.server.ThreadingHTTPServer(("127.0.0.1", HOOK_PORT), Taking).serve_forever()


class Service:
    """A program beside the sensor, which is killed and started again."""

    def __init__(self, name, folder, *command):
        self.name, self.folder, self.command, self.process = name, folder, command, None

    def start(self):
        with open(os.path.join(self.folder, f"{self.name}.said"), "a") as said:
            self.process = subprocess.Popen(on("net", *self.command), stdout=said, stderr=said)

    def end(self, number=signal.SIGKILL):
        self.process.send_signal(number)
        self.process.wait()


class Soak:
    def __init__(self, folder, minutes, megabits):
        self.capture = os.path.join(os.path.abspath(folder), "mixed.pcap")
        self.folder = os.path.join(os.path.abspath(folder), "soak")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(os.path.join(self.folder, "own"))
        self.seconds, self.megabits = minutes * 60, megabits
        self.log = os.path.join(LAB, "logs", "records.json")
        self.own = os.path.join(self.folder, "own", "records.json")
        self.sensor = Sensor(os.path.join(self.folder, "said"), ["span", "tap1"], [
            "--baseline", os.path.join(self.folder, "baseline"), "--activation", "0d", "--events", "executables",
            "--output", f"file:{self.log}", "--output", f"file:{self.own}#rotate-bytes=20m,keep=1000",
            "--output", f"http://127.0.0.1:{HOOK_PORT}/", "--output", f"syslog+tcp://127.0.0.1:{SYSLOG_PORT}#bytes-max=64k",
            "--set", f"spill={self.folder}/spill"])
        self.writers = [Writer("ws66", "j.miller", "fs01", "10.20.0.11", 1), Writer("ws67", "a.weber", "fs02", "10.20.0.12", 2)]
        self.hook = Service("hook", self.folder, sys.executable, __file__, "hook", os.path.join(self.folder, "hook.json"))
        self.syslog = Service("rsyslog", self.folder, "rsyslogd", "-n", "-f", self.syslog_settings(), "-i",
                              os.path.join(self.folder, "rsyslog.pid"))
        self.prometheus = Service(
            "prometheus", self.folder, "prometheus", f"--config.file={self.prometheus_settings()}",
            f"--storage.tsdb.path={self.folder}/tsdb", f"--web.listen-address={PROMETHEUS}")
        self.samples, self.firing, self.happened, self.held = [], {}, [], []
        self.over = threading.Event()

    def syslog_settings(self):
        path = os.path.join(self.folder, "rsyslog.conf")
        with open(path, "w") as out:
            out.write(f"""$MaxMessageSize 64k
global(workDirectory="{self.folder}")
module(load="imtcp")
input(type="imtcp" port="{SYSLOG_PORT}")
template(name="message" type="string" string="%msg%\\n")
*.* action(type="omfile" file="{self.folder}/syslog.txt" template="message")
""")
        return path

    def prometheus_settings(self):
        path = os.path.join(self.folder, "prometheus.yml")
        rules = sorted(glob.glob(os.path.join(HERE, "..", "deploy", "**", "*rules*.y*ml"), recursive=True))
        rules = [os.path.abspath(rule) for rule in rules if "test" not in os.path.basename(rule)]
        with open(path, "w") as out:
            json.dump({"global": {"scrape_interval": "5s", "evaluation_interval": "5s"}, "rule_files": rules,
                       "scrape_configs": [{"job_name": "sharetap", "static_configs": [{"targets": [HTTP]}]}]}, out)
        return path

    def run(self):
        for service in (self.hook, self.syslog, self.prometheus):
            service.start()
        time.sleep(2)
        print(f"ready after {self.sensor.start():.2f} s", flush=True)
        self.begun = time.monotonic()
        for thread in (*self.writers, threading.Thread(target=self.play, daemon=True),
                       threading.Thread(target=self.sample, daemon=True)):
            thread.start()
        for part, action in ((0.10, self.restart_prometheus), (0.20, self.kill_receivers), (0.25, self.start_receivers),
                             (0.32, self.rotate), (0.40, self.hold), (0.60, self.fill_disk), (0.65, self.free_disk),
                             (0.75, self.interface_down)):
            self.wait_until(part * self.seconds)
            self.happened.append((part, action.__name__))
            print(f"{time.monotonic() - self.begun:6.0f} s  {action.__name__.replace('_', ' ')}", flush=True)
            action()
        self.wait_until(self.seconds)
        for writer in self.writers:
            writer.stop()
        self.over.set()
        disks = {writer.server: programs_on(writer.server) for writer in self.writers}
        with open(os.path.join(self.folder, "disks.json"), "w") as out:
            json.dump(disks, out)  # the servers end with the lab, whatever comes of the judgement
        time.sleep(10)  # what was written is recorded, and put out
        last = self.sensor.metrics()
        with open(os.path.join(self.folder, "metrics"), "w") as out:
            out.writelines(f"{name} {value}\n" for name, value in last.items())
        code = self.sensor.stop()
        for service in (self.hook, self.syslog, self.prometheus):
            service.end(signal.SIGTERM)
        return self.judge(code, last, disks)

    def wait_until(self, seconds):
        """Until so long after the beginning; a sensor that is gone by then ends the run."""
        while time.monotonic() < self.begun + seconds:
            if self.sensor.process.poll() is not None:
                self.over.set()
                raise SystemExit(f"the sensor is gone after {time.monotonic() - self.begun:.0f} s, exit "
                                 f"{self.sensor.process.returncode}: {self.sensor.last_words()}")
            time.sleep(min(0.5, max(0, self.begun + seconds - time.monotonic())))

    def play(self):
        while not self.over.is_set():
            played = subprocess.Popen(on("net", "tcpreplay", "--preload-pcap", "--unique-ip", "--loop=1000", "-i", "tap0",
                                         f"--mbps={self.megabits}", self.capture),
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while played.poll() is None and not self.over.wait(0.5):
                pass
            played.kill()
            played.wait()

    def sample(self):
        while not self.over.wait(SAMPLE_SECONDS):
            at = time.monotonic() - self.begun
            try:
                memory = self.sensor.memory()
            except (FileNotFoundError, KeyError):  # it is gone, which wait_until notices
                return
            metrics = self.sensor.metrics()
            self.samples.append((at, time.time(), memory, metrics))
            answer = asked(f"http://{PROMETHEUS}/api/v1/alerts")
            if not answer:
                continue
            for alert in json.loads(answer)["data"]["alerts"]:
                if alert["state"] == "firing":
                    since, _ = self.firing.get(alert["labels"]["alertname"], (at, at))
                    self.firing[alert["labels"]["alertname"]] = (since, at)

    def restart_prometheus(self):
        self.prometheus.end(signal.SIGTERM)
        self.prometheus.start()

    def kill_receivers(self):
        self.hook.end()
        self.syslog.end()

    def start_receivers(self):
        self.hook.start()
        self.syslog.start()

    def rotate(self):
        settings = os.path.join(self.folder, "logrotate.conf")
        with open(settings, "w") as out:
            out.write(f"{self.log} {{\n rotate 10\n nocreate\n su root root\n}}\n")
        subprocess.run(["logrotate", "-f", "-s", os.path.join(self.folder, "logrotate.state"), settings], check=True)

    def hold(self):
        begun = time.time()
        self.sensor.signal(signal.SIGSTOP)
        time.sleep(6)
        self.sensor.signal(signal.SIGCONT)
        self.held.append((begun, time.time()))

    def fill_disk(self):
        subprocess.run(["dd", "if=/dev/zero", f"of={LAB}/logs/filler", "bs=1M"], capture_output=True)

    def free_disk(self):
        os.remove(f"{LAB}/logs/filler")

    def interface_down(self):
        subprocess.run(on("net", "ip", "link", "set", "tap1", "down"), check=True)
        time.sleep(5)
        subprocess.run(on("net", "ip", "link", "set", "tap1", "up"), check=True)

    def judge(self, code, last, disks):
        wrong = [f"exit {code}"] if code else []
        wrong += [f"{writer.client}: {writer.failed} sessions failed" for writer in self.writers if writer.failed]
        for where in ("kernel", "interface", "ring"):
            lost = total(last, "sharetap_dropped_packets_total", f'where="{where}"')
            print(f"packets lost, {where}: {lost:,.0f}")
        print(f"packets: {total(last, 'sharetap_packets_total'):,.0f}")
        wrong += self.judge_memory() + self.judge_outputs(last, disks) + self.judge_rules()
        for each in wrong:
            print("WRONG:", each)
        return bool(wrong)

    def judge_memory(self):
        quarters = [[], [], [], []]
        with open(os.path.join(self.folder, "memory.csv"), "w") as out:
            out.write("seconds,anonymous_mib,of_files_mib,shared_mib,held_mib\n")
            for at, _, memory, metrics in self.samples:
                quarters[min(3, int(at / self.seconds * 4))].append(sum(memory))
                held = total(metrics, "sharetap_held_bytes") / (1 << 20)
                out.write(f"{at:.0f}," + ",".join(f"{each:.1f}" for each in (*memory, held)) + "\n")
        medians = [statistics.median(quarter) for quarter in quarters]
        for kind, name in enumerate(("anonymous", "of files", "shared")):
            print(f"  {name} MiB, first and last: {self.samples[1][2][kind]:.0f}, {self.samples[-1][2][kind]:.0f}")
        print("resident MiB, median of each quarter: " + ", ".join(f"{median:.0f}" for median in medians)
              + f"; at most {max(map(max, quarters)):.0f}")
        return ["memory grows"] if medians[3] > medians[1] * GROWTH_MAX else []

    def losses(self):
        """Times within which packets were lost, by the samples around."""
        spans = list(self.held)
        for (_, before, _, earlier), (_, after, _, later) in zip(self.samples, self.samples[1:]):
            if earlier and later and total(later, "sharetap_dropped_packets_total") > total(earlier, "sharetap_dropped_packets_total"):
                spans.append((before, after))
        return [(begun - AROUND_LOSS_SECONDS, ended + AROUND_LOSS_SECONDS) for begun, ended in spans]

    def judge_outputs(self, last, disks):
        own = list(records(sorted(glob.glob(os.path.join(self.folder, "own", "*")))))
        log = list(records(sorted(glob.glob(os.path.join(LAB, "logs", "records.json*")))))
        posted = list(records([os.path.join(self.folder, "hook.json")]))
        with open(os.path.join(self.folder, "syslog.txt")) as lines:
            syslog = [SYSLOG_ID.search(line).group(1) for line in lines]  # what is longer than a message may be is cut
        wrong, losses = [], self.losses()
        for writer in self.writers:
            writes, disk = writes_to(writer.address, own), disks[writer.server]
            whole = excused = 0
            for name, (sha256, written) in disk.items():
                if (sha256, True) in writes.get(name, ()):
                    whole += 1
                elif any(begun <= written <= ended for begun, ended in losses):
                    excused += 1
                else:
                    wrong.append(f"{name} on {writer.server} was not seen whole, and no packet was lost then")
            print(f"{writer.server}: {len(disk):,} programs on its disk, {whole:,} recorded with their hash, "
                  f"{excused} written while packets were lost")
        ids = {record["event"]["id"] for record in own}
        print(f"own file: {len(own):,} records")
        log, posted = ([record["event"]["id"] for record in taken] for taken in (log, posted))
        for name, taken, target in (("log", log, self.log), ("web hook", posted, "http:"), ("syslog", syslog, "syslog")):
            had = set(taken)
            lost = sum(value for sample, value in last.items()
                       if sample.startswith("sharetap_output_lost") and target in sample)
            print(f"{name}: {len(taken):,} records, {len(taken) - len(had):,} of them repeated, {len(ids - had):,} not there, "
                  f"{lost:,.0f} counted as lost")
            if len(ids - had) > lost:
                wrong.append(f"{name} lacks more than was counted as lost")
        return wrong

    def judge_rules(self):
        for name, (since, until) in sorted(self.firing.items()):
            print(f"rule {name}: fired from {since:.0f} to {until:.0f} s")
        dropped = [times for name, times in self.firing.items() if "rop" in name]
        if not dropped:
            return ["no rule on lost packets fired"]
        return ["the rule on lost packets fires still"] if dropped[0][1] > self.samples[-1][0] - SAMPLE_SECONDS else []


if __name__ == "__main__":
    if sys.argv[1] == "hook":
        hook(sys.argv[2])
    sys.exit(Soak(sys.argv[1], float(sys.argv[2]), int(sys.argv[3])).run())
