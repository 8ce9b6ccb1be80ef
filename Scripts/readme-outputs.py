"""Runs the commands under a readme's last heading of examples and compares what they print.

Usage: readme-outputs.py RULES README

In a copy of Rules and Examples, every command of the console blocks is run in order. The lines that the
readme shows under it stand in its output, in that order; a line of `…` stands for lines left out.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HEADINGS = ["## What each prints", "## 各命令的输出"]


def commands(readme):
    """The commands with the lines shown under each."""
    section = None
    for heading in HEADINGS:
        if heading in readme:
            section = readme.split(heading, 1)[1].split("\n## ", 1)[0]
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", section or "", re.S | re.M):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line and line != "…":
                found[-1][1].append(line)
    return found


def missing(shown, printed):
    """The first line shown that does not stand in what was printed, after those before it."""
    place = 0
    for line in shown:
        try:
            place = printed.index(line, place) + 1
        except ValueError:
            return line
    return None


def main():
    rules, path = os.path.abspath(sys.argv[1]), sys.argv[2]
    with open(path, encoding="utf-8") as file:
        found = commands(file.read())
    failed = not found
    with tempfile.TemporaryDirectory() as folder:
        for name in ["Rules", "Examples"]:
            shutil.copytree(name, os.path.join(folder, name))
        for command, shown in found:
            words = [rules] + shlex.split(command)[1:]
            run = subprocess.run(words, cwd=folder, capture_output=True, text=True)
            line = missing(shown, (run.stdout + run.stderr).splitlines())
            if run.returncode == 2 or line is not None:
                failed = True
                print(f"{command}: exit status {run.returncode}, not printed: {line}")
    sys.exit(1 if failed else 0)


main()
