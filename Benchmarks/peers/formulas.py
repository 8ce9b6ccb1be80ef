"""The scheme as a user of another program would type it, once for all peers.

First the ratio, then what is made of it, in the arithmetic the program has: `floor((r1 - 1) * 100)`, comparisons with
0.9, `floor(x * 100 + 0.5) / 100` for rounding, and the total compared with 90 as it is. Nothing is rounded before it
is compared. The formulas are Python expressions; an `Emitter` writes them in another language.
"""

import ast

from workload.columns import CHECKLISTS, GRADES, SECTIONS

#: Ratios by name, with the figure that may be zero below the line, if any.
RATIOS = {
    "r1": ("staff / establishment", None),
    "r2": ("(tp_this - tp_last) / tp_last", "tp_last"),
    "r3": ("key_spend / total_budget", None),
    "r4": ("(carry_in + initial + added - carry_left) / (carry_in + initial + added)", None),
    "r5": ("abs(adjust) / initial", None),
    "r6": ("3 * paid / planned", "planned"),
    "r7": ("carry_left / total_budget", None),
    "r8": ("(carry_left - carry_last) / carry_last", "carry_last"),
    "r9": ("pf_actual / pf_budget", "pf_budget"),
    "r10": ("tp_actual / tp_this", "tp_this"),
    "r11": ("proc_actual / proc_budget", "proc_budget"),
}

_TASKS = " + ".join(f"min(1, d{i}_done / d{i}_target)" for i in range(1, 5))
_BENEFITS = " + ".join(f"min(100, b{i})" for i in range(1, 6))

SCORES = {
    1: "2 if r1 <= 1 else max(0, 2 - 0.1 * floor((r1 - 1) * 100))",
    2: "(2 if tp_this == 0 else 0) if tp_last == 0"
       " else 2 if r2 <= 0 else max(0, 2 - 0.3 * floor(r2 * 100))",
    3: "3 if r3 >= 0.9 else 2.4 if r3 >= 0.8 else 1.8 if r3 >= 0.7 else 1.2 if r3 >= 0.6 else 0",
    4: "5 if r4 >= 1 else max(0, 5 - 0.5 * floor((1 - r4) * 100))",
    5: "5 if r5 == 0 else 4 if r5 <= 0.1 else 3 if r5 <= 0.2 else 1.5 if r5 <= 0.3 else 0",
    6: "3 if planned == 0 else round2(min(3, r6))",
    7: "3 if r7 <= 0 else 2 if r7 <= 0.05 else 1 if r7 <= 0.1 else 0",
    8: "(3 if carry_left == 0 else 0) if carry_last == 0"
       " else 3 if r8 <= 0 else round2(max(0, 3 - 0.2 * (r8 * 100)))",
    9: "(8 if pf_actual == 0 else 0) if pf_budget == 0"
       " else 8 if r9 <= 1 else max(0, 8 - floor((r9 - 1) * 100))",
    10: "(8 if tp_actual == 0 else 0) if tp_this == 0"
        " else 8 if r10 <= 1 else max(0, 8 - floor((r10 - 1) * 100))",
    11: "6 if proc_budget == 0 else 6 if r11 >= 1 else max(0, 6 - 0.5 * floor((1 - r11) * 100))",
    13: "max(0, 4 - viol_fund)",
    18: "max(0, 4 - viol_asset)",
    20: f"round2(12 * (({_TASKS}) / 4))",
    21: f"round2(10 * (({_BENEFITS}) / 5 / 100))",
    22: "4 if sat >= 90 else 3 if sat >= 80 else 2 if sat >= 60 else 0",
}
for _number, (_points, _names) in CHECKLISTS.items():
    SCORES[_number] = f"round2({_points} * ({' + '.join(_names)}) / {len(_names)})"
SCORES = dict(sorted(SCORES.items()))


def grade(total):
    return next(name for name, least in GRADES if total >= least)


def whole_sheet(scores):
    """22 scores, and the sums and the grade that the host makes of them."""
    sections = [sum(scores[i - 1] for i in numbers) for _, numbers in SECTIONS]
    total = sum(sections)
    return [*scores, *sections, total, grade(total)]


class Emitter:
    """Writes the formulas with the operators of C; a language says what it writes differently."""

    floor = "floor({0})"
    min = "min({0}, {1})"
    max = "max({0}, {1})"
    abs = "abs({0})"
    choice = "({0} ? {1} : {2})"
    equal = "=="

    def number(self, value):
        return repr(value)

    def name(self, name):
        return name

    def round2(self, text):
        return f"({self.floor.format(f'({text} * {self.number(100)} + {self.number(0.5)})')} / {self.number(100)})"

    def text(self, formula):
        return self._text(ast.parse(formula, mode="eval").body)

    def ratio(self, name):
        """A ratio; 0 where the figure below the line is zero."""
        formula, below = RATIOS[name]
        return self.text(f"0 if {below} == 0 else {formula}" if below else formula)

    def _text(self, node):
        match node:
            case ast.Constant(value=value):
                return self.number(value)
            case ast.Name(id=name):
                return self.name(name)
            case ast.BinOp(left=left, op=operator, right=right):
                sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(operator)]
                return f"({self._text(left)} {sign} {self._text(right)})"
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                sign = {ast.LtE: "<=", ast.GtE: ">=", ast.Eq: self.equal}[type(operator)]
                return f"({self._text(left)} {sign} {self._text(right)})"
            case ast.IfExp(test=test, body=body, orelse=other):
                return self.choice.format(self._text(test), self._text(body), self._text(other))
            case ast.Call(func=ast.Name(id="round2"), args=[value]):
                return self.round2(self._text(value))
            case ast.Call(func=ast.Name(id=function), args=values):
                return getattr(self, function).format(*map(self._text, values))
        raise ValueError(ast.dump(node))


class SQL(Emitter):
    """The formulas in SQL."""

    min, max = "least({0}, {1})", "greatest({0}, {1})"
    choice = "CASE WHEN {0} THEN {1} ELSE {2} END"
    equal = "="

    def query(self, table):
        """One SELECT: ratios, scores, sections, total, grade."""
        ratios = ", ".join(f"{self.ratio(name)} AS {name}" for name in RATIOS)
        scores = ", ".join(f"{self.text(formula)} AS s{i}" for i, formula in SCORES.items())
        return sheet_query(f"WITH r AS (SELECT *, {ratios} FROM {table}), s AS (SELECT id, {scores} FROM r)")


def sheet_query(scores, grade_factor=1):
    """Adds sections, total and grade to the scores that a query calls s."""
    sections = ", ".join("+".join(f"s{i}" for i in numbers) + f" AS {name}" for name, numbers in SECTIONS)
    names = "+".join(name for name, _ in SECTIONS)
    grades = " ".join(f"WHEN total >= {least * grade_factor} THEN '{name}'" for name, least in GRADES[:-1])
    return (f"{scores}, t AS (SELECT *, {sections} FROM s), u AS (SELECT *, {names} AS total FROM t) "
            f"SELECT *, CASE {grades} ELSE '{GRADES[-1][0]}' END AS grade FROM u")
