#!/usr/bin/env python3
"""Recomputes the scores of the 2023 scheme, and compares them with those of the program.

Written from the published table and not from the program: each indicator is a few lines over the
figures, in exact fractions.

    recompute.py RECORDS.json RESULT.json       compare
    recompute.py vary RECORD.json COUNT SEED    write that many records of made-up departments
"""

import json
import random
import re
import sys
from fractions import Fraction
from math import floor

UNITS = {"亿元": 10**8, "万元": 10**4, "元": 1, "人": 1, "件": 1}


def read(value):
    """A figure in base units, an answer, rows, or a text, which annexes print and no score needs."""
    if isinstance(value, (bool, list)):
        return value
    if isinstance(value, dict):
        return read(value["use"] if "values" in value else value["value"])
    match = re.fullmatch(r"(-?[\d,]+(?:\.\d+)?) ?(亿元|万元|元|人|件|%)?", value)
    if match is None:
        return value
    number = Fraction(match[1].replace(",", ""))
    return number / 100 if match[2] == "%" else number * UNITS.get(match[2], 1)


def less_per_point(points, over, amount, step=Fraction(1, 100)):
    """Points, less an amount for each whole step that a ratio is over its limit."""
    return points if over <= 0 else max(Fraction(0), points - amount * floor(over / step))


def banded(value, bands):
    """The points of the first band whose test the value passes."""
    return next(Fraction(points) for test, points in bands if test(value))


def scores(data):
    """The 23 scores, in the order of the table."""
    half, fifth = Fraction(1, 2), Fraction(1, 5)

    def ticked(**items):
        return sum((Fraction(points) for name, points in items.items() if data[name]), Fraction(0))

    result = {}
    result["绩效目标合理性"] = ticked(目标符合法规规划=1, 目标符合三定职责=1, 目标符合中长期规划=1)
    result["绩效指标明确性"] = ticked(
        指标已细化分解=1, 指标清晰可衡量=1, 指标对应任务数=half, 指标匹配预算=half)
    result["在职人员控制率"] = less_per_point(2, data["在职人数"] / data["编制人数"] - 1, fifth)
    before, now = data["上年三公经费预算"], data["本年三公经费预算"]
    if before == 0:
        result["“三公经费”变动率"] = Fraction(2 if now == 0 else 0)
    else:
        result["“三公经费”变动率"] = less_per_point(2, (now - before) / before, fifth)
    result["重点支出安排率"] = banded(data["重点支出预算"] / data["预算总支出"], [
        (lambda x: x >= Fraction(9, 10), 3),
        (lambda x: x >= Fraction(8, 10), Fraction(12, 5)),
        (lambda x: x >= Fraction(7, 10), Fraction(9, 5)),
        (lambda x: x >= Fraction(6, 10), Fraction(6, 5)),
        (lambda x: True, 0)])

    usable = data["上年结转"] + data["年初预算"] + data["追加预算"]
    if usable <= 0:
        result["预算执行率"] = Fraction(0)
    else:
        done = (usable - data["年末结转结余"]) / usable
        result["预算执行率"] = less_per_point(5, 1 - done, 2, Fraction(5, 100))
    result["预算调整率"] = banded(abs(data["追加预算"]) / data["年初预算"], [
        (lambda x: x == 0, 5),
        (lambda x: x <= Fraction(1, 10), 4),
        (lambda x: x <= Fraction(2, 10), 3),
        (lambda x: x <= Fraction(3, 10), 2),
        (lambda x: True, 0)])
    result["支付进度率"] = 3 * min(Fraction(1), data["实际支付进度"] / data["既定支付进度"])
    result["结转结余率"] = banded(data["年末结转结余"] / data["预算总支出"], [
        (lambda x: x <= 0, 3),
        (lambda x: x <= Fraction(5, 100), 2),
        (lambda x: x <= Fraction(10, 100), 1),
        (lambda x: True, 0)])
    before, now = data["上年结转结余"], data["年末结转结余"]
    if before == 0:
        result["结转结余变动率"] = Fraction(3 if now == 0 else 0)
    else:
        result["结转结余变动率"] = less_per_point(3, (now - before) / before, fifth)
    result["公用经费控制率"] = less_per_point(8, data["公用经费支出"] / data["公用经费预算"] - 1, 1)
    budget, spent = data["本年三公经费预算"], data["三公经费支出"]
    if budget == 0:
        result["“三公经费”控制率"] = Fraction(8 if spent == 0 else 0)
    else:
        result["“三公经费”控制率"] = less_per_point(8, spent / budget - 1, 1)
    budget = data["政府采购预算"]
    if budget == 0:
        result["政府采购执行率"] = Fraction(6)
    else:
        result["政府采购执行率"] = less_per_point(6, 1 - data["政府采购支出"] / budget, half)

    result["管理制度健全性"] = ticked(管理制度已制定=1, 管理制度合法完整=1, 管理制度有效执行=1)
    wrongs = sum(data[name] for name in (
        "不合规支出", "审批不全的拨付", "未经集体决策的支出", "超出批复用途的支出", "截留挪用虚列"))
    result["资金使用合规"] = max(Fraction(0), 4 - wrongs)
    result["预决算信息公开性"] = ticked(
        按规定内容公开=1, 按规定时限公开=1, 基础数据真实=1, 基础数据完整=1, 基础数据准确=1)
    result["基础信息完善性"] = ticked(资产录入完整=1, 资产与会计一致=1)
    result["资产管理制度健全性"] = ticked(资产制度合法完整=1, 资产制度有效执行=1)
    result["资产管理安全性"] = ticked(
        资产完整配置合理=half, 资产处置规范=half, 资产账实相符=half, 资产收入足额上缴=half)
    assets = data["固定资产总额"]
    result["固定资产利用率"] = (
        Fraction(2) if assets == 0 else 2 * min(Fraction(1), data["在用固定资产"] / assets))

    def missed(table):
        return sum(1 for row in data[table] if not row["完成"])

    result["职责履行"] = max(Fraction(0), 12 - missed("产出目标") * half)
    result["经济效益与社会效益"] = max(Fraction(0), Fraction(10) - missed("效益目标"))
    result["社会公众或服务对象满意度"] = banded(data["满意度"], [
        (lambda x: x >= Fraction(9, 10), 4),
        (lambda x: x >= Fraction(8, 10), 3),
        (lambda x: x >= Fraction(6, 10), 2),
        (lambda x: True, 0)])
    return {name: floor(score * 100 + half) / Fraction(100) for name, score in result.items()}


# Figures from which records are drawn: often at the end of a band, or a little off it.
SHARES = [Fraction(n, 1000) for n in (
    0, 1, 50, 51, 100, 101, 200, 299, 300, 301, 599, 600, 625, 799, 800, 899, 900, 950, 999, 1000, 1005, 1010,
    1014, 1020, 1099, 1100, 1500)]
PAIRS = [
    ("在职人数", "编制人数"), ("本年三公经费预算", "上年三公经费预算"), ("重点支出预算", "预算总支出"),
    ("年末结转结余", "预算总支出"), ("追加预算", "年初预算"), ("上年结转结余", "年末结转结余"),
    ("公用经费支出", "公用经费预算"), ("三公经费支出", "本年三公经费预算"), ("政府采购支出", "政府采购预算"),
    ("在用固定资产", "固定资产总额"), ("上年结转", "年初预算"),
]
ZEROS = ("上年三公经费预算", "本年三公经费预算", "上年结转结余", "年末结转结余", "政府采购预算", "固定资产总额")


def vary(record, count, seed):
    """Records of made-up departments: the record's, with the figures of the scheme drawn anew."""
    draw = random.Random(seed)
    for number in range(count):
        facts = dict(record["facts"])
        for name, value in facts.items():
            if isinstance(value, bool):
                facts[name] = draw.random() < 0.8
        for name in ("不合规支出", "审批不全的拨付", "未经集体决策的支出"):
            facts[name] = f"{draw.choice((0, 0, 1, 2))} 件"
        for name in ("产出目标", "效益目标"):
            facts[name] = [dict(row, 完成=draw.random() < 0.6) for row in facts[name]]
        facts["满意度"] = f"{draw.choice((59, 60, 79.9, 80, 89.99, 90, 100))}%"
        facts["既定支付进度"] = f"{draw.choice((50, 80, 100))}%"
        facts["实际支付进度"] = f"{draw.choice((0, 33.3, 50, 79, 100))}%"
        facts["编制人数"] = f"{draw.choice((1, 8, 40, 200))} 人"
        for name in ("预算总支出", "年初预算", "公用经费预算"):
            facts[name] = f"{draw.randint(1, 9999)}.{draw.randint(0, 99):02} 万元"
        for name in ZEROS:
            zero = draw.random() < 0.3
            facts[name] = "0 万元" if zero else f"{draw.randint(1, 999)}.{draw.randint(0, 99):02} 万元"
        for part, whole in PAIRS:
            value = read(facts[whole]) * draw.choice(SHARES)
            if part == "在职人数":
                facts[part] = f"{floor(value)} 人"
            elif part not in ZEROS or draw.random() < 0.6:
                sign = "-" if part == "追加预算" and draw.random() < 0.4 else ""
                facts[part] = f"{sign}{floor(value)} 元"
        yield {"ruleset": record["ruleset"], "department": f"示例部门{number + 1}",
               "fiscalYear": record["fiscalYear"], "facts": facts}


def compare(records, results):
    """Prints where the results of some records differ from what is recomputed; how many do."""
    wrong = 0
    totals = set()
    for record, result in zip(records, results):
        where = record["department"]
        if result["department"] != where or result["status"] != "complete":
            print(f"{where}: {result['status']} {result['errors']}")
            wrong += 1
            continue
        expected = scores({name: read(value) for name, value in record["facts"].items()})
        found = {item["id"]: Fraction(item["score"]) for item in result["indicators"]}
        for name in list(expected) + [name for name in found if name not in expected]:
            if expected.get(name) != found.get(name):
                print(f"{where}, {name}: {expected.get(name)} here, {found.get(name)} there")
                wrong += 1
        total = sum(expected.values())
        totals.add(total)
        if Fraction(result["score"]) != total or len(expected) != 23:
            print(f"{where}: {len(expected)} scores, {total} here, {result['score']} there")
            wrong += 1
    if len(records) != len(results):
        print(f"{len(records)} records, {len(results)} results")
        wrong += 1
    print(f"{len(records)} records, totals from {float(min(totals))} to {float(max(totals))}")
    return wrong


def main():
    if sys.argv[1] == "vary":
        with open(sys.argv[2], encoding="utf-8") as file:
            records = list(vary(json.load(file), int(sys.argv[3]), int(sys.argv[4])))
        json.dump(records, sys.stdout, ensure_ascii=False)
        return 0
    with open(sys.argv[1], encoding="utf-8") as file:
        records = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        results = json.load(file)["results"]
    return 1 if compare(records if isinstance(records, list) else [records], results) else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
