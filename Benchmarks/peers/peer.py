"""What all peers share: their arguments, and the loop of those that score a record at a time.

    NAME_peer.py e2e IN.csv OUT.csv [THREADS]
    NAME_peer.py mem IN.csv REPETITIONS
"""

import csv
import os
import shutil
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from workload.columns import COUNT, FIELDS, SHEET, TICK  # noqa: E402, F401

NUMBERS = SHEET[1:-1]  # what a sheet holds between the id and the grade


def run(end_to_end, in_memory):
    """Does what the arguments say.

    `end_to_end(source, target, threads)` writes score sheets. `in_memory(source)` gives the number of departments, and
    a function that scores them all.
    """
    if sys.argv[1] == "e2e":
        end_to_end(sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 1)
        return
    count, score_all = in_memory(sys.argv[2])
    score_all()
    times = []
    for _ in range(int(sys.argv[3])):
        start = time.perf_counter_ns()
        score_all()
        times.append((time.perf_counter_ns() - start) / count)
    print(f"n={count} median={statistics.median(times):.1f} best={min(times):.1f}")


def records(path, number=float, tick=lambda text: text == "1", low=0, high=None):
    """The departments whose rows begin in a range of bytes: ids, and figures as the peer takes them."""
    convert = [(name, tick if kind == TICK else number) for name, kind in FIELDS[2:]]
    with open(path, "rb") as file:
        header = len(file.readline())
        if low > header:
            file.seek(low - 1)
            file.readline()
        at = file.tell()

        def lines():
            nonlocal at
            for line in file:
                if high is not None and at >= high:
                    return
                at += len(line)
                yield line.decode()

        for row in csv.reader(lines()):
            yield row[0], {name: make(text) for (name, make), text in zip(convert, row[2:])}


def write_sheets(target, sheets, header=True):
    numbers = ",".join(["%.2f"] * len(NUMBERS))
    with open(target, "w", encoding="utf-8", buffering=1 << 20) as out:
        if header:
            out.write(",".join(SHEET) + "\n")
        for name, sheet in sheets:
            out.write(f"{name},{numbers % tuple(sheet[:-1])},{sheet[-1]}\n")


def run_by_record(make, number=float, tick=lambda text: text == "1"):
    """For peers that score one record: `make()` gives a function from figures to the cells of a sheet.

    With two threads, two processes score half of the file each.
    """
    def part(source, target, low, high):
        score = make()
        found = records(source, number, tick, low, high)
        write_sheets(target, ((name, score(figures)) for name, figures in found), header=low == 0)

    def end_to_end(source, target, threads):
        size = os.path.getsize(source)
        ends = [size * i // threads for i in range(threads + 1)]
        children = []
        for i in range(1, threads):
            child = os.fork()
            if child == 0:
                part(source, f"{target}.{i}", ends[i], ends[i + 1])
                os._exit(0)
            children.append(child)
        part(source, target, 0, ends[1])
        with open(target, "ab") as whole:
            for i, child in enumerate(children, 1):
                if os.waitpid(child, 0)[1] != 0:
                    raise SystemExit("a process failed")
                with open(f"{target}.{i}", "rb") as rest:
                    shutil.copyfileobj(rest, whole, 1 << 20)
                os.unlink(f"{target}.{i}")

    def in_memory(source):
        figures = [found for _, found in records(source, number, tick)]
        score = make()

        def score_all():
            for record in figures:
                score(record)

        return len(figures), score_all

    run(end_to_end, in_memory)
