#!/usr/bin/env python3
"""Measures the program against one written by hand for the same scheme, and against others.

    Benchmarks/run.py [--quick] [--rows N] [--rounds N] [--peers] [--record]

Builds what is measured, makes the departments, and runs everything on the same files. Rounds are interleaved: each
run has a run of the C program directly before it, and what is stated is the median of the ratios of such pairs. Every
result is held against the exact one; a difference in ours or in C ends in status 1. No time ever does.
"""

import argparse
import filecmp
import json
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

from harness import measure, report
from harness.programs import (HERE, VENV_PYTHON, WORK, HandWrittenC, Ours, first_line, machine, peers,
                              python_package)
from workload import oracle, sheets

CHECKED_ROWS = 10_000
REPETITIONS = 51


class Bench:
    def __init__(self, options, output_folder):
        self.options = options
        self.out = Path(output_folder)
        self.wrong = []
        self.results = {}
        root = HERE.parent
        binary = Path(options.rules or root / ".build/release/rules")
        self.c = HandWrittenC(first_line(["gcc", "--version"]))
        self.ours = Ours(binary, first_line([binary, "--version"]))
        self.programs = [self.ours, self.c]
        if not self.ours.version and not options.only:
            raise SystemExit(f"error: there is no {binary}")
        if VENV_PYTHON.exists():
            self.programs += [peer for peer in peers() if peer.is_installed()]
        if options.only:
            self.programs = [p for p in self.programs if p is self.c or p.name in options.only]
        for program in self.programs:
            self.results[program.name] = {"what": program.what, "version": program.version}

    # ------------------------------------------------------------ data

    def data(self, rows):
        """The file of that many departments; made where it is not there, and known by its digest."""
        path = WORK / f"data/departments-{rows}.csv"
        if not path.exists():
            say(f"making {rows:,} departments")
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".partial")
            python = sys.executable if python_package("numpy") else VENV_PYTHON
            subprocess.run([python, "-m", "workload.generate", str(rows), partial], cwd=HERE, check=True)
            known = sheets.PUBLISHED.get(rows)
            if known and sheets.sha256(partial) != known.data_sha256:
                raise SystemExit(f"{partial} is not the published data of {rows:,} departments")
            partial.rename(path)
        return path

    def exact(self):
        """The score sheets of the first departments by the oracle."""
        path = WORK / f"data/exact-{CHECKED_ROWS}.csv"
        if not path.exists():
            say(f"scoring {CHECKED_ROWS:,} departments exactly")
            partial = path.with_suffix(".partial")
            oracle.main(self.data(CHECKED_ROWS), partial)
            partial.rename(path)
        if sheets.sums(path) != sheets.PUBLISHED[CHECKED_ROWS].sums:
            raise SystemExit(f"{path} is not what was published")
        return path

    def sheet(self, program):
        return self.out / f"{program.name.replace(' ', '-')}.csv"

    def fail(self, program, message):
        say(f"WRONG: {program.name}: {message}")
        self.wrong.append(f"{program.name}: {message}")

    # ------------------------------------------------------------ results

    def check(self, program):
        """Compares the score sheets of 10,000 departments with the oracle's, with each number of threads."""
        result = self.results[program.name]
        for threads in program.threads:
            path = self.sheet(program)
            path.unlink(missing_ok=True)
            measure.wall_seconds(program.end_to_end(self.data(CHECKED_ROWS), path, threads),
                                 program.environment)
            found = sheets.compare(self.exact(), path)
            result["differences"] = found._asdict()
            if program.is_exact and not filecmp.cmp(path, self.exact(), shallow=False):
                self.fail(program, f"{threads} threads, {CHECKED_ROWS:,} departments: {found}")
        say(f"{program.name}: {found.totals} totals and {found.grades} grades of {found.rows:,} are wrong")

    def check_large(self, program, rows):
        """Holds a large sheet against the published sums, or against C's, byte for byte."""
        path, base = self.sheet(program), self.sheet(self.c)
        if program is not self.c and not filecmp.cmp(path, base, shallow=False):
            self.fail(program, f"{rows:,} departments: the sheet is not that of C")
        known = sheets.PUBLISHED.get(rows)
        if program is self.c and known and sheets.sums(path) != known.sums:
            self.fail(program, f"{rows:,} departments: the sums are not the published ones")

    # ------------------------------------------------------------ times

    def rows_for(self, program):
        return min(self.options.rows, program.rows_max or self.options.rows)

    def timed(self, program, source, threads):
        """A run of C and one of the program, on the same file: seconds of both."""
        base = measure.wall_seconds(self.c.end_to_end(source, self.sheet(self.c), threads), {})
        if program is self.c:
            return base, base
        command = program.end_to_end(source, self.sheet(program), threads)
        return base, measure.wall_seconds(command, program.environment)

    def end_to_end(self, rounds):
        pairs = {}
        for number in range(rounds):
            for program in self.programs:
                rows = self.rows_for(program)
                for threads in program.threads:
                    pair = self.timed(program, self.data(rows), threads)
                    pairs.setdefault((program.name, threads), []).append(pair)
                    if program.is_exact and number == 0:
                        self.check_large(program, rows)
            say(f"from file to file, round {number + 1} of {rounds}")
        for program in self.programs:
            for threads in program.threads:
                figures = summary(pairs[program.name, threads])
                figures["rows"] = self.rows_for(program)
                figures["rowsPerSecond"] = figures["rows"] / figures["median"]
                self.results[program.name].setdefault("endToEnd", {})[str(threads)] = figures

    def one_department(self, rounds):
        pairs = {program.name: [] for program in self.programs}
        for _ in range(rounds):
            for program in self.programs:
                pairs[program.name].append(self.timed(program, self.data(1), 1))
        for name, measured in pairs.items():
            self.results[name]["oneDepartment"] = summary(measured)
        say("one department from the command line")

    def in_memory(self, rounds):
        pairs = {}
        for number in range(rounds):
            for program in self.programs:
                rows = min(program.memory_rows_max, CHECKED_ROWS if self.options.quick else 10**9)
                repetitions = REPETITIONS if rows <= CHECKED_ROWS else 5
                command = program.in_memory(self.data(rows), repetitions)
                if command is None:
                    continue
                try:
                    printed = measure.output(command, program.environment)
                except measure.NotAvailable as why:
                    if number == 0:
                        say(f"{program.name} in memory: {why}")
                    continue
                base = printed
                if program is not self.c:
                    base = measure.output(self.c.in_memory(self.data(rows), repetitions), {})
                pair = (measure.nanoseconds(base), measure.nanoseconds(printed))
                pairs.setdefault(program.name, []).append(pair)
                if program.is_exact and measure.printed_sums(printed) != sheets.PUBLISHED[rows].sums[1:]:
                    self.fail(program, f"in memory, {rows:,} departments: {printed.strip()}")
        for name, measured in pairs.items():
            self.results[name]["inMemory"] = summary(measured)
        say("facts in memory")

    def memory(self, rows):
        for program in self.programs:
            count = min(rows, program.rows_max or rows)
            command = program.end_to_end(self.data(count), self.sheet(program), max(program.threads))
            peak = measure.peak_mebibytes(command, program.environment)
            self.results[program.name].setdefault("peakMiB", {})[str(count)] = round(peak, 1)
            say(f"{program.name}: {peak:.1f} MiB at {count:,} departments")


def summary(pairs):
    """Medians of pairs of a time of C and one of a program."""
    times = [time for _, time in pairs]
    return {"median": statistics.median(times), "least": min(times), "most": max(times),
            "ratio": statistics.median(time / base for base, time in pairs), "rounds": len(pairs)}


def say(line):
    print(line, file=sys.stderr, flush=True)


def build(options):
    WORK.mkdir(exist_ok=True)
    subprocess.run(["gcc", "-std=gnu11", "-O3", "-Wall", "-Wextra", "-pthread", "-o", WORK / "score",
                    HERE / "c/score.c"], check=True)
    if options.no_build:
        return
    swift = ["swift", "build", "-c", "release"]
    subprocess.run(swift, cwd=HERE.parent, check=True, stdout=sys.stderr)
    if not options.quick:
        subprocess.run(swift, cwd=HERE / "InMemory", check=True, stdout=sys.stderr)


def install(options):
    """Makes the environment of the generator and, with --peers, of the peers."""
    wants_numpy = not python_package("numpy")
    if (options.peers or wants_numpy) and not VENV_PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
    pip = [VENV_PYTHON, "-m", "pip", "install", "--quiet"]
    if options.peers:
        subprocess.run([*pip, "-r", HERE / "requirements-peers.txt"], check=True)
    elif wants_numpy:
        subprocess.run([*pip, "numpy"], check=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true",
                        help="100,000 departments and 3 rounds; builds nothing in memory")
    parser.add_argument("--rows", type=int, metavar="N", help="departments from file to file (1,000,000)")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often everything is measured (5)")
    parser.add_argument("--peers", action="store_true", help="install the peers into a folder that git ignores")
    parser.add_argument("--only", action="append", metavar="NAME", help="measure only this program, and C")
    parser.add_argument("--memory-rows", type=int, metavar="N",
                        help="departments for the peak of memory, such as 10000000")
    parser.add_argument("--record", action="store_true",
                        help="write results.json and the table in README.md, too")
    parser.add_argument("--no-build", action="store_true", help="measure what is built already")
    parser.add_argument("--rules", metavar="BINARY", help="measure this program, not the release build")
    options = parser.parse_args()
    options.rows = options.rows or (100_000 if options.quick else 1_000_000)
    options.rounds = options.rounds or (3 if options.quick else 5)
    return options


def main():
    options = arguments()
    build(options)
    install(options)
    # Results go to memory where the system has a folder there, so that no disk is measured.
    fast = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=fast) as folder:
        bench = Bench(options, folder)
        for program in bench.programs:
            bench.check(program)
        bench.one_department(options.rounds + 2)
        bench.in_memory(options.rounds)
        bench.end_to_end(options.rounds)
        bench.memory(options.memory_rows or options.rows)
    document = {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
        "machine": machine(),
        "versions": {"swift": first_line(["swift", "--version"]), "gcc": bench.c.version,
                     "commit": first_line(["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"])},
        "wrong": bench.wrong,
        "programs": bench.results,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    (WORK / "results.json").write_text(text, encoding="utf-8")
    table = report.table(document)
    print(table)
    if options.record:
        (HERE / "results.json").write_text(text, encoding="utf-8")
        report.put_into(HERE / "README.md", table)
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (measure.Failed, subprocess.CalledProcessError) as error:
        sys.exit(f"error: {error}")
