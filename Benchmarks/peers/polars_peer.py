"""polars: expressions over scan_csv, streamed into sink_csv."""

import os
import sys

# Read when polars is loaded.
os.environ["POLARS_MAX_THREADS"] = sys.argv[4] if sys.argv[1] == "e2e" and len(sys.argv) > 4 else "1"

import polars as pl  # noqa: E402

from peer import FIELDS, SHEET, TICK, run  # noqa: E402
from formulas import RATIOS, SCORES, Emitter  # noqa: E402
from workload.columns import GRADES, SECTIONS, TEXT  # noqa: E402


class Polars(Emitter):
    """Python that makes polars expressions."""

    floor, abs = "({0}).floor()", "({0}).abs()"
    min, max = "pl.min_horizontal({0}, {1})", "pl.max_horizontal({0}, {1})"
    choice = "pl.when({0}).then({1}).otherwise({2})"

    def number(self, value):
        return f"pl.lit({float(value)!r})"

    def name(self, name):
        return f"pl.col('{name}')"

    def expression(self, text):
        return eval(text, {"pl": pl})  # the text is ours


SCHEMA = {name: pl.String if kind == TEXT else pl.Int32 if kind == TICK else pl.Float64 for name, kind in FIELDS}


def sheets(facts):
    emit = Polars()
    total = pl.col("total")
    grade = pl.lit(GRADES[-1][0])
    for name, least in reversed(GRADES[:-1]):
        grade = pl.when(total >= least).then(pl.lit(name)).otherwise(grade)
    return (
        facts.with_columns(emit.expression(emit.ratio(name)).alias(name) for name in RATIOS)
        .select("id", *(emit.expression(emit.text(formula)).cast(pl.Float64).alias(f"s{i}")
                        for i, formula in SCORES.items()))
        .with_columns(sum((pl.col(f"s{i}") for i in numbers[1:]), pl.col(f"s{numbers[0]}")).alias(name)
                      for name, numbers in SECTIONS)
        .with_columns((pl.col("A") + pl.col("B") + pl.col("C") + pl.col("D")).alias("total"))
        .with_columns(grade.alias("grade")).select(SHEET))


def end_to_end(source, target, _):
    sheets(pl.scan_csv(source, schema=SCHEMA)).sink_csv(target, float_precision=2)


def in_memory(source):
    frame = pl.read_csv(source, schema=SCHEMA)
    plan = sheets(frame.lazy())
    return frame.height, plan.collect


if __name__ == "__main__":
    run(end_to_end, in_memory)
