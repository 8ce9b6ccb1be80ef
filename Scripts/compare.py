#!/usr/bin/env python3
"""Holds `rules diff` and `rules impact` of 2023 and 2024 against evaluating twice and subtracting.

compare.py split RECORDS BOTH OLD NEW
    Makes the data of a comparison from records of 2023: BOTH for `rules impact`, and the same
    figures as records of 2023 (OLD) and of 2024 (NEW). Every third department lacks the figure
    that the rules of 2024 alone ask for.

compare.py check DIFF IMPACT OLD_RESULT NEW_RESULT
    Compares the JSON documents of both commands with the results of both years.
"""

import json
import sys
from fractions import Fraction

ADDED = "上级专项债券"


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)


def split(records, both, old, new):
    olds, news = [], []
    for number, record in enumerate(read(records)):
        record.pop("claims", None)
        olds.append(record)
        facts = dict(record["facts"])
        if number % 3 != 0:
            facts[ADDED] = f"{number % 7 * 40} 万元"
        news.append({**record, "facts": facts})
    write(both, news)
    write(old, olds)
    write(new, [{**record, "fiscalYear": 2024} for record in news])


def number(text):
    return None if text is None else Fraction(text)


def holds(interval, value):
    lower, upper = number(interval["lower"]), number(interval["upper"])
    if lower is not None and (value < lower or value == lower and not interval["lowerClosed"]):
        return False
    return upper is None or value < upper or value == upper and interval["upperClosed"]


def check_diff(diff, old, new):
    """Every difference between two scores is reported, and no other; the number of scores."""
    checked = 0
    for item in diff["indicators"]:
        name = item["new"]
        effect = item.get("effect", {"complete": True, "ranges": [], "parts": []})
        for before, after in zip(old, new):
            first, second = before[name], after[name]
            if first["score"] is None or second["score"] is None:
                continue
            change = number(second["score"]) - number(first["score"])
            if item["status"] in ("same", "reworded", "equivalent"):
                assert change == 0, (name, item["status"], change)
            elif "measure" in first and effect["complete"]:
                measure = number(first["measure"]["exact"])
                found = [range for range in effect["ranges"] if holds(range["measure"], measure)]
                if change == 0:
                    assert all(not range["everywhere"] for range in found), (name, measure)
                else:
                    assert len(found) == 1, (name, measure, change)
                    assert holds(found[0]["difference"], change), (name, measure, change)
                    assert holds(found[0]["old"], number(first["score"])), (name, measure)
                    assert holds(found[0]["new"], number(second["score"])), (name, measure)
            checked += 1
    return checked


def check_impact(impact, old, new):
    """Every department's change is the difference of its results, indicator by indicator."""
    olds = {result["department"]: result for result in old}
    news = {result["department"]: result for result in new}
    assert len(impact["departments"]) == len(old) == len(new)
    changes = []
    for row in impact["departments"]:
        before, after = olds[row["department"]], news[row["department"]]
        complete = before["status"] == after["status"] == "complete"
        assert (row["status"] == "compared") == complete, row["department"]
        assert row["old"]["range"] == before["range"] and row["new"]["range"] == after["range"]
        if not complete:
            assert ADDED in row["new"]["missing"], row["department"]
            continue
        change = number(after["score"]) - number(before["score"])
        assert number(row["change"]) == change, row["department"]
        parts = {part["indicator"]: number(part["change"]) for part in row["indicators"]}
        whole = sum(number(part["change"]) for part in row["whole"])
        assert sum(parts.values()) + whole == change, row["department"]
        scores = {item["id"]: number(item["score"]) for item in before["indicators"]}
        for item in after["indicators"]:
            difference = number(item["score"]) - scores[item["id"]]
            assert parts.get(item["id"], 0) == difference, (row["department"], item["id"])
        changes.append(change)
    listed = [number(row["change"]) for row in impact["departments"] if row["change"] is not None]
    assert listed == sorted(listed), "the largest fall comes first"
    summary = impact["summary"]
    assert summary["risen"] == sum(change > 0 for change in changes)
    assert summary["fallen"] == sum(change < 0 for change in changes)
    assert summary["same"] == sum(change == 0 for change in changes)
    assert number(summary["mean"]) == sum(changes, Fraction(0)) / len(changes)
    middle = sorted(changes)
    median = (middle[(len(middle) - 1) // 2] + middle[len(middle) // 2]) / 2
    assert number(summary["median"]) == median
    moves = {}
    for row in impact["departments"]:
        grades = [olds[row["department"]], news[row["department"]]]
        names = tuple(
            found["grade"] if found["grade"] is not None
            else found["grades"][0] if len(found.get("grades", [])) == 1 else None
            for found in grades)
        moves[names] = moves.get(names, 0) + 1
    told = {(move["old"], move["new"]): move["departments"] for move in summary["grades"]}
    assert told == moves, (told, moves)
    return len(changes), sum(change != 0 for change in changes)


def check(diff, impact, old, new):
    olds, news = read(old)["results"], read(new)["results"]
    items = [
        [{item["id"]: item for item in result["indicators"]} for result in results]
        for results in (olds, news)
    ]
    scores = check_diff(read(diff), *items)
    compared, moved = check_impact(read(impact), olds, news)
    assert compared > 0 and moved > 0
    print(f"{scores} scores as diff says; {compared} departments as impact says, {moved} of which move")


if __name__ == "__main__":
    commands = {"split": split, "check": check}
    if len(sys.argv) != 6 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](*sys.argv[2:])
