"""Runs programs and takes their times and memory."""

import os
import re
import subprocess
import time
from pathlib import Path

from harness.programs import NOT_AVAILABLE


class Failed(Exception):
    """A program that did not do what it was asked."""


class NotAvailable(Exception):
    """A program that says that it cannot do this yet."""


def _start(command, environment, **streams):
    return subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL,
                            env={**os.environ, **environment}, **streams)


def _complain(command, status, said):
    words = " ".join(str(word) for word in command)
    raise Failed(f"exit status {status}: {words}\n{said.strip()[-1500:]}")


def wall_seconds(command, environment):
    """The time from starting a program to its end."""
    start = time.perf_counter()
    with _start(command, environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        said = child.stderr.read().decode(errors="replace")
        child.wait()
    seconds = time.perf_counter() - start
    if child.returncode != 0:
        _complain(command, child.returncode, said)
    return seconds


def output(command, environment):
    """What a program prints."""
    with _start(command, environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        out, said = child.communicate()
    if child.returncode == NOT_AVAILABLE:
        raise NotAvailable(said.decode(errors="replace").strip())
    if child.returncode != 0:
        _complain(command, child.returncode, said.decode(errors="replace"))
    return out.decode()


def nanoseconds(printed):
    """The median that a run in memory prints."""
    return float(re.search(r"median=([\d.]+)", printed)[1])


def printed_sums(printed):
    """The sums by which the results of a run in memory are known, as printed."""
    found = re.search(r"total_hundredths=(\d+) fnv1a64=([0-9a-f]{16}) grades=([\d,]+)", printed)
    return found and (int(found[1]), found[2], tuple(map(int, found[3].split(","))))


def _peak_kib(process):
    """The most memory that a process has had in use so far (VmHWM)."""
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def _children(process):
    try:
        return [int(pid) for thread in os.listdir(f"/proc/{process}/task")
                for pid in Path(f"/proc/{process}/task/{thread}/children").read_text().split()]
    except OSError:
        return []


def peak_mebibytes(command, environment):
    """The peak of a process and of all that it starts, added up.

    Asked for again and again while it runs, as the usage of an ended process counts the memory of the one that
    started it, too.
    """
    peaks = {}
    child = _start(command, environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while child.poll() is None:
        todo = [child.pid]
        while todo:
            process = todo.pop()
            peaks[process] = max(peaks.get(process, 0), _peak_kib(process))
            todo += _children(process)
        time.sleep(0.003)
    if child.returncode != 0:
        _complain(command, child.returncode, "")
    return sum(peaks.values()) / 1024
