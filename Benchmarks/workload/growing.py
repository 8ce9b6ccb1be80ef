"""Rulesets and data of any size.

The indicators take turns through the methods of the language, each with facts of its own, so that names, proofs,
programs and data all grow together.
"""

SECTION_SIZE = 10


def _bands(i):
    facts = [f"a{i}: money in 万元, at least 0", f"b{i}: money in 万元, above 0"]
    lines = [f"measure a{i} / b{i}", "higher is better", ">= 90% scores 2", "[80%, 90%) scores 1.6",
             "[60%, 80%) scores 1.2", "< 60% scores 0"]
    return facts, lines, [f"{80 + i % 20}.5", "100"]


def _steps(i):
    facts = [f"a{i}: count of 人, at least 0", f"b{i}: count of 人, at least 1"]
    lines = [f"measure a{i} / b{i}", "lower is better", "<= 100% scores full",
             "> 100% deducts 0.1 per full 1 pp"]
    return facts, lines, [f"{95 + i % 20}", "100"]


def _line(i):
    facts = [f"a{i}: money in 万元, at least 0", f"b{i}: money in 万元, at least 0"]
    lines = [f"when b{i} = 0 scores full", f"measure min(a{i} / b{i}, 100%)", "higher is better",
             "[0, 100%] scores from 0 to full"]
    return facts, lines, [f"{70 + i % 37}.25", "107"]


def _checklist(i):
    facts = [f"a{i}: yes or no", f"b{i}: yes or no"]
    return facts, [f"item 1 when a{i}", f"item 1 when b{i}"], ["是", "否" if i % 3 else "是"]


def _deduction(i):
    facts = [f"a{i}: count of 件", f"b{i}: count of 件"]
    return facts, [f"deducts 1 per a{i}", f"deducts 0.5 per b{i}"], [str(i % 2), "1"]


def _formula(i):
    facts = [f"a{i}: number, at least 0", f"b{i}: number, above 0"]
    return facts, [f"score 2 * min(1, a{i} / b{i})"], [f"{60 + i % 50}.5", "99"]


METHODS = [_bands, _steps, _line, _checklist, _deduction, _formula]


def ruleset(indicators):
    """The text of a ruleset with a multiple of ten indicators, two points each."""
    total = 2 * indicators
    head = ["ruleset growth", "  fiscal year 2023", f"  total {total} points",
            "  scores rounded to 0.01 half up", "", "grades", f"  优 >= {total * 9 // 10}",
            f"  良 [{total * 6 // 10}, {total * 9 // 10})", f"  差 < {total * 6 // 10}", ""]
    facts, body = ["facts"], []
    for i in range(indicators):
        if i % SECTION_SIZE == 0:
            body += ["", f"section S{i // SECTION_SIZE} {2 * SECTION_SIZE} points"]
        declared, lines, _ = METHODS[i % len(METHODS)](i)
        facts += ["  " + line for line in declared]
        body += ["", f"indicator i{i} 2 points"] + ["  " + line for line in lines]
    return "\n".join(head + facts + body) + "\n"


def sheet(indicators, departments):
    """A CSV file of departments for the ruleset of that many indicators."""
    names, values = ["department", "fiscalYear"], ["2023"]
    for i in range(indicators):
        declared, _, figures = METHODS[i % len(METHODS)](i)
        for line, figure in zip(declared, figures):
            name = line.split(":")[0]
            names.append(f"{name}(万元)" if "money" in line else name)
            values.append(figure)
    row = ",".join(values)
    return ",".join(names) + "\n" + "".join(f"D{n},{row}\n" for n in range(departments))


def table_ruleset():
    """The text of a ruleset over the rows of a table."""
    return """ruleset rows
  fiscal year 2023
  total 10 points

table 项目
  budget: money in 万元, above 0
  spent: money in 万元, at least 0
  done: yes or no

section S 10 points

indicator finished 4 points
  deducts 0.5 per count(项目 where not done)

indicator spending 3 points
  when sum(项目.budget) = 0 scores full
  measure sum(项目.spent) / sum(项目.budget)
  >= 90%    scores full
  [0, 90%)  scores from 0 to full

indicator overspent 3 points
  deducts 1 per count(项目 where 项目.spent > 项目.budget)
"""


def table_record(rows):
    """A record in JSON with that many rows in its table."""
    row = '{{"budget": "{0}.5 万元", "spent": "{0}.25 万元", "done": "是"}}'
    body = ",\n".join(row.format(10 + n % 90) for n in range(rows))
    return '{"department": "D", "fiscalYear": 2023, "facts": {"项目": [\n' + body + "\n]}}\n"


def first_departments(path, count):
    """The first departments of a file of the workload, as a file of its own."""
    if not path.exists():
        raise SystemExit(f"there is no {path}; Benchmarks/run.py makes it")
    with open(path, encoding="utf-8") as lines:
        text = "".join(line for _, line in zip(range(count + 1), lines))
    if text.count("\n") != count + 1:
        raise SystemExit(f"{path} has fewer than {count:,} departments")
    return text
