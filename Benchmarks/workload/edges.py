#!/usr/bin/env python3
"""Counts the departments with a figure exactly on a boundary of the scheme, by indicator.

    python3 -m workload.edges IN.csv
"""

import sys
from collections import Counter
from fractions import Fraction

from workload.oracle import change, read, sheet


def whole(number):
    return number.denominator == 1


def half(number):
    return number.denominator == 2


def boundaries(f):
    """Of each indicator that has boundaries, whether the figures lie on one."""
    available = f["carry_in"] + f["initial"] + f["added"]
    tasks = sum(min(Fraction(1), f[f"d{i}_done"] / f[f"d{i}_target"]) for i in range(1, 5))
    benefits = sum(min(Fraction(100), f[f"b{i}"]) for i in range(1, 6))

    def over(number, actual, limit):
        """A whole number of points above a limit."""
        return number, f[limit] != 0 and f[actual] > f[limit] and whole(100 * f[actual] / f[limit])

    def among(number, ratio, *percents):
        return number, 100 * ratio in percents

    rising = f["carry_last"] != 0 and f["carry_left"] > f["carry_last"]
    numbers, _ = sheet(f)
    return [
        over("s1", "staff", "establishment"),
        over("s2", "tp_this", "tp_last"),
        among("s3", f["key_spend"] / f["total_budget"], 90, 80, 70, 60),
        ("s4", f["carry_left"] > 0 and whole(100 * f["carry_left"] / available)),
        among("s5", abs(f["adjust"]) / f["initial"], 10, 20, 30),
        ("s6", 0 < f["paid"] < f["planned"] and whole(600 * f["paid"] / f["planned"])),
        among("s7", f["carry_left"] / f["total_budget"], 5, 10),
        ("s8", rising and whole(4000 * change(f["carry_last"], f["carry_left"]))),
        over("s9", "pf_actual", "pf_budget"),
        over("s10", "tp_actual", "tp_this"),
        ("s11", f["proc_budget"] != 0 and f["proc_actual"] < f["proc_budget"]
         and whole(100 * f["proc_actual"] / f["proc_budget"])),
        ("s20", tasks < 4 and whole(600 * tasks)),
        ("s21", half(2 * benefits)),
        ("s22", f["sat"] in (90, 80, 60)),
        ("total", numbers[-1] in (90, 80, 60)),
    ]


def main(source):
    counts, departments, touched = Counter(), 0, 0
    for _, figures in read(source):
        found = [name for name, is_on in boundaries(figures) if is_on]
        counts.update(found)
        departments += 1
        touched += bool(found)
    print(f"{departments} departments, {touched} with a figure exactly on a boundary")
    print(", ".join(f"{name} {count}" for name, count in sorted(
        counts.items(), key=lambda item: -item[1])))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
