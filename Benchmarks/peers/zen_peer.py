"""ZEN: one decision graph. Ratios, then first-hit tables for the bands, then scores, sections, total and grade."""

import zen

from peer import SHEET, run_by_record
from formulas import RATIOS, SCORES, Emitter
from workload.columns import GRADES, SECTIONS

#: The indicators that are bands, as a user would fill in a table: the field, and rows of condition and score.
TABLES = {
    "s3": ("r3", [(">= 0.9", "3"), (">= 0.8", "2.4"), (">= 0.7", "1.8"), (">= 0.6", "1.2"), ("", "0")]),
    "s5": ("r5", [("0", "5"), ("<= 0.1", "4"), ("<= 0.2", "3"), ("<= 0.3", "1.5"), ("", "0")]),
    "s7": ("r7", [("<= 0", "3"), ("<= 0.05", "2"), ("<= 0.1", "1"), ("", "0")]),
    "s22": ("sat", [(">= 90", "4"), (">= 80", "3"), (">= 60", "2"), ("", "0")]),
}
GRADE_TABLE = ("total", [(f">= {least}", f"'{name}'") for name, least in GRADES[:-1]] + [("", f"'{GRADES[-1][0]}'")])


class Expressions(Emitter):
    min, max = "min([{0}, {1}])", "max([{0}, {1}])"


def expressions(pairs):
    return {"passThrough": True,
            "expressions": [{"id": name, "key": name, "value": text} for name, text in pairs]}


def table(field, rows, result):
    return {"hitPolicy": "first", "passThrough": True,
            "inputs": [{"id": "i", "name": field, "field": field}],
            "outputs": [{"id": "o", "name": result, "field": result}],
            "rules": [{"_id": f"{result}-{k}", "i": test, "o": value} for k, (test, value) in enumerate(rows)]}


def graph():
    emit = Expressions()
    steps = [("inputNode", "request", None),
             ("expressionNode", "ratios", expressions((name, emit.ratio(name)) for name in RATIOS))]
    steps += [("decisionTableNode", name, table(field, rows, name)) for name, (field, rows) in TABLES.items()]
    steps += [
        ("expressionNode", "scores", expressions(
            (f"s{i}", emit.text(formula)) for i, formula in SCORES.items() if f"s{i}" not in TABLES)),
        ("expressionNode", "sections", expressions(
            (name, " + ".join(f"s{i}" for i in numbers)) for name, numbers in SECTIONS)),
        ("expressionNode", "total", expressions([("total", " + ".join(name for name, _ in SECTIONS))])),
        ("decisionTableNode", "grade", table(*GRADE_TABLE, "grade")),
        ("outputNode", "response", None),
    ]
    nodes = [{"id": name, "type": kind, "name": name, **({"content": content} if content else {})}
             for kind, name, content in steps]
    edges = [{"id": f"e{k}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]}
             for k, (a, b) in enumerate(zip(nodes, nodes[1:]))]
    return {"nodes": nodes, "edges": edges}


def make():
    # A static loader compiles the graph once; a decision made from text costs five times as much a call.
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"scheme": graph()}}})

    def score(figures):
        result = engine.evaluate("scheme", figures)["result"]
        return [result[name] for name in SHEET[1:]]

    return score


if __name__ == "__main__":
    run_by_record(make, tick=int)
