#!/usr/bin/env python3
"""Counts the instructions that the program takes for a department, and for starting: a figure without noise.

    Benchmarks/instructions.py [--record] [--rules BINARY] [--rows FEW MANY]

Runs `rules evaluate` under valgrind's callgrind for few and for many departments; the difference, divided, is the
count for one more. What is recorded in instructions.json is compared with, and the change is printed. A changed
count never fails: whether it is worth it is for people to say.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

from harness.programs import HERE, WORK, Ours, first_line
from workload.growing import first_departments

RECORD = HERE / "instructions.json"


def instructions(command, folder):
    """The instructions of one run, as callgrind counts them."""
    counting = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out"]
    run = subprocess.run(counting + [str(word) for word in command], capture_output=True, text=True)
    found = re.search(r"Collected\s*:\s*(\d+)", run.stderr)
    if run.returncode != 0 or not found:
        raise SystemExit(f"error: {' '.join(map(str, command))}\n{run.stderr[-2000:]}")
    return int(found[1])


def counts(binary, few, many):
    ours = Ours(binary, "")
    with tempfile.TemporaryDirectory() as folder:
        def run(rows):
            source = Path(folder) / f"{rows}.csv"
            source.write_text(first_departments(WORK / "data/departments-10000.csv", rows), encoding="utf-8")
            return instructions(ours.end_to_end(source, f"{folder}/out.csv", 1), folder)

        one, low, high = run(1), run(few), run(many)
    return {"perDepartment": round((high - low) / (many - few), 1), "oneDepartment": one}


def shown(name, count, before):
    if not before:
        return f"{name}: {count:,} instructions"
    change = (count - before) / before * 100
    return f"{name}: {count:,} instructions, recorded {before:,}, {change:+.2f} %"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--record", action="store_true", help="write the counts to instructions.json")
    parser.add_argument("--rules", default=HERE.parent / ".build/release/rules", metavar="BINARY")
    parser.add_argument("--rows", nargs=2, type=int, default=(2_000, 10_000), metavar=("FEW", "MANY"))
    options = parser.parse_args()
    found = counts(options.rules, *options.rows)
    recorded = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    compiler = first_line(["swift", "--version"])
    if recorded and recorded["compiler"] != compiler:
        print(f"recorded with another compiler: {recorded['compiler']}")
    print(shown("one more department", found["perDepartment"], recorded.get("perDepartment")))
    print(shown("the program with one department", found["oneDepartment"], recorded.get("oneDepartment")))
    if options.record:
        document = {"date": datetime.now(timezone.utc).strftime("%Y-%m-%d"), "compiler": compiler,
                    "rows": list(options.rows), **found}
        RECORD.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
