"""CEL, by cel-rust: one compiled list of the 22 scores; sums and grade are the host's."""

import cel

from peer import run_by_record
from formulas import RATIOS, SCORES, Emitter, whole_sheet


class CEL(Emitter):
    """Core CEL: every number a double, no floor, min or max."""

    floor = "double(int({0}))"
    min = "({1} < {0} ? {1} : {0})"
    max = "({1} > {0} ? {1} : {0})"
    abs = "({0} < 0.0 ? -({0}) : {0})"

    def number(self, value):
        return repr(float(value))

    def name(self, name):
        return self.text(RATIOS[name][0]) if name in RATIOS else name


def make():
    program = cel.compile("[" + ", ".join(CEL().text(formula) for formula in SCORES.values()) + "]")
    context = cel.Context()

    def score(figures):
        context.update(figures)
        return whole_sheet(program.execute(context))

    return score


if __name__ == "__main__":
    run_by_record(make, tick=float)
