"""Prints one line of an expect.jsonl: name=text or name:=json for each field, dots nest.

expect.py event.kind=event file.size:=20000 smb.complete:=true
"""

import json
import sys

line = {}
for argument in sys.argv[1:]:
    name, value = argument.split("=", 1)
    if name.endswith(":"):
        name, value = name[:-1], json.loads(value)
    *above, last = name.split(".")
    place = line
    for part in above:
        place = place.setdefault(part, {})
    place[last] = value
print(json.dumps(line, ensure_ascii=False))
