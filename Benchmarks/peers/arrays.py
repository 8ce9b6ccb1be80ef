"""The formulas as Python over arrays of numpy, for the peers that compute on those."""

import numpy as np

from formulas import RATIOS, SCORES, Emitter
from workload.columns import GRADES, SECTIONS, SHEET


class Arrays(Emitter):
    floor, abs = "np.floor({0})", "np.abs({0})"
    min, max = "np.minimum({0}, {1})", "np.maximum({0}, {1})"
    choice = "np.where({0}, {1}, {2})"

    def name(self, name):
        return name if name in RATIOS else f"f['{name}']"

    def ratio(self, name):
        return self.text(RATIOS[name][0])  # where the divisor is zero, np.where takes the other branch


def function(name, lines, result):
    """A function of `f`, made of lines of text."""
    made = {"np": np}
    exec("\n    ".join([f"def {name}(f):", *lines, f"return {result}"]), made)  # the text is ours
    return made[name]


def sheet_function():
    """A function from arrays by column to the columns of the sheets."""
    emit = Arrays()
    lines = [f"{name} = {emit.ratio(name)}" for name in RATIOS]
    lines += [f"s{i} = {emit.text(formula)}" for i, formula in SCORES.items()]
    lines += [f"{name} = {' + '.join(f's{i}' for i in numbers)}" for name, numbers in SECTIONS]
    lines.append(f"total = {' + '.join(name for name, _ in SECTIONS)}")
    tests = ", ".join(f"total >= {least}" for _, least in GRADES[:-1])
    names = [name for name, _ in GRADES]
    lines.append(f"grade = np.select([{tests}], {names[:-1]}, {names[-1]!r})")
    scored = function("scored", lines, f"[{', '.join(SHEET[1:])}]")

    def quiet(facts):
        with np.errstate(divide="ignore", invalid="ignore"):
            return scored(facts)

    return quiet
