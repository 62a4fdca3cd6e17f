"""Writes the made cases: runs `make(case)` of pcaps/<case>/make.py, whose docstring becomes the case's README.

    python3 pcaps/maker [--check] [CASE…]

--check writes nothing and ends with 1 where a committed file is not what its maker makes.
"""

import gzip
import importlib.util
import pathlib
import sys

PCAPS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PCAPS))

from maker.case import CLIENT, SERVER, Case  # noqa: E402  (the path above must be set first)

HOSTS = f"""
- Hosts: {CLIENT} (WS66, user CORP\\j.miller) is the client, {SERVER} (FS01) the server
- Made by: `python3 pcaps/maker {{name}}`, which runs the `make.py` beside this file
"""


def made(folder):
    """Names and bytes of the files of one case."""
    spec = importlib.util.spec_from_file_location("make", folder / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    case = Case()
    module.make(case)
    title, _, text = module.__doc__.strip().partition("\n")
    readme = f"# {title.rstrip('.')}\n{text.strip()}\n{HOSTS.format(name=folder.name)}".replace("\n\n\n", "\n\n")
    files = {
        capture_name(folder): case.capture.pcap(),
        "expect.jsonl": case.expected().encode(),
        "README.md": readme.encode(),
    }
    if case.keys:
        files["keys"] = case.keys.encode()
    if case.settings:
        files |= {"settings.yaml": case.settings_file().encode(), "anomalies.txt": case.anomalies_file().encode()}
    return files


def capture_name(folder):
    """Captures of large, even content are committed compressed."""
    return "capture.pcap.gz" if "COMPRESSED = True" in (folder / "make.py").read_text() else "capture.pcap"


def main(arguments):
    check = "--check" in arguments
    names = [name for name in arguments if name != "--check"]
    folders = [PCAPS / name for name in names] or sorted(path.parent for path in PCAPS.glob("*/make.py"))
    different = 0
    for folder in folders:
        for name, content in made(folder).items():
            path = folder / name
            if check:
                held = path.read_bytes() if path.exists() else b""
                if (gzip.decompress(held) if name.endswith(".gz") else held) != content:
                    different += 1
                    print(f"{folder.name}/{name} is not what make.py makes", file=sys.stderr)
            else:
                path.write_bytes(gzip.compress(content, 9, mtime=0) if name.endswith(".gz") else content)
    return 1 if different else 0


sys.exit(main(sys.argv[1:]))
