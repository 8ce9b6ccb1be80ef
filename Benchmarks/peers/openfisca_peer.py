"""OpenFisca: one entity, a variable for each column and each score, in its float32, over all departments at once."""

import numpy as np
import pyarrow.csv as pacsv
from openfisca_core import periods
from openfisca_core.entities import Entity
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from peer import FIELDS, NUMBERS, TICK, run, write_sheets
from arrays import Arrays
from formulas import RATIOS, SCORES
from workload.columns import GRADES, SECTIONS, TEXT

PERIOD = "2023"
NAMES = [name for name, _ in GRADES]


class Variables(Arrays):
    def name(self, name):
        return name if name in RATIOS else f"department('{name}', period)"


def formula(text, ratios=()):
    emit = Variables()
    lines = ["def formula(department, period):"]
    lines += [f"    {name} = {emit.ratio(name)}" for name in ratios]
    made = {"np": np}
    exec("\n".join([*lines, f"    return {text}"]), made)  # the text is ours
    return made["formula"]


def system():
    department = Entity("department", "departments", "A department", "")
    department.is_person = True
    made = TaxBenefitSystem([department])

    def add(name, computed=None, value_type=float):
        members = {"value_type": value_type, "entity": department, "label": name,
                   "definition_period": periods.DateUnit.YEAR}
        if computed:
            members["formula"] = computed
        made.add_variable(type(name, (Variable,), members))

    for name, kind in FIELDS:
        if kind != TEXT:
            add(name, value_type=int if kind == TICK else float)
    emit = Variables()
    for i, text in SCORES.items():
        used = [name for name in RATIOS if name == f"r{i}"]
        add(f"s{i}", formula(emit.text(text), used))
    for name, numbers in SECTIONS:
        add(name, formula(" + ".join(emit.name(f"s{i}") for i in numbers)))
    add("total", formula(" + ".join(emit.name(name) for name, _ in SECTIONS)))
    tests = ", ".join(f"{emit.name('total')} >= {least}" for _, least in GRADES[:-1])
    add("grade", formula(f"np.select([{tests}], [0, 1, 2], 3)"), int)
    return made


def facts(source):
    table = pacsv.read_csv(source)
    figures = {name: table[name].to_numpy() for name, kind in FIELDS if kind != TEXT}
    return table["id"].to_pylist(), figures


def simulate(rules, figures, count):
    simulation = SimulationBuilder().build_default_simulation(rules, count)
    for name, column in figures.items():
        simulation.set_input(name, PERIOD, column)
    with np.errstate(all="ignore"):
        return [simulation.calculate(name, PERIOD) for name in [*NUMBERS, "grade"]]


def end_to_end(source, target, _):
    ids, figures = facts(source)
    *numbers, grade = simulate(system(), figures, len(ids))
    rows = zip(*(column.tolist() for column in numbers), (NAMES[i] for i in grade))
    write_sheets(target, zip(ids, rows))


def in_memory(source):
    ids, figures = facts(source)
    rules = system()
    return len(ids), lambda: simulate(rules, figures, len(ids))


if __name__ == "__main__":
    run(end_to_end, in_memory)
