"""numpy between the CSV reader and writer of pyarrow."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.csv as pacsv

from peer import FIELDS, NUMBERS, run
from arrays import sheet_function
from workload.columns import TEXT


def facts(source):
    types = {name: pa.string() if kind == TEXT else pa.float64() for name, kind in FIELDS}
    table = pacsv.read_csv(source, convert_options=pacsv.ConvertOptions(column_types=types))
    return table["id"], {name: table[name].to_numpy() for name, kind in FIELDS if kind != TEXT}


def end_to_end(source, target, threads):
    pa.set_cpu_count(threads)
    pa.set_io_thread_count(threads)
    ids, figures = facts(source)
    *numbers, grade = sheet_function()(figures)

    def decimals(column):
        floats = pa.array(np.asarray(column, dtype=np.float64))
        return compute.cast(compute.round(floats, 2), pa.decimal128(6, 2), safe=False)

    columns = {"id": ids, **{name: decimals(column) for name, column in zip(NUMBERS, numbers)},
               "grade": pa.array(grade)}
    plain = pacsv.WriteOptions(quoting_style="none", quoting_header="none")
    pacsv.write_csv(pa.table(columns), target, plain)


def in_memory(source):
    ids, figures = facts(source)
    figures = {name: column.copy() for name, column in figures.items()}
    score = sheet_function()
    return len(ids), lambda: score(figures)


if __name__ == "__main__":
    run(end_to_end, in_memory)
