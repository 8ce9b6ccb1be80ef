"""SQLite, as Python has it: rows into a table in memory, one SELECT, rows out."""

import csv
import sqlite3

from peer import FIELDS, NUMBERS, SHEET, run, write_sheets
from formulas import SQL
from workload.columns import TEXT


class SQLite(SQL):
    min, max, floor = "min({0}, {1})", "max({0}, {1})", "CAST({0} AS INTEGER)"

    def number(self, value):
        return repr(float(value))


def facts(source):
    connection = sqlite3.connect(":memory:")
    columns = ", ".join(f"{name} {'TEXT' if kind == TEXT else 'REAL'}" for name, kind in FIELDS)
    connection.execute(f"CREATE TABLE facts ({columns})")
    with open(source, encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        marks = ",".join("?" * len(FIELDS))
        connection.executemany(f"INSERT INTO facts VALUES ({marks})", rows)
    return connection


def end_to_end(source, target, _):
    rows = facts(source).execute(f"SELECT {', '.join(SHEET)} FROM ({SQLite().query('facts')})")
    write_sheets(target, ((row[0], row[1:]) for row in rows))


def in_memory(source):
    connection = facts(source)
    sums = ", ".join(f"sum({name})" for name in NUMBERS)
    everything = f"SELECT {sums}, max(grade), max(id) FROM ({SQLite().query('facts')})"
    count = connection.execute("SELECT count(*) FROM facts").fetchone()[0]
    return count, lambda: connection.execute(everything).fetchall()


if __name__ == "__main__":
    run(end_to_end, in_memory)
