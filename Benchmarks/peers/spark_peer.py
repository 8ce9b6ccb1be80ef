"""Spark SQL on this machine: read.csv with a schema, one SELECT, write.csv, and the parts joined. Needs Java."""

import glob
import os
import shutil

from pyspark.sql import SparkSession

from peer import COUNT, FIELDS, NUMBERS, SHEET, TICK, run
from formulas import SQL
from workload.columns import TEXT


class SparkSQL(SQL):
    def number(self, value):
        return f"{float(value)!r}D"


def session(threads):
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    made = (SparkSession.builder.master(f"local[{threads}]").config("spark.ui.enabled", "false")
            .config("spark.sql.ansi.enabled", "false").config("spark.driver.memory", "4g")
            .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate())
    made.sparkContext.setLogLevel("ERROR")
    return made


def facts(spark, source):
    types = {TEXT: "STRING", COUNT: "INT", TICK: "INT"}
    schema = ", ".join(f"{name} {types.get(kind, 'DOUBLE')}" for name, kind in FIELDS)
    return spark.read.csv(source, header=True, schema=schema)


def end_to_end(source, target, threads):
    spark = session(threads)
    facts(spark, source).createOrReplaceTempView("facts")
    cells = ", ".join(f"CAST({name} AS DECIMAL(6,2)) AS {name}" for name in NUMBERS)
    parts = f"{target}.parts"
    spark.sql(f"SELECT id, {cells}, grade FROM ({SparkSQL().query('facts')})").write.csv(parts)
    with open(target, "wb") as whole:
        whole.write((",".join(SHEET) + "\n").encode())
        for part in sorted(glob.glob(f"{parts}/part-*")):
            with open(part, "rb") as rows:
                shutil.copyfileobj(rows, whole, 1 << 20)
    shutil.rmtree(parts)
    spark.stop()


def in_memory(source):
    spark = session(1)
    cached = facts(spark, source).cache()
    cached.createOrReplaceTempView("facts")
    sums = ", ".join(f"sum({name})" for name in NUMBERS)
    everything = f"SELECT {sums}, max(grade), max(id) FROM ({SparkSQL().query('facts')})"
    return cached.count(), lambda: spark.sql(everything).collect()


if __name__ == "__main__":
    run(end_to_end, in_memory)
