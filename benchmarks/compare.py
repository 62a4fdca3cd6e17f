"""Measures Sharetap beside tcpdump (and Suricata, Zeek and tshark where they are) on captures of traffic.sh.

compare.py [--runs N] [--gigabytes G] [--kinds KIND,…] [--write DOCS] [--figures FILE] DIR

Programs run one after the other, in turn, N times each (5), so that what else the machine does hits all alike; of each
figure the least and the median are given. Each reads its capture as often as makes G gigabytes (10), in one run where it
takes several captures, else in as many runs. CPU is user and system time of the whole process with all its threads,
less that of the same program on the first 500 frames (its start). Every answer of Sharetap is checked: the hashes of
all programs written, each as often as there are rounds; a wrong answer ends the measurement with 1. A capture that DIR
does not have is made with G gigabytes by traffic.sh, and removed when it was measured. Figures of kinds that are not
measured now are kept as they stand in FILE.
"""

import argparse
import collections
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ("programs-written", "documents-written", "programs-read", "small-files", "other")
#: CPU beyond the start as a multiple of tcpdump's: the goal, and what Suricata 9 needed where it was measured.
GOALS = {"programs-written": (2.8, 5.6), "documents-written": (0.5, 6.2), "programs-read": (0.5, 5.8),
         "small-files": (1.5, 11.1), "other": (0.4, 1.1)}
START_FRAMES = 500
GIGABYTE = 1e9

Run = collections.namedtuple("Run", "cpu wall anonymous mapped")


def programs():
    """Names, and the commands that read a capture several times and write their answer to a folder."""
    sharetap = [os.path.join(HERE, "..", "sharetap"), "replay", "--no-progress", "--format", "json"]
    found = {
        "tcpdump": lambda capture, times, out: [["tcpdump", "-r", capture, "-w", "/dev/null"]] * times,
        "sharetap": lambda capture, times, out: [[*sharetap, *[capture] * times]],
        "sharetap, one thread": lambda capture, times, out: [[*sharetap, "--workers", "0", *[capture] * times]],
    }
    if shutil.which("tshark"):
        found["tshark"] = lambda capture, times, out: [["tshark", "-q", "-r", capture, "-z", "smb2,srt"]] * times
    if shutil.which("suricata"):
        found["suricata"] = lambda capture, times, out: [
            ["suricata", "--runmode", "single", "-k", "none", "-l", out, "-r", capture]] * times
    if shutil.which("zeek"):
        found["zeek"] = lambda capture, times, out: [
            ["zeek", "-C", "-r", capture, f"Log::default_logdir={out}"]] * times
    return found


class Watch(threading.Thread):
    """Reads the most memory that a process had, ten times a second."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.anonymous, self.mapped, self.ended = pid, 0, 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.1):
            try:
                with open(f"/proc/{self.pid}/status") as status:
                    of = dict(line.split(":", 1) for line in status)
                self.anonymous = max(self.anonymous, int(of["RssAnon"].split()[0]) * 1024)
                self.mapped = max(self.mapped, int(of["RssFile"].split()[0]) * 1024)
            except (OSError, KeyError):
                return


#: What takes a minute for what others do in a second is run once, on the one round that was recorded.
SLOW = ("tshark",)


def run(commands, answer):
    """All one after the other: CPU and wall time together, the most memory of any."""
    runs = [run_one(command, answer) for command in commands]
    return Run(sum(each.cpu for each in runs), sum(each.wall for each in runs), max(each.anonymous for each in runs),
               max(each.mapped for each in runs))


def run_one(command, answer):
    with open(answer, "wb") as out:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        watch = Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.ended.set()
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, wall, watch.anonymous, watch.mapped)


def check(answer, kind, folder, times):
    """All programs written, with the hash that the server's disk holds, once a round."""
    with open(os.path.join(folder, kind + ".sha256")) as lines:
        once = collections.Counter(line.strip() for line in lines)
    with open(os.path.join(folder, kind + ".rounds")) as lines:
        rounds = int(lines.read()) * times
    told = collections.Counter()
    with open(answer) as lines:
        for line in lines:
            record = json.loads(line)
            if record["event"].get("action") == "smb-file-write" and record["event"]["kind"] == "event":
                told[record["file"].get("hash", {}).get("sha256")] += 1
    wanted = collections.Counter({digest: count * rounds for digest, count in once.items()})
    if told != wanted:
        sys.exit(f"{kind}: {sum((wanted - told).values())} of {sum(wanted.values())} programs are missing or wrong, "
                 f"{sum((told - wanted).values())} were not written")


def first_frames(capture, target):
    subprocess.run(["tcpdump", "-r", capture, "-c", str(START_FRAMES), "-w", target], check=True,
                   stderr=subprocess.DEVNULL)


def measured_capture(name, kind, folder):
    return os.path.join(folder, kind + ("-round" if name in SLOW else "") + ".pcap")


def times_of(name, kind, folder, least_bytes):
    """How often a capture is read; once where that takes long already."""
    if name in SLOW:
        return 1
    return -(-least_bytes // os.path.getsize(measured_capture(name, kind, folder)))


def into_page_cache(capture):
    """Read anew from the disk: in what order a file came into the cache decides how large the pieces are that it lies
    in, and reading it from small ones takes up to twice as long."""
    with open(capture, "rb") as data:
        os.fsync(data.fileno())
        os.posix_fadvise(data.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while data.read(1 << 24):
            pass


def measure(kind, folder, runs, least_bytes):
    """For each program its runs, and its starts."""
    capture = measured_capture("tcpdump", kind, folder)
    start = os.path.join(folder, kind + "-start.pcap")
    out = os.path.join(folder, "answers")
    os.makedirs(out, exist_ok=True)
    first_frames(capture, start)
    into_page_cache(capture)
    starts, wholes = collections.defaultdict(list), collections.defaultdict(list)
    for turn in range(runs):
        for name, command in programs().items():
            if name in SLOW and turn > 0:
                continue
            answer = os.path.join(out, "answer")
            times = times_of(name, kind, folder, least_bytes)
            starts[name].append(run(command(start, 1, out), answer))
            wholes[name].append(run(command(measured_capture(name, kind, folder), times, out), answer))
            if name.startswith("sharetap"):
                check(answer, kind, folder, times)
            print(f"{kind}: {turn + 1} of {runs}, {name}: {wholes[name][-1].cpu:.2f} s", file=sys.stderr)
    return starts, wholes


def figures_of(kind, folder, runs, least_bytes):
    capture = measured_capture("tcpdump", kind, folder)
    made = not os.path.exists(capture)
    if made:
        subprocess.run([os.path.join(HERE, "traffic.sh"), kind, folder, str(least_bytes)], check=True,
                       stdout=sys.stderr)
    try:
        return figures_of_capture(kind, folder, runs, least_bytes)
    finally:
        if made:
            os.remove(capture)


def figures_of_capture(kind, folder, runs, least_bytes):
    starts, wholes = measure(kind, folder, runs, least_bytes)
    figures = {}
    for name, command in programs().items():
        capture = measured_capture(name, kind, folder)
        times = times_of(name, kind, folder, least_bytes)
        size = os.path.getsize(capture) * times
        start = statistics.median(each.cpu for each in starts[name])
        beyond = [each.cpu - start * len(command(capture, times, folder)) for each in wholes[name]]
        figures[name] = {
            "cpu_start": round(start, 3),
            "cpu_least_per_gb": round(min(beyond) / size * GIGABYTE, 3),
            "cpu_median_per_gb": round(statistics.median(beyond) / size * GIGABYTE, 3),
            "wall_median": round(statistics.median(each.wall for each in wholes[name]), 2),
            "anonymous_mib": round(max(each.anonymous for each in wholes[name]) / 2**20),
            "mapped_mib": round(max(each.mapped for each in wholes[name]) / 2**20),
        }
    floor = figures["tcpdump"]["cpu_least_per_gb"]  # the least is what other work on the machine has not lengthened
    for name in figures:
        figures[name]["ratio"] = round(figures[name]["cpu_least_per_gb"] / floor, 2)
    figures["tcpdump"]["bytes"] = os.path.getsize(measured_capture("tcpdump", kind, folder)) * times_of(
        "tcpdump", kind, folder, least_bytes)
    return figures


def version(command):
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        return (told.stdout or told.stderr).splitlines()[0]
    except (OSError, IndexError):
        return ""


def machine():
    with open("/proc/cpuinfo") as lines:
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")
    commit = subprocess.run(["git", "-C", HERE, "rev-parse", "--short", "HEAD"], capture_output=True, text=True,
                            check=False).stdout.strip()
    java = version(["java", "-version"])
    return (f"{os.cpu_count()} cores ({model}), Linux {platform.release().split('-')[0]}, {java}, "
            f"{version(['tcpdump', '--version'])}, commit {commit}")


def page(all_figures):
    lines = []
    for kind, figures in all_figures.items():
        goal, suricata = GOALS[kind]
        lines += [f"### {kind.replace('-', ' ').capitalize()}, {figures['tcpdump']['bytes'] / GIGABYTE:.1f} GB", "",
                  f"Goal: at most {goal} times tcpdump's; Suricata 9 was measured at {suricata}.", "",
                  "| program | CPU s/GB, least | median | times tcpdump's | wall s | start, CPU s | anonymous MiB | mapped MiB |",
                  "|---|---|---|---|---|---|---|---|"]
        for name, of in figures.items():
            told = f"{name}, on one round" if name in SLOW else name
            lines.append(f"| {told} | {of['cpu_least_per_gb']:.2f} | {of['cpu_median_per_gb']:.2f} | {of['ratio']:.2f} | "
                         f"{of['wall_median']:.1f} | {of['cpu_start']:.2f} | {of['anonymous_mib']} | {of['mapped_mib']} |")
        lines.append("")
    return "\n".join(lines)


def write(all_figures, docs):
    with open(os.path.join(HERE, "performance.md")) as template:
        text = template.read()
    text = text.replace("${machine}", machine()).replace("${tables}", page(all_figures).rstrip())
    with open(os.path.join(docs, "performance.md"), "w") as out:
        out.write(text)
    with open(os.path.join(docs, "performance.svg"), "w") as out:
        out.write(plot(all_figures))


def plot(all_figures):
    """Bars: CPU of each kind as a multiple of tcpdump's, with the goal as a line across."""
    series = (("sharetap", "#1f6f8b"), ("sharetap, one thread", "#7fb7be"))
    most = max(max(figures[name]["ratio"] for name, _ in series) for figures in all_figures.values())
    most = max(most, max(GOALS[kind][0] for kind in all_figures)) * 1.1
    width, height, left, foot = 120 * len(all_figures) + 60, 300, 50, 60
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + foot}" font-family="sans-serif" '
             f'font-size="12"><rect width="100%" height="100%" fill="white"/>',
             f'<text x="{left}" y="16">CPU beyond the start, times tcpdump\'s; line: goal</text>']

    def y(ratio):
        return height - ratio / most * (height - 30)

    for at, (kind, figures) in enumerate(all_figures.items()):
        x = left + 120 * at
        for number, (name, colour) in enumerate(series):
            ratio = max(figures[name]["ratio"], 0)
            parts.append(f'<rect x="{x + 10 + 42 * number}" y="{y(ratio):.1f}" width="38" height="{height - y(ratio):.1f}" '
                         f'fill="{colour}"><title>{name}: {ratio}</title></rect>')
            parts.append(f'<text x="{x + 29 + 42 * number}" y="{y(ratio) - 4:.1f}" text-anchor="middle">{ratio:.2f}</text>')
        goal = y(GOALS[kind][0])
        parts.append(f'<line x1="{x + 4}" x2="{x + 100}" y1="{goal:.1f}" y2="{goal:.1f}" stroke="#b23a48" stroke-width="2"/>')
        parts.append(f'<text x="{x + 52}" y="{height + 18}" text-anchor="middle">{kind.replace("-", " ")}</text>')
    for number, (name, colour) in enumerate(series):
        parts.append(f'<rect x="{left + 180 * number}" y="{height + 32}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{left + 18 + 180 * number}" y="{height + 42}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def kept(figures):
    """Of the kinds that were measured before."""
    if not figures or not os.path.exists(figures) or os.path.getsize(figures) == 0:
        return {}
    with open(figures) as lines:
        return json.load(lines)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--gigabytes", type=float, default=10)
    options.add_argument("--kinds", default=",".join(KINDS))
    options.add_argument("--write", metavar="DOCS")
    options.add_argument("--figures", metavar="FILE")
    options.add_argument("folder")
    given = options.parse_args()
    least_bytes = int(given.gigabytes * GIGABYTE)
    measured = {kind: figures_of(kind, given.folder, given.runs, least_bytes) for kind in given.kinds.split(",")}
    print(page(measured))
    measured = {**kept(given.figures), **measured}
    measured = {kind: measured[kind] for kind in KINDS if kind in measured}
    if given.write:
        write(measured, given.write)
    if given.figures:
        with open(given.figures, "w") as out:
            json.dump(measured, out, indent=1)
            out.write("\n")


if __name__ == "__main__":
    main()
