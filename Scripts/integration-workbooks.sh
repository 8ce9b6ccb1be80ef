# shellcheck shell=bash
# Workbooks: what other programs read of ours, what we read of theirs, and what nobody should send.
# Read by integration.sh, whose functions and variables it uses.

# ---- Workbooks

books=$work/books
mkdir "$books"
office=$(command -v soffice || command -v libreoffice || true)
openpyxl=""
for python in python3 /usr/bin/python3; do
  if [ -z "$openpyxl" ] && "$python" -c 'import openpyxl' 2>/dev/null; then openpyxl=$python; fi
done

# convert FORMAT FILE: LibreOffice writes the file in another format into $books/converted.
convert() {
  rm -rf "$books/converted"
  LC_ALL=C.UTF-8 timeout 180 "$office" "-env:UserInstallation=file://$books/profile" --headless --convert-to "$1" \
    --outdir "$books/converted" "$2" >"$books/log" 2>&1 </dev/null
}

# measured LIMIT COMMAND…: runs it; its memory in MiB goes to $books/memory, and more than the limit is a failure.
measured() {
  python3 - "$books/memory" "$@" <<'PYTHON'
import resource, subprocess, sys
path, limit, *command = sys.argv[1:]
with open(path.replace("memory", "out"), "wb") as out, open(path.replace("memory", "err"), "wb") as err:
    status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, timeout=300).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
with open(path, "w") as file:
    print(used, file=file)
sys.exit(status if used <= int(limit) else 99)
PYTHON
}

cat >"$books/a.rules" <<'RULES'
规则集 示例
  年度 2023
  总分 10 分
  得分 保留 0.01 四舍五入

数据
  年初预算：金额 万元，大于 0
  追加预算：金额 万元，不小于 0
  制度健全：是否
  完成率：比率，不小于 0
  验收日期：日期

表 项目支出
  项目名称：文本
  全年预算：金额 万元，不小于 0

一级指标 过程 10 分

三级指标 预算调整率 5 分
  计算 追加预算 ÷ 年初预算
  [0, 30%]  按比例每 1 个百分点 扣 0.07 分
  ＞ 30%     不得分

三级指标 制度建设 5 分
  要点 2 分 当 制度健全 “制度健全”
  要点 2 分 当 完成率 ≥ 90% “完成”
  要点 1 分 当 验收日期 ≤ 2023-12-31 “按期”

核对 “项目合计等于年初预算”
  合计(项目支出.全年预算) ＝ 年初预算
RULES
cat >"$books/数据.csv" <<'CSV'
部门,年度,年初预算（万元）,追加预算（万元）,制度健全,完成率,验收日期
甲局,2023,100,0.3,是,95%,2023-12-31
乙局,2023,"25,274.07",2600.5,否,0.011,2024/1/2
丙局,2023,7,,是,90%,
"=HYPERLINK(""x"")",2023,7,0.01,是,90%,2023-01-01
丁局,2023,无,1,是,90%,2023-01-01
CSV
cat >"$books/数据.项目支出.csv" <<'CSV'
部门,项目名称,全年预算（万元）
甲局,办案,60
甲局,"=1+1",40
乙局,维护,5
CSV

name="results are written as a workbook, and the same twice"
if run "$name" 1 rules evaluate "$books/a.rules" "$books/数据.csv" --format xlsx -o "$books/结果.xlsx" &&
  run "$name" 1 rules evaluate "$books/a.rules" "$books/数据.csv" --format xlsx -o "$books/again.xlsx" --jobs 1 &&
  run "$name" 1 rules evaluate "$books/a.rules" "$books/数据.csv" --format csv -o "$books/结果.csv"; then
  if [ -s "$books/结果.xlsx" ] && cmp -s "$books/结果.xlsx" "$books/again.xlsx"; then ok "$name"; else not_ok "$name"; fi
fi

name="LibreOffice opens it, and its CSV of the first sheet is ours"
if [ -z "$office" ] || ! command -v python3 >/dev/null; then
  skip "$name" "there is no LibreOffice or no python3"
elif convert 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true' "$books/结果.xlsx" &&
  python3 - "$books/结果.csv" "$books/converted/"*.csv >"$books/out" 2>&1 <<'PYTHON'
import csv, sys
ours, theirs = (list(csv.reader(open(path, encoding="utf-8-sig", newline=""))) for path in sys.argv[1:3])
# The mark that keeps a text from being a formula is needed in CSV alone.
ours = [[cell[1:] if cell[:2] == "'=" else cell for cell in row] for row in ours]
for left, right in zip(ours, theirs):
    if left != right:
        print(left, right)
assert len(ours) == len(theirs) == 6 and ours == theirs
PYTHON
then
  ok "$name"
else
  not_ok "$name" "$books/out" "$books/log"
fi

name="openpyxl reads it: numbers, texts that are no formulas, heads that stay, pages"
if [ -z "$openpyxl" ]; then
  skip "$name" "there is no openpyxl"
elif "$openpyxl" - "$books/结果.xlsx" >"$books/out" 2>&1 <<'PYTHON'
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
assert book.sheetnames == ["汇总", "指标", "问题"], book.sheetnames
for sheet in book:
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref == sheet.dimensions, sheet.title
    assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_cols == "$A:$A" and sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in (sheet.oddFooter.center.text or "") and sheet.column_dimensions["A"].width >= 20
    assert sheet["A1"].font.name == "宋体" and sheet["A1"].font.b
    assert all(cell.data_type in "ns" for row in sheet.iter_rows() for cell in row)
summary = book["汇总"]
rows = {row[0].value: row for row in summary.iter_rows(min_row=2)}
assert rows["甲局"][1].value == 2023 and rows["甲局"][3].value == 4.98, [c.value for c in rows["甲局"]]
assert rows["甲局"][3].number_format == "0.00" and isinstance(rows["丙局"][3].value, str)
formula = rows['=HYPERLINK("x")'][0]
assert formula.data_type == "s" and formula.quotePrefix
kinds = {(row[0].value, row[2].value) for row in book["问题"].iter_rows(min_row=2)}
assert {("丙局", "缺资料"), ("丁局", "错误"), ("乙局", "核对不符")} <= kinds, kinds
PYTHON
then
  ok "$name"
else
  not_ok "$name" "$books/out"
fi

# same NAME FILE: a workbook gives the results of the CSV, the digest of the data included.
same() {
  if run "$1" 1 rules evaluate "$books/a.rules" "$books/数据.csv" --format json &&
    sed 's/"file": "[^"]*", "line": [0-9]*, "column": [0-9]*/place/; /"file":/d; /"line":/d; /"column":/d' "$work/out" >"$books/wanted" &&
    run "$1" 1 rules evaluate "$books/a.rules" "$2" --format json; then
    sed 's/"file": "[^"]*", "line": [0-9]*, "column": [0-9]*/place/; /"file":/d; /"line":/d; /"column":/d' "$work/out" >"$books/found"
    if cmp -s "$books/wanted" "$books/found"; then ok "$1"; else not_ok "$1" "$work/err"; fi
  fi
}

name="a workbook made by openpyxl is read as the same data"
if [ -z "$openpyxl" ]; then
  skip "$name" "there is no openpyxl"
elif "$openpyxl" - "$books/数据.xlsx" >"$books/out" 2>&1 <<'PYTHON'
import datetime, sys, openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "基础数据"
sheet.append(["部门", "年度", "年初预算（万元）", "追加预算（万元）", "制度健全", "完成率", "验收日期"])
sheet.append(["甲局", 2023, 100, 0.1 + 0.2, "是", 0.95, datetime.date(2023, 12, 31)])
sheet.append(["乙局", 2023, 25274.07, 2600.5, False, 0.011, datetime.datetime(2024, 1, 2)])
sheet.append(["丙局", 2023, 7, None, True, 0.9, None])
sheet.append(["", 2023, 7, 0.01, "是", 0.9, datetime.date(2023, 1, 1)])
sheet["A5"].value, sheet["A5"].data_type = '=HYPERLINK("x")', "s"
sheet.append(["丁局", 2023, "无", 1, "是", 0.9, datetime.date(2023, 1, 1)])
for cell in sheet["F"][1:]:
    cell.number_format = "0.00%"
table = book.create_sheet("项目支出")
table.append(["部门", "项目名称", "全年预算（万元）"])
table.append(["甲局", "办案", 60])
table.append(["甲局", "", 40])
table["B3"].value, table["B3"].data_type = "=1+1", "s"
table.append(["乙局", "维护", 5])
book.create_sheet("Sheet3")
notes = book.create_sheet("说明")
notes["A1"], notes.sheet_state = "填表说明", "hidden"
book.save(sys.argv[1])
PYTHON
then
  same "$name" "$books/数据.xlsx"
else
  not_ok "$name" "$books/out"
fi

name="a workbook saved by LibreOffice is read as the same data"
if [ -z "$office" ] || [ ! -e "$books/数据.xlsx" ]; then
  skip "$name" "there is no LibreOffice or no openpyxl"
elif convert xlsx "$books/数据.xlsx"; then
  same "$name" "$books/converted/数据.xlsx"
else
  not_ok "$name" "$books/log"
fi

name="a workbook of the old form is refused with what to do"
if [ -z "$office" ] || [ ! -e "$books/数据.xlsx" ]; then
  skip "$name" "there is no LibreOffice or no openpyxl"
elif convert xls "$books/数据.xlsx" &&
  run "$name" 1 rules evaluate "$books/a.rules" "$books/converted/数据.xls"; then
  holds "$name" '另存为 .xlsx' "$work/err"
fi

# bad NAME TEXT LIMIT FILE: it ends with status 1 and says so, in no more than so many MiB.
bad() {
  local status=0
  measured "$3" rules evaluate "$books/a.rules" "$4" || status=$?
  if [ "$status" -eq 1 ] && grep -qF -- "$2" "$books/err"; then
    ok "$1: $(head -n 1 "$books/err"), in $(cat "$books/memory") MiB"
  else
    not_ok "$1: status $status, $(cat "$books/memory") MiB" "$books/err"
  fi
}

name="bombs, damaged files and huge sheets end with an error, in little memory"
if ! command -v python3 >/dev/null; then
  skip "$name" "there is no python3"
elif python3 - "$books" >"$books/out" 2>&1 <<'PYTHON'
import sys, zipfile
folder = sys.argv[1]
main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
def relations(kind, target):
    return f'<Relationships><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>'
def book(name, sheet, workbook=None):
    with zipfile.ZipFile(f"{folder}/{name}.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("_rels/.rels", relations("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", relations("worksheet", "sheet.xml"))
        archive.writestr("xl/workbook.xml", workbook or
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="数据" sheetId="1" r:id="r1"/></sheets></workbook>')
        with archive.open("xl/sheet.xml", "w", force_zip64=True) as part:
            for piece in sheet:
                part.write(piece)
def sheet(rows, cells):
    yield f'<worksheet xmlns="{main}"><sheetData>'.encode()
    for start in range(1, rows + 1, 1000):
        yield "".join(
            f'<row r="{row}">' + "".join(f'<c r="{column}{row}"><v>{row * 37 % 1000003}.25</v></c>' for column in cells) + "</row>"
            for row in range(start, min(start + 1000, rows + 1))).encode()
    yield b"</sheetData></worksheet>"
zeros = bytes(1 << 20)
book("zeros", (zeros for _ in range(3000)))
book("spaces", [b"<worksheet><sheetData>"] + [b" " * (1 << 20)] * 500)
depth = b"<a>" * 1000
book("deep", [depth] * 1000)
entities = '<!DOCTYPE workbook [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) + "]>"
book("entities", [b"<worksheet/>"], entities + "<workbook>&j;</workbook>")
letters = [chr(65 + i) for i in range(26)]
columns = letters + ["A" + letter for letter in letters]
book("huge", sheet(180_000, columns))
book("large", sheet(60_000, columns))
whole = open(f"{folder}/large.xlsx", "rb").read()
open(f"{folder}/cut.xlsx", "wb").write(whole[: len(whole) // 2])
at = len(whole) // 3
open(f"{folder}/bits.xlsx", "wb").write(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
with zipfile.ZipFile(f"{folder}/huge.xlsx") as archive:
    print(archive.getinfo("xl/sheet.xml").file_size)
PYTHON
then
  size=$(cat "$books/out")
  bad "a sheet that unpacks to 3 GB" '展开后超过 512 MiB' 200 "$books/zeros.xlsx"
  bad "a sheet of 500 MB of space" '超过 1 MiB' 200 "$books/spaces.xlsx"
  bad "a sheet that nests a million deep" '套得太深' 200 "$books/deep.xlsx"
  bad "entities that stand for entities" '<!DOCTYPE' 200 "$books/entities.xlsx"
  bad "a workbook that is cut off" '没有传完整' 200 "$books/cut.xlsx"
  bad "a workbook with one byte that is another" '工作簿' 400 "$books/bits.xlsx"
  bad "a sheet of $((size >> 20)) MiB, with more cells than are read" '工作簿超过 5000000 格' 800 "$books/huge.xlsx"
  bad "a sheet of 100 MiB is read" '表头里没有“部门”这一列' 1000 "$books/large.xlsx"
else
  not_ok "$name" "$books/out"
fi
