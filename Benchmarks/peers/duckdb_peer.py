"""DuckDB: read_csv, one SELECT, COPY. FORM=exact is the query rewritten by hand in whole hundredths."""

import os

import duckdb

from peer import COUNT, FIELDS, NUMBERS, TICK, run
from formulas import SQL, sheet_query
from exact_sql import scores_query
from workload.columns import TEXT

EXACT = os.environ.get("FORM") == "exact"


def table(path):
    types = {TEXT: "VARCHAR", COUNT: "INTEGER", TICK: "INTEGER"}
    number = "DECIMAL(18,2)" if EXACT else "DOUBLE"
    columns = ", ".join(f"'{name}': '{types.get(kind, number)}'" for name, kind in FIELDS)
    return f"read_csv('{path}', header=true, columns={{{columns}}})"


def query(source):
    if not EXACT:
        return SQL().query(source)
    whole = sheet_query(scores_query(source, wide="HUGEINT"), grade_factor=100)
    return f"SELECT id, {', '.join(f'{name} / 100.0 AS {name}' for name in NUMBERS)}, grade FROM ({whole})"


def end_to_end(source, target, threads):
    connection = duckdb.connect()
    connection.execute(f"SET threads={threads}")
    cells = ", ".join(f"CAST({name} AS DECIMAL(6,2)) AS {name}" for name in NUMBERS)
    connection.execute(f"COPY (SELECT id, {cells}, grade FROM ({query(table(source))})) "
                       f"TO '{target}' (HEADER, DELIMITER ',')")


def in_memory(source):
    connection = duckdb.connect()
    connection.execute("SET threads=1")
    connection.execute(f"CREATE TABLE facts AS SELECT * FROM {table(source)}")
    sums = ", ".join(f"sum({name})" for name in NUMBERS)
    everything = f"SELECT {sums}, max(grade), max(id) FROM ({query('facts')})"
    count = connection.execute("SELECT count(*) FROM facts").fetchone()[0]
    return count, lambda: connection.execute(everything).fetchall()


if __name__ == "__main__":
    run(end_to_end, in_memory)
