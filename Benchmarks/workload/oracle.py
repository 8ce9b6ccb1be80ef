#!/usr/bin/env python3
"""Scores departments with exact fractions: what every other program is held against.

    python3 -m workload.oracle IN.csv OUT.csv

Written from the table in Benchmarks/README.md, an indicator a few lines, and sharing nothing with the programs that
are compared but the names of the columns. Slow: about 400 µs a department.
"""

import csv
import sys
from fractions import Fraction
from math import floor

from workload.columns import CHECKLISTS, GRADES, NAMES, SECTIONS, SHEET

HUNDRED = Fraction(100)


def half_up(score):
    """A score in hundredths, rounded half up; no score is negative."""
    return Fraction(floor(score * 100 + Fraction(1, 2)), 100)


def less_per_point(points, excess, amount):
    """Points, less an amount for each whole percentage point of excess."""
    if excess <= 0:
        return Fraction(points)
    return max(Fraction(0), points - Fraction(amount) * floor(100 * excess))


def banded(value, bands):
    """The points of the first band whose lower end the value reaches."""
    return next((Fraction(points) for end, points in bands if value >= Fraction(end)), Fraction(0))


def change(last, this):
    return (this - last) / last


def scores(f):
    """The scores of the 22 indicators, by number."""
    s = {}
    s[1] = less_per_point(2, f["staff"] / f["establishment"] - 1, "0.1")
    if f["tp_last"] == 0:
        s[2] = Fraction(2 if f["tp_this"] == 0 else 0)
    else:
        s[2] = less_per_point(2, change(f["tp_last"], f["tp_this"]), "0.3")
    s[3] = banded(f["key_spend"] / f["total_budget"],
                  [("0.9", "3"), ("0.8", "2.4"), ("0.7", "1.8"), ("0.6", "1.2")])

    s[4] = less_per_point(5, f["carry_left"] / (f["carry_in"] + f["initial"] + f["added"]), "0.5")
    adjusted = abs(f["adjust"]) / f["initial"]
    s[5] = Fraction(5) if adjusted == 0 else banded(
        -adjusted, [("-0.1", "4"), ("-0.2", "3"), ("-0.3", "1.5")])
    s[6] = half_up(min(Fraction(3), 3 * f["paid"] / f["planned"])) if f["planned"] else Fraction(3)
    left = f["carry_left"] / f["total_budget"]
    s[7] = Fraction(3) if left <= 0 else banded(-left, [("-0.05", "2"), ("-0.1", "1")])
    if f["carry_last"] == 0:
        s[8] = Fraction(3 if f["carry_left"] == 0 else 0)
    else:
        rise = max(Fraction(0), change(f["carry_last"], f["carry_left"]))
        s[8] = half_up(max(Fraction(0), 3 - 20 * rise))
    for number, actual, budget in ((9, "pf_actual", "pf_budget"), (10, "tp_actual", "tp_this")):
        if f[budget] == 0:
            s[number] = Fraction(8 if f[actual] == 0 else 0)
        else:
            s[number] = less_per_point(8, f[actual] / f[budget] - 1, 1)
    procured = f["proc_actual"] / f["proc_budget"] if f["proc_budget"] else Fraction(1)
    s[11] = less_per_point(6, 1 - procured, "0.5")

    for number, (points, names) in CHECKLISTS.items():
        s[number] = half_up(Fraction(points, len(names)) * sum(f[name] for name in names))
    s[13] = max(Fraction(0), 4 - f["viol_fund"])
    s[18] = max(Fraction(0), 4 - f["viol_asset"])

    tasks = [min(Fraction(1), f[f"d{i}_done"] / f[f"d{i}_target"]) for i in range(1, 5)]
    s[20] = half_up(12 * sum(tasks) / 4)
    benefits = [min(HUNDRED, f[f"b{i}"]) for i in range(1, 6)]
    s[21] = half_up(10 * sum(benefits) / 5 / 100)
    s[22] = banded(f["sat"], [("90", "4"), ("80", "3"), ("60", "2")])
    return s


def sheet(f):
    """The score sheet of a department: numbers as fractions, and the grade."""
    s = scores(f)
    sections = [sum(s[i] for i in numbers) for _, numbers in SECTIONS]
    total = sum(sections)
    grade = next(name for name, least in GRADES if total >= least)
    return [s[i] for i in range(1, 23)] + sections + [total], grade


def decimal(number):
    hundredths = number * 100
    if hundredths.denominator != 1:
        raise ValueError(f"{number} is no whole number of hundredths")
    return f"{int(hundredths) // 100}.{int(hundredths) % 100:02d}"


def read(path):
    """The departments of a file: their ids, and their figures as fractions."""
    with open(path, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["id"], {name: Fraction(row[name]) for name in NAMES[2:]}


def main(source, target):
    with open(target, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(SHEET) + "\n")
        for name, figures in read(source):
            numbers, grade = sheet(figures)
            out.write(",".join([name, *map(decimal, numbers), grade]) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
