"""The columns of the workload: 57 facts of a department in, 29 cells of its score sheet out."""

TEXT, COUNT, MONEY, TICK, DECIMAL = "text", "count", "money", "tick", "decimal"

#: Which indicators are lists of questions, with their points and their columns.
CHECKLISTS = {
    12: (3, ["c12a", "c12b", "c12c"]),
    14: (5, ["c14a", "c14b", "c14c", "c14d"]),
    15: (3, ["c15a", "c15b", "c15c", "c15d"]),
    16: (2, ["c16a", "c16b", "c16c"]),
    17: (2, ["c17a", "c17b", "c17c"]),
    19: (3, ["c19a", "c19b", "c19c"]),
}

_TASKS = [f"d{i}_{part}" for i in range(1, 5) for part in ("done", "target")]

#: The columns of the data with their kinds: money and decimals have two decimals, ticks are 1 or 0.
FIELDS = (
    [("id", TEXT), ("name", TEXT), ("staff", COUNT), ("establishment", COUNT)]
    + [(name, MONEY) for name in (
        "tp_last", "tp_this", "tp_actual", "key_spend", "total_budget", "carry_in", "initial", "added",
        "carry_left", "adjust", "paid", "planned", "carry_last", "pf_actual", "pf_budget",
        "proc_actual", "proc_budget")]
    + [("viol_fund", COUNT), ("viol_asset", COUNT)]
    + [(name, TICK) for _, names in CHECKLISTS.values() for name in names]
    + [(name, DECIMAL) for name in _TASKS + ["b1", "b2", "b3", "b4", "b5", "sat"]]
)
KIND = dict(FIELDS)
NAMES = [name for name, _ in FIELDS]

#: The sections with their indicators.
SECTIONS = [("A", range(1, 4)), ("B", range(4, 12)), ("C", range(12, 20)), ("D", range(20, 23))]

#: The columns of a score sheet.
SHEET = (["id"] + [f"s{i}" for i in range(1, 23)] + [name for name, _ in SECTIONS] + ["total", "grade"])

#: Grades from the best, with the total each begins at.
GRADES = [("优", 90), ("良", 80), ("中", 60), ("差", 0)]
