"""The scheme as someone must rewrite it to be exact in SQL: whole hundredths, ratios multiplied across."""

from workload.columns import DECIMAL, FIELDS, MONEY


def over(a, b, full, per):
    return f"CASE WHEN {a} <= {b} THEN {full} ELSE greatest(0, {full} - {per} * (100 * ({a} - {b}) // {b})) END"


def under(a, b, full, per):
    return f"CASE WHEN {a} >= {b} THEN {full} ELSE greatest(0, {full} - {per} * (100 * ({b} - {a}) // {b})) END"


def only_without(actual, budget, full, otherwise):
    return f"CASE WHEN {budget} = 0 THEN CASE WHEN {actual} = 0 THEN {full} ELSE 0 END ELSE {otherwise} END"


def _tasks(wide):
    """Four fractions on one denominator, which needs 128 bits."""
    targets = [f"CAST(d{i}_target AS {wide})" for i in range(1, 5)]
    terms = []
    for i in range(1, 5):
        others = " * ".join(target for j, target in enumerate(targets, 1) if j != i)
        terms.append(f"CAST(least(d{i}_done, d{i}_target) AS {wide}) * {others}")
    product = " * ".join(targets)
    return f"CAST((600 * ({' + '.join(terms)}) + {product}) // (2 * {product}) AS INTEGER)"


def _scores(wide):
    rise = "(carry_left - carry_last)"
    benefits = " + ".join(f"least(10000, b{i})" for i in range(1, 6))
    return {
        1: over("staff", "establishment", 200, 10),
        2: only_without("tp_this", "tp_last", 200, over("tp_this", "tp_last", 200, 30)),
        3: "CASE WHEN 10*key_spend >= 9*total_budget THEN 300 WHEN 10*key_spend >= 8*total_budget THEN 240"
           " WHEN 10*key_spend >= 7*total_budget THEN 180 WHEN 10*key_spend >= 6*total_budget THEN 120 ELSE 0 END",
        4: "greatest(0, 500 - 50 * (100 * carry_left // (carry_in + initial + added)))",
        5: "CASE WHEN adjust = 0 THEN 500 WHEN 10*abs(adjust) <= initial THEN 400"
           " WHEN 5*abs(adjust) <= initial THEN 300 WHEN 10*abs(adjust) <= 3*initial THEN 150 ELSE 0 END",
        6: "CASE WHEN planned = 0 OR paid >= planned THEN 300 ELSE (600*paid + planned) // (2*planned) END",
        7: "CASE WHEN carry_left <= 0 THEN 300 WHEN 20*carry_left <= total_budget THEN 200"
           " WHEN 10*carry_left <= total_budget THEN 100 ELSE 0 END",
        8: only_without(
            "carry_left", "carry_last", 300,
            f"CASE WHEN carry_left <= carry_last THEN 300 WHEN 300*carry_last <= 2000*{rise} THEN 0"
            f" ELSE (2*(300*carry_last - 2000*{rise}) + carry_last) // (2*carry_last) END"),
        9: only_without("pf_actual", "pf_budget", 800, over("pf_actual", "pf_budget", 800, 100)),
        10: only_without("tp_actual", "tp_this", 800, over("tp_actual", "tp_this", 800, 100)),
        11: f"CASE WHEN proc_budget = 0 THEN 600 ELSE {under('proc_actual', 'proc_budget', 600, 50)} END",
        12: "100 * (c12a + c12b + c12c)",
        13: "greatest(0, 400 - 100 * viol_fund)",
        14: "125 * (c14a + c14b + c14c + c14d)",
        15: "75 * (c15a + c15b + c15c + c15d)",
        16: "(400 * (c16a + c16b + c16c) + 3) // 6",
        17: "(400 * (c17a + c17b + c17c) + 3) // 6",
        18: "greatest(0, 400 - 100 * viol_asset)",
        19: "100 * (c19a + c19b + c19c)",
        20: _tasks(wide),
        21: f"({benefits} + 25) // 50",
        22: "CASE WHEN sat >= 9000 THEN 400 WHEN sat >= 8000 THEN 300 WHEN sat >= 6000 THEN 200 ELSE 0 END",
    }


def scores_query(table, wide):
    """The scores in hundredths, as a query called s; `wide` is the name of whole numbers of 128 bits."""
    columns = ", ".join(f"CAST({name} * 100 AS BIGINT) AS {name}" if kind in (MONEY, DECIMAL) else name
                        for name, kind in FIELDS if name != "name")
    scores = ", ".join(f"{text} AS s{i}" for i, text in _scores(wide).items())
    return f"WITH i AS (SELECT {columns} FROM {table}), s AS (SELECT id, {scores} FROM i)"
