#!/usr/bin/env python3
"""Measures how the time of the program grows with the size of what it is given.

    Benchmarks/growth.py [--rules BINARY] [--data CSV] [--budget SECONDS] [--record] [NAME …]

Rulesets of 10 to 10,000 indicators, sheets of 100 to 1,000,000 departments and tables of 10 to 100,000 rows are given
to the program. Printed are the time for each unit, and the exponent between neighbouring sizes: 1.00 is
linear growth, 2.00 quadratic. Time is processor time of the one process less that of starting it, the least
of several runs, so that other work on the machine disturbs little. A size that is foreseen to take longer than the
budget is left out and named. --record writes growth.json and the figures into README.md. Nothing here fails because
something is slow.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

from harness import report
from harness.programs import first_line, machine
from workload import growing

HERE = Path(__file__).resolve().parent


def processor_seconds(command, statuses):
    """The processor time of one run, whose output is thrown away and which ends in one of the statuses."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE)
    complaint = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in statuses:
        raise SystemExit(f"status {child.returncode}: {' '.join(command)}\n{complaint[:2000]}")
    return usage.ru_utime + usage.ru_stime


def steady_seconds(command, statuses):
    """The least of as many runs as fit into about two seconds, ten at most."""
    first = processor_seconds(command, statuses)
    return min([first] + [processor_seconds(command, statuses) for _ in range(min(9, int(2 / first)))])


def duration(seconds):
    for limit, factor, unit in ((1e-6, 1e9, "ns"), (1e-3, 1e6, "µs"), (1, 1e3, "ms")):
        if seconds < limit:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.3g} s"


class Growth:
    """One thing that is measured at several sizes; `seconds` gives the time at a size."""

    def __init__(self, name, unit, sizes, seconds):
        self.name, self.unit, self.sizes, self.seconds = name, unit, sizes, seconds
        self.points = []

    def measure(self, budget):
        for size in self.sizes:
            if self.points and self.foreseen(size) > budget:
                print(f"{self.name}: {size:,} is left out, beyond the budget", file=sys.stderr)
                break
            self.points.append((size, max(self.seconds(size), 1e-9)))

    def foreseen(self, size):
        last, seconds = self.points[-1]
        exponents = self.exponents()
        return seconds * (size / last) ** max([1.0] + exponents[-1:])

    def exponents(self):
        pairs = zip(self.points, self.points[1:])
        return [math.log(t2 / t1) / math.log(n2 / n1) for (n1, t1), (n2, t2) in pairs]

    def rows(self):
        for (size, seconds), exponent in zip(self.points, [None] + self.exponents()):
            yield {"what": self.name, "unit": self.unit, "size": size, "seconds": seconds,
                   "exponent": None if exponent is None else round(exponent, 2)}


class Bench:
    """The program under measurement, and a folder for what it is given."""

    def __init__(self, binary, departments, folder):
        self.binary, self.departments, self.folder = binary, departments, Path(folder)
        self.start = 0.0
        self.start = self.run("--version")

    def run(self, *arguments, statuses=(0,)):
        return steady_seconds([str(self.binary), *map(str, arguments)], statuses) - self.start

    def file(self, name, make):
        path = self.folder / name
        if not path.exists():
            path.write_text(make(), encoding="utf-8")
        return path

    def rules(self, indicators):
        return self.file(f"{indicators}.rules", lambda: growing.ruleset(indicators))

    def sheet(self, indicators, departments):
        return self.file(f"{indicators}-{departments}.csv",
                         lambda: growing.sheet(indicators, departments))

    def check(self, indicators):
        return self.run("check", self.rules(indicators))

    def diff(self, indicators):
        """Against a ruleset in which each sixth indicator deducts less."""
        rules = self.rules(indicators)
        amended = self.file(f"{indicators}-amended.rules",
                            lambda: growing.ruleset(indicators).replace("deducts 0.5 per", "deducts 0.25 per"))
        # 1 says that there are differences.
        return self.run("diff", rules, amended, statuses=(1,))

    def one_department(self, indicators):
        return self.run("evaluate", self.rules(indicators), self.sheet(indicators, 1),
                        "--format", "csv", "--jobs", 1)

    def indicators(self, indicators):
        """One department more, without what reading and compiling the rules takes."""
        count = max(500, 1_000_000 // indicators)
        whole = self.run("evaluate", self.rules(indicators), self.sheet(indicators, count + 1),
                         "--format", "csv", "--jobs", 1)
        return (whole - self.one_department(indicators)) / count

    def rows(self, departments):
        data = self.file(f"departments-{departments}.csv",
                         lambda: growing.first_departments(self.departments, departments))
        return self.run("evaluate", HERE / "Departments", data, "--year", 2023, "--unit", "万元",
                        "--department-column", "id", "--format", "csv", "--jobs", 1)

    def table(self, rows):
        rules = self.file("table.rules", growing.table_ruleset)
        record = self.file(f"table-{rows}.json", lambda: growing.table_record(rows))
        return self.run("evaluate", rules, record, "--format", "csv", "--jobs", 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rules", default=HERE.parent / ".build/release/rules", metavar="BINARY",
                        help="the program, by default the release build")
    parser.add_argument("--data", type=Path, default=HERE / ".work/data/departments-1000000.csv", metavar="CSV",
                        help="departments of the workload, as generate.py writes them")
    parser.add_argument("--budget", type=float, default=60, metavar="SECONDS",
                        help="the longest that one size may take (60)")
    parser.add_argument("--record", action="store_true", help="write the figures to growth.json and README.md, too")
    parser.add_argument("names", nargs="*", metavar="NAME",
                        help="check, diff, one-department, indicators, departments or table; by default all")
    options = parser.parse_args()

    tens = lambda first, last: [10 ** power for power in range(first, last + 1)]  # noqa: E731
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options.rules, options.data, folder)
        growths = [
            Growth("check", "indicator", tens(1, 4), bench.check),
            Growth("diff", "indicator", tens(1, 4), bench.diff),
            Growth("one-department", "indicator", tens(1, 4), bench.one_department),
            Growth("indicators", "indicator", tens(1, 4), bench.indicators),
            Growth("departments", "department", tens(2, 6), bench.rows),
            Growth("table", "row", tens(1, 5), bench.table),
        ]
        figures = []
        lines = ["| what | units | time | for each unit | exponent |", "| --- | ---: | ---: | ---: | ---: |"]
        print("\n".join(lines))
        for growth in growths:
            if options.names and growth.name not in options.names:
                continue
            growth.measure(options.budget)
            for row in growth.rows():
                figures.append(row)
                exponent = "" if row["exponent"] is None else f"{row['exponent']:.2f}"
                lines.append(f"| {growth.name} | {row['size']:,} {growth.unit}s | {duration(row['seconds'])} "
                             f"| {duration(row['seconds'] / row['size'])} | {exponent} |")
                print(lines[-1], flush=True)
    if options.record:
        record(figures, lines)


def record(figures, lines):
    document = {"date": datetime.now(timezone.utc).strftime("%Y-%m-%d"), "machine": machine(),
                "compiler": first_line(["swift", "--version"]), "figures": figures}
    (HERE / "growth.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    head = f"{document['date']}, {report.described(document['machine'])}; {document['compiler']}."
    report.put_into(HERE / "README.md", "\n".join([head, "", *lines]), report.GROWTH)


if __name__ == "__main__":
    main()
