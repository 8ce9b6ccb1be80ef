#!/usr/bin/env python3
"""Writes the departments that are scored: the same bytes on every machine. Needs numpy.

    python3 -m workload.generate ROWS OUT.csv

Row i depends on i alone, so a smaller file begins a larger one. Quantities are made as whole hundredths, so that every
decimal in the file is exact. About one department in three has a figure that lies exactly on a boundary of the
scheme: that is where arithmetic that is nearly right goes wrong.
"""

import sys

import numpy as np

from workload.columns import CHECKLISTS, COUNT, FIELDS, TICK

BLOCK = 50_000
OFFICES = ["财政局", "教育局", "卫生健康委", "民政局", "交通运输局", "水务局", "农业农村局", "文化和旅游局",
           "审计局", "统计局"]
U64 = np.uint64


def _mix(z):
    """The finalizer of splitmix64."""
    z = z + U64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> U64(30))) * U64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> U64(27))) * U64(0x94D049BB133111EB)
    return z ^ (z >> U64(31))


class Draws:
    """Random numbers for a block of rows: the n-th draw of a row depends on the row and on n."""

    def __init__(self, rows):
        self.rows = rows.astype(U64)
        self.count = 0

    def bits(self):
        self.count += 1
        return _mix(_mix(self.rows) ^ _mix(np.full_like(self.rows, self.count)))

    def fraction(self):
        return (self.bits() >> U64(11)).astype(np.float64) * 2.0**-53

    def between(self, low, high):
        return (low + (self.bits() % U64(high - low + 1)).astype(np.int64))

    def chance(self, probability):
        return self.fraction() < probability


def _whole(values):
    return np.floor(values).astype(np.int64)


def _percent_of(draws, base, low, high, step, exact):
    """An amount of `low` to `high` percent of a base; where `exact`, of a whole multiple of `step` percent."""
    percent = draws.between(low, high)
    loose = _whole(base * (low + (high - low) * draws.fraction()) / 100)
    return np.where(exact, base // 100 * (percent // step * step), loose)


def _cents(draws, exact, base):
    """The base itself where exact, else up to 0.99 more."""
    return np.where(exact, base, base + draws.between(0, 99))


def facts(start, count):
    """The figures of some departments, by column, in whole hundredths where the column has decimals.

    The order of the draws is part of the data: a draw that moves changes everything after it.
    """
    rows = np.arange(start, start + count, dtype=np.int64)
    d = Draws(rows)
    c = {"id": rows}
    tidy = rows % 40 == 7  # departments whose every figure is round

    def exactly(probability=1 / 8):
        return d.chance(probability) | tidy

    def whole(column):
        return column % 100 == 0

    _staff(d, c)
    size = _whole(np.exp(d.fraction() * 6.0) * 300)
    _three_public(d, c, size, exactly, whole)
    _budget(d, c, size, exactly, whole)
    _spending(d, c, size, exactly, whole)
    weak = _management(d, c)
    _results(d, c, weak, tidy, whole)
    return c


def _staff(d, c):
    planned = np.where(d.chance(0.5), d.between(1, 40) * 10, d.between(5, 400))
    c["establishment"] = planned
    kind = d.fraction()
    more = _whole(planned * (1 + d.fraction() * 0.25))
    fewer = np.ceil(planned * (0.8 + 0.2 * d.fraction())).astype(np.int64)
    c["staff"] = np.where(kind < 0.7, fewer, np.where(kind < 0.8, planned, more))


def _three_public(d, c, size, exactly, whole):
    base = np.maximum(size // 20, 2) * 100
    edge = exactly()
    last = np.where(edge, base, base + d.between(-99, 99))
    c["tp_last"] = np.where(d.chance(0.02), 0, last)
    this = _percent_of(d, np.where(edge, base, last), 70, 108, 1, edge)
    c["tp_this"] = np.where(d.chance(0.02), 0, this)
    edge = exactly() & whole(c["tp_this"])
    over = d.chance(0.25)
    above = _percent_of(d, c["tp_this"], 100, 110, 1, edge)
    c["tp_actual"] = np.where(over, above, _percent_of(d, c["tp_this"], 50, 100, 1, edge))


def _budget(d, c, size, exactly, whole):
    total = size * 10 * 100
    edge = exactly()
    c["total_budget"] = _cents(d, edge, total)
    c["key_spend"] = _percent_of(d, c["total_budget"], 55, 100, 5, edge)

    base = size * 8 * 100
    edge = exactly()
    c["initial"] = _cents(d, edge, base)
    c["carry_in"] = np.where(edge, base // 10, _whole(base * 0.2 * d.fraction()))
    none = d.chance(0.5)
    added = np.where(none, 0, _whole(base * 0.15 * d.fraction()))
    c["added"] = np.where(edge, base // 10 * 2, added)
    available = c["carry_in"] + c["initial"] + c["added"]

    nothing_left = d.chance(0.35)
    percents = available // 100 * d.between(0, 9)
    loose = _whole(available * 0.12 * d.fraction() * d.fraction())
    left = np.where(edge & whole(available), percents, loose)
    edge = exactly(0.06) & whole(c["total_budget"])
    left = np.where(edge, c["total_budget"] // 20 * d.between(0, 3), left)
    c["carry_left"] = np.where(nothing_left, 0, np.minimum(left, available))

    edge = exactly() & whole(c["initial"])
    fives = c["initial"] // 100 * (d.between(0, 7) * 5)
    adjust = np.where(edge, fives, _whole(c["initial"] * 0.35 * d.fraction() * d.fraction()))
    adjust = np.where(d.chance(0.3), 0, adjust)
    c["adjust"] = np.where(d.chance(0.4), -adjust, adjust)

    planned = _cents(d, exactly(), base)
    c["planned"] = np.where(d.chance(0.02), 0, planned)
    edge = exactly() & whole(c["planned"])
    c["paid"] = _percent_of(d, c["planned"], 75, 103, 1, edge)

    edge = exactly() & (c["carry_left"] > 0)
    last = np.where(edge, c["carry_left"], _whole(available * 0.10 * d.fraction()))
    # A rise of 1.25 percent costs a whole number of half hundredths.
    last = np.where(edge & (c["carry_left"] % 81 == 0), c["carry_left"] // 81 * 80, last)
    c["carry_last"] = np.where(d.chance(0.08), 0, last)


def _spending(d, c, size, exactly, whole):
    base = np.maximum(size // 4, 3) * 100
    edge = exactly()
    c["pf_budget"] = np.where(d.chance(0.005), 0, _cents(d, edge, base))
    edge &= whole(c["pf_budget"])
    over = d.chance(0.2)
    above = _percent_of(d, c["pf_budget"], 100, 109, 1, edge)
    c["pf_actual"] = np.where(over, above, _percent_of(d, c["pf_budget"], 80, 100, 1, edge))

    base = np.maximum(size // 6, 2) * 100
    edge = exactly()
    c["proc_budget"] = np.where(d.chance(0.05), 0, _cents(d, edge, base))
    in_full = d.chance(0.5)
    part = _percent_of(d, c["proc_budget"], 86, 101, 1, edge & whole(c["proc_budget"]))
    c["proc_actual"] = np.where(in_full, c["proc_budget"], part)


def _management(d, c):
    c["viol_fund"] = np.where(d.chance(0.8), 0, d.between(1, 6))
    c["viol_asset"] = np.where(d.chance(0.85), 0, d.between(1, 5))
    weak = d.chance(0.12)  # poorly run departments, for the lower grades
    for _, names in CHECKLISTS.values():
        for name in names:
            c[name] = (d.fraction() < np.where(weak, 0.35, 0.93)).astype(np.int64)
    return weak


def _results(d, c, weak, tidy, whole):
    for i in range(1, 5):
        target = np.where(d.chance(0.3), d.between(1, 200) * 100, d.between(100, 99999))
        as_planned = d.chance(0.6) | tidy
        # The chance is drawn before the percentages.
        part = _percent_of(d, target, 60, 115, 1, d.chance(0.2) & whole(target))
        done = np.where(as_planned, target, part)
        c[f"d{i}_target"] = target
        c[f"d{i}_done"] = np.where(weak, done // 2, done)
    for i in range(1, 6):
        full = d.chance(0.4) | tidy
        round_ = d.chance(0.3)
        percent = np.where(round_, d.between(70, 110) * 100, d.between(7000, 11000))
        percent = np.where(full, 10000, percent)
        c[f"b{i}"] = np.where(weak, percent * 3 // 5, percent)
    edge = d.chance(0.15)
    c["sat"] = np.where(edge, np.array([60, 80, 90])[d.between(0, 2)] * 100, d.between(5500, 10000))


def _text(column, kind, name):
    values = column.tolist()
    if name == "id":
        return [f"D{i:07d}" for i in values]
    if kind in (COUNT, TICK):
        return [str(value) for value in values]
    return [f"{'-' if v < 0 else ''}{abs(v) // 100}.{abs(v) % 100:02d}" for v in values]


def write(count, path):
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(name for name, _ in FIELDS) + "\n")
        for start in range(0, count, BLOCK):
            block = facts(start, min(BLOCK, count - start))
            names = [f"第{i // 10}市{OFFICES[i % 10]}" for i in block["id"].tolist()]
            columns = [names if name == "name" else _text(block[name], kind, name)
                       for name, kind in FIELDS]
            out.write("\n".join(map(",".join, zip(*columns))) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    write(int(sys.argv[1]), sys.argv[2])
