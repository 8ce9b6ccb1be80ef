"""The programs that are measured, and how each is called.

Every program takes a file of departments and writes a file of score sheets, with one thread or two. Where it can, it
also scores facts that already lie in memory, and prints `median=NS best=NS` for each department.
"""

import importlib.metadata
import os
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
WORK = HERE / ".work"
RULES = HERE / "Departments"
VENV_PYTHON = WORK / "venv/bin/python"
NOT_AVAILABLE = 3  # the exit status of a program that cannot do what was asked of it yet


@dataclass
class Program:
    """One program under measurement."""

    name: str
    what: str
    version: str = ""
    #: More departments than this take too long; None is no limit.
    rows_max: int | None = None
    #: The same for facts in memory.
    memory_rows_max: int | None = 10_000
    threads: tuple = (1, 2)
    #: Whether its results must be exact to the byte.
    is_exact: bool = False
    environment: dict = field(default_factory=dict)

    def end_to_end(self, source, target, threads):
        raise NotImplementedError

    def in_memory(self, source, repetitions):
        """The command, or None where there is none."""
        raise NotImplementedError


class Ours(Program):
    def __init__(self, binary, version):
        super().__init__("ours", "`rules evaluate` on `Departments/`", version, memory_rows_max=1_000_000,
                         is_exact=True)
        self.binary = binary

    def end_to_end(self, source, target, threads):
        return [self.binary, "evaluate", RULES, source, "--year", "2023", "--unit", "万元",
                "--department-column", "id", "--format", "csv",
                "--columns", "department,scores,headings,total,grade", "--decimals", "2",
                "--language", "en", "--jobs", threads, "-o", target]

    def in_memory(self, source, repetitions):
        binary = HERE / "InMemory/.build/release/departments"
        return [binary, RULES, source, repetitions] if binary.exists() else None


class HandWrittenC(Program):
    """What the others are compared with."""

    def __init__(self, version, form="blocks"):
        super().__init__("C", "written by hand for this scheme, gcc -O3", version,
                         memory_rows_max=1_000_000, is_exact=True)
        self.form = form

    def end_to_end(self, source, target, threads):
        return [WORK / "score", "e2e", source, target, threads]

    def in_memory(self, source, repetitions):
        return [WORK / "score", "mem", source, self.form, repetitions]


class Peer(Program):
    """A script of `peers/`, run by the interpreter of the environment that --peers makes."""

    def __init__(self, name, script, what, package, **limits):
        super().__init__(name, what, **limits)
        self.script, self.package = HERE / "peers" / script, package

    def is_installed(self):
        """Whether its package is there; sets the version."""
        if not VENV_PYTHON.exists():
            return False
        if self.package == "sqlite3":
            self.version = sqlite3.sqlite_version
            return True
        ask = f"import importlib.metadata as m; print(m.version({self.package!r}))"
        found = subprocess.run([VENV_PYTHON, "-c", ask], capture_output=True, text=True)
        self.version = found.stdout.strip()
        return found.returncode == 0

    def end_to_end(self, source, target, threads):
        return [VENV_PYTHON, self.script, "e2e", source, target, threads]

    def in_memory(self, source, repetitions):
        return [VENV_PYTHON, self.script, "mem", source, repetitions]


def peers():
    """All peers, also those that are not installed."""
    hundred_thousand, million = 100_000, 1_000_000
    return [
        Peer("DuckDB", "duckdb_peer.py", "one SELECT over read_csv, DOUBLE", "duckdb",
             memory_rows_max=million),
        Peer("DuckDB, exact by hand", "duckdb_peer.py", "the query rewritten in whole hundredths", "duckdb",
             memory_rows_max=million, environment={"FORM": "exact"}),
        Peer("polars", "polars_peer.py", "scan_csv to sink_csv, Float64", "polars",
             memory_rows_max=million),
        Peer("numpy and pyarrow", "numpy_peer.py", "pyarrow.csv, arrays of float64", "pyarrow",
             memory_rows_max=million),
        Peer("SQLite", "sqlite_peer.py", "a table in memory, REAL", "sqlite3", threads=(1,),
             rows_max=hundred_thousand),
        Peer("Spark", "spark_peer.py", "Spark SQL, local, DOUBLE", "pyspark", memory_rows_max=million),
        Peer("OpenFisca", "openfisca_peer.py", "variables in float32", "openfisca-core", threads=(1,),
             rows_max=hundred_thousand, memory_rows_max=hundred_thousand),
        Peer("CEL", "cel_peer.py", "cel-rust, double", "common-expression-language",
             rows_max=10_000, memory_rows_max=2_000),
        Peer("ZEN", "zen_peer.py", "decision tables and expressions", "zen-engine",
             rows_max=10_000, memory_rows_max=1_000),
    ]


def first_line(command):
    """What a program says of its version; empty where there is none."""
    try:
        said = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return (said.stdout or said.stderr).strip().split("\n")[0]


def processor():
    """The name of the processor, as the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return os.uname().machine


def machine():
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = os.uname()
    return {"processor": processor(), "processors": os.cpu_count(), "memoryGiB": round(memory),
            "system": f"{system.sysname} {system.machine}"}


def python_package(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
