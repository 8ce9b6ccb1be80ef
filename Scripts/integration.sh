#!/usr/bin/env bash
# Plays policy staff at their desk: runs the commands of the readme, changes a copy of the rules,
# makes the usual mistakes, and recomputes the example's scores in another language.
#
# Wants `swift build -c release` before it. Prints `ok` or `not ok` for each check and ends with
# status 1 if any failed. What needs a program that the machine lacks is skipped with its reason;
# where CI=true that counts as failed.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C NO_COLOR=1 PYTHONDONTWRITEBYTECODE=1

bin=$(swift build -c release --show-bin-path)
rules=$bin/rules
if [ ! -x "$rules" ]; then
  echo "error: there is no $rules; run swift build -c release first" >&2
  exit 2
fi
PATH=$bin:$PATH

work=$(mktemp -d)
finished=no
finish() {
  rm -rf "$work"
  if [ "$finished" = no ]; then echo "not ok  the script stopped before its end"; fi
}
trap finish EXIT
ruleset=2023/部门整体支出
record=Examples/xiangxi-2023.json
passed=0
failed=0

ok() {
  passed=$((passed + 1))
  echo "ok      $1"
}

# not_ok NAME [FILE…]: what went wrong is in the files.
not_ok() {
  failed=$((failed + 1))
  echo "not ok  $1"
  shift
  local file
  for file in "$@"; do
    if [ -s "$file" ]; then head -n 30 "$file" | sed 's/^/        | /'; fi
  done
}

skip() {
  if [ "${CI:-}" = true ]; then
    not_ok "$1: $2"
  else
    echo "skipped $1: $2"
  fi
}

# run NAME STATUS COMMAND…: what it prints goes to $work/out and $work/err.
run() {
  local name=$1 wanted=$2 status=0
  shift 2
  "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
  if [ "$status" -eq "$wanted" ]; then return 0; fi
  not_ok "$name: exit status $status, not $wanted" "$work/out" "$work/err"
  return 1
}

# holds NAME TEXT FILE…: the text stands in one of the files.
holds() {
  local name=$1 text=$2
  shift 2
  if grep -qF -- "$text" "$@"; then
    ok "$name"
  else
    not_ok "$name: no '$text'" "$@"
  fi
}

# edit FILE SCRIPT: changes a file with sed; it must change.
edit() {
  sed "$2" "$1" >"$work/edited"
  if cmp -s "$1" "$work/edited"; then
    not_ok "the edit '$2' of ${1##*/} changed nothing"
    return 1
  fi
  cp "$work/edited" "$1"
}

# A fresh copy of the rules.
copy_rules() {
  rm -rf "$work/Rules"
  cp -R Rules "$work/Rules"
}

# score_of INDICATOR FILE: its score in a result document.
score_of() {
  python3 - "$1" "$2" <<'PYTHON'
import json, sys
name, path = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    result = json.load(file)["results"][0]
print(next(item["score"] for item in result["indicators"] if item["id"] == name))
PYTHON
}

# ---- The commands of the readmes

sed -n '/^```/,/^```/p' README.md README.zh.md | grep -E '^(swift run .* )?rules ' |
  sed 's/ *#.*//' | sort -u >"$work/commands"
if [ "$(wc -l <"$work/commands")" -lt 5 ]; then not_ok "the readmes hold commands"; fi
while IFS= read -r line; do
  command=${line#swift run -c release }
  if run "readme: $line" 0 bash -c "$command"; then ok "readme: $line"; fi
done <"$work/commands"

# shows README: what the readme prints under its console command stands in $work/out or $work/err.
shows() {
  local name="what $1 shows is what is printed" line
  # What stands under the heading of outputs is compared command by command, below.
  sed -e '/^## What each prints/,$d' -e '/^## 各命令的输出/,$d' "$1" |
    sed -n '/^```console/,/^```$/p' | sed -e '/^```/d' -e '/^\$ /d' -e '/^$/d' >"$work/shown"
  : >"$work/unseen"
  while IFS= read -r line; do
    grep -qxF -- "$line" "$work/out" "$work/err" || echo "$line" >>"$work/unseen"
  done <"$work/shown"
  if [ -s "$work/shown" ] && [ ! -s "$work/unseen" ]; then
    ok "$name"
  else
    not_ok "$name" "$work/unseen"
  fi
}

if run "README.md" 0 rules explain Rules "$record" --indicator 预算调整率; then shows README.md; fi

for readme in README.md README.zh.md; do
  if python3 Scripts/readme-outputs.py "$rules" "$readme" >"$work/out" 2>&1; then
    ok "$readme: what each command prints"
  else
    not_ok "$readme: what each command prints" "$work/out"
  fi
done

# What README.zh.md does step by step.
copy_rules
policy=$work/Rules/$ruleset/20-过程.rules
if edit "$policy" 's/^  (20%, 30%\]  得 2 分/  (20%, 25%]  得 1.5 分/'; then
  status=0
  (cd "$work" && rules check "Rules/$ruleset") >"$work/out" 2>"$work/err" || status=$?
  shows README.zh.md
  if [ "$status" -ne 1 ]; then not_ok "README.zh.md: exit status $status, not 1"; fi
  if edit "$policy" 's/^  ＞ 30%      不得分/  ＞ 25%      不得分/' &&
    run "README.zh.md: the mended rules" 0 rules check "$work/Rules/$ruleset"; then
    ok "README.zh.md: the mended rules pass"
  fi
  if run "README.zh.md: tests of the old bands" 1 rules test "$work/Rules/$ruleset"; then
    ok "README.zh.md: tests of the old bands fail"
  fi
fi

# ---- Rules as they are

# The tests of the rules in force: all bands and ends, and every change noticed.
for scheme in Rules/2023/*; do
  name="the tests of ${scheme#Rules/} cover every band and boundary"
  if run "$name" 0 rules test "$scheme" --coverage --language zh; then
    if grep -q '没有测试到的' "$work/out"; then not_ok "$name" "$work/out"; else ok "$name"; fi
  fi
  name="no change of ${scheme#Rules/} goes unnoticed by its tests"
  if run "$name" 0 rules test "$scheme" --mutate --language zh; then ok "$name"; fi
done
name="what is suggested is no test before it is confirmed"
copy_rules
edit "$work/Rules/$ruleset/91-测试-过程.rules" '/恰好 20%/d'
if run "$name" 0 rules test "$work/Rules/$ruleset" --suggest; then
  cp "$work/out" "$work/Rules/$ruleset/94-测试-补充.rules"
  if run "$name" 1 rules check "$work/Rules/$ruleset"; then holds "$name" E0420 "$work/err"; fi
  edit "$work/Rules/$ruleset/94-测试-补充.rules" 's|^  // 应得|  应得|'
  if run "what is confirmed covers the rest" 0 rules test "$work/Rules/$ruleset" --coverage --language zh; then
    if grep -q '没有测试到的' "$work/out"; then
      not_ok "what is confirmed covers the rest" "$work/out"
    else
      ok "what is confirmed covers the rest"
    fi
  fi
fi

if run "the rules are laid out" 0 rules fmt --check Rules; then ok "the rules are laid out"; fi

if run "the example gives 92 and 优" 0 rules evaluate Rules "$record" --format json; then
  cp "$work/out" "$work/result.json"
  holds "the example scores 92" '"score": "92"' "$work/result.json"
  holds "the example is graded 优" '"grade": "优"' "$work/result.json"
fi
name="projects and the fund are scored as far as the report tells"
if run "$name" 0 rules evaluate Rules Examples/xiangxi-2023-projects.json Examples/xiangxi-2023-fund.json; then
  if [ "$(grep -c '^总分 10–100 分' "$work/out")" -eq 3 ] && [ "$(grep -c '^总分 35–100 分' "$work/out")" -eq 1 ]; then ok "$name"; else not_ok "$name" "$work/out"; fi
fi
if run "evaluating twice" 0 rules evaluate Rules "$record" --format json; then
  if cmp -s "$work/out" "$work/result.json"; then
    ok "evaluating twice gives the same bytes"
  else
    not_ok "evaluating twice gives the same bytes"
  fi
fi

# ---- A change of policy

copy_rules
policy=$work/Rules/$ruleset/20-过程.rules
name="changing one band's points changes the score, without building anything"
if ! command -v python3 >/dev/null; then
  skip "$name" "there is no python3"
elif edit "$policy" '/^  ＞ 30%/s/不得分/得 0.5 分/' &&
  run "$name" 0 rules evaluate "$work/Rules" "$record" --format json; then
  before=$(score_of 预算调整率 "$work/result.json" || true)
  after=$(score_of 预算调整率 "$work/out" || true)
  if [ "$before $after" = "0 0.5" ]; then
    ok "$name"
  else
    not_ok "$name: 预算调整率 $before, then $after"
  fi
  if [ "$(grep '"digest"' "$work/out")" != "$(grep '"digest"' "$work/result.json")" ]; then
    ok "changing one band's points changes the digest"
  else
    not_ok "changing one band's points changes the digest"
  fi
fi

# ---- Mistakes: each gives one finding, in Chinese, and exit status 1

# mistake NAME CODE FILE SCRIPT
mistake() {
  local name="mistake: $1" code=$2 file=$3 script=$4 count
  copy_rules
  edit "$work/Rules/$ruleset/$file" "$script" || return 0
  run "$name" 1 rules check "$work/Rules/$ruleset" || return 0
  cat "$work/out" "$work/err" >"$work/both"
  count=$(grep -cE '^(错误|警告)\[' "$work/both" || true)
  if [ "$count" -ne 1 ]; then
    not_ok "$name: $count findings, not 1" "$work/both"
  elif ! grep -qF "错误[$code]" "$work/both"; then
    not_ok "$name: not $code" "$work/both"
  else
    ok "$name: $(grep -F "错误[$code]" "$work/both")"
  fi
}

mistake "a gap between bands" E0401 20-过程.rules '/^  (10%, 20%\]/d'
mistake "bands that overlap" E0402 20-过程.rules 's/^  (0, 10%\]    得 4 分/  [0, 10%]    得 4 分/'
mistake "points that do not sum" E0403 20-过程.rules 's/^三级指标 政府采购执行率 6 分/三级指标 政府采购执行率 7 分/'
mistake "元 for 人" E0302 90-测试-投入.rules 's/在职人数 ＝ 5 人/在职人数 ＝ 5 元/'
mistake "a misspelt name" E0201 20-过程.rules 's/绝对值(追加预算) ÷ 年初预算/绝对值(追加预算) ÷ 年初预箅/'
mistake "a stray full-width colon" E0113 20-过程.rules 's/^三级指标 预算调整率 5 分/三级指标：预算调整率 5 分/'
mistake "a missing 分" E0114 20-过程.rules 's/^  (20%, 30%\]  得 2 分/  (20%, 30%]  得 2/'

# ---- Data

# data NAME STATUS SCRIPT: evaluates an edited copy of the example.
data() {
  cp "$record" "$work/record.json"
  edit "$work/record.json" "$3" && run "$1" "$2" rules evaluate Rules "$work/record.json" --format json
}

name="a missing figure leaves the result incomplete"
if data "$name" 0 '/"公用经费支出":/d'; then
  holds "$name" '"status": "incomplete"' "$work/out"
  holds "$name, and is named" '公用经费支出' "$work/out"
  if grep -qF '"score": "92"' "$work/out"; then not_ok "$name: it has a score" "$work/out"; fi
fi
name="an amount without unit is refused"
if data "$name" 1 's/"本年三公经费预算": "42 万元"/"本年三公经费预算": 42/'; then
  holds "$name" 'E0506' "$work/out" "$work/err"
fi
name="people counted in 元 are refused"
if data "$name" 1 's/"在职人数": "5 人"/"在职人数": "5 元"/'; then
  holds "$name" 'E0507' "$work/out" "$work/err"
fi
name="a misspelt figure is refused"
if data "$name" 1 's/"上年结转": "0 万元"/"上年结砖": "0 万元"/'; then
  holds "$name" 'E0504' "$work/out" "$work/err"
fi
name="a year without rules is refused"
if data "$name" 1 's/"fiscalYear": 2023/"fiscalYear": 2021/'; then
  holds "$name" 'E0510' "$work/out" "$work/err"
  holds "$name, naming 2023" '2023' "$work/err"
  holds "$name, naming 2024" '2024' "$work/err"
fi

# ---- Versions, claims, publishing and verifying

. Scripts/integration-versions.sh
. Scripts/integration-many.sh
. Scripts/integration-pages.sh
. Scripts/integration-workbooks.sh

# ---- Both vocabularies

copy_rules
name="Chinese to English and back is the same text"
if run "$name" 0 rules fmt --keywords en "$work/Rules" &&
  run "$name" 0 rules evaluate "$work/Rules" "$record" --format json; then
  cp "$work/out" "$work/english.json"
  if grep -qE '^indicator ' "$work/Rules/$ruleset/20-过程.rules"; then
    ok "the copy is in English"
  else
    not_ok "the copy is in English"
  fi
  digest=$(grep '"digest"' "$work/english.json" || true)
  if [ -n "$digest" ] && [ "$digest" = "$(grep '"digest"' "$work/result.json")" ]; then
    ok "the digest is that of the Chinese rules"
  else
    not_ok "the digest is that of the Chinese rules: $digest"
  fi
  if run "$name" 0 rules fmt --keywords zh "$work/Rules"; then
    if diff -r Rules "$work/Rules" >"$work/out"; then ok "$name"; else not_ok "$name" "$work/out"; fi
  fi
fi

# ---- The scores again, from the figures, in another language

name="the 23 scores recomputed in Python are those of the program"
if ! command -v python3 >/dev/null; then
  skip "$name" "there is no python3"
elif run "$name" 0 python3 Scripts/recompute.py "$record" "$work/result.json"; then
  ok "$name"
fi
seed=${SEED:-20230417}
name="the scores of 1200 made-up departments are those recomputed in Python (seed $seed)"
if ! command -v python3 >/dev/null; then
  skip "$name" "there is no python3"
elif run "$name" 0 python3 Scripts/recompute.py vary "$record" 1200 "$seed" &&
  cp "$work/out" "$work/records.json" &&
  run "$name" 0 rules evaluate Rules "$work/records.json" --format json &&
  cp "$work/out" "$work/results.json" &&
  run "$name" 0 python3 Scripts/recompute.py "$work/records.json" "$work/results.json"; then
  ok "$name: $(tail -n 1 "$work/out")"
fi

name="a department's result does not depend on the others, nor on their order"
if ! command -v python3 >/dev/null; then
  skip "$name" "there is no python3"
elif run "$name" 0 python3 -c '
import json, sys
print(json.dumps(json.load(open(sys.argv[1], encoding="utf-8"))[::-1]))' "$work/records.json" &&
  cp "$work/out" "$work/reversed.json" &&
  run "$name" 0 rules evaluate Rules "$work/records.json" --format jsonl &&
  sort "$work/out" >"$work/forward" &&
  run "$name" 0 rules evaluate Rules "$work/reversed.json" --format jsonl &&
  sort "$work/out" >"$work/backward"; then
  if [ "$(wc -l <"$work/forward")" -eq 1200 ] && cmp -s "$work/forward" "$work/backward"; then
    ok "$name"
  else
    not_ok "$name"
  fi
fi

# ---- Two years compared, against evaluating twice and subtracting

draft=2024/部门整体支出
name="the draft of 2024 differs from 2023 in seven indicators"
if run "$name" 1 rules diff "Rules/$ruleset" "Rules/$draft" --format json; then
  cp "$work/out" "$work/diff.json"
  holds "$name" '"changed": 7,' "$work/diff.json"
fi
name="a ruleset has the same meaning as itself, whatever its layout"
copy_rules
if edit "$work/Rules/$ruleset/20-过程.rules" '1s|^|// 说明\n|' &&
  run "$name" 0 rules diff "Rules/$ruleset" "$work/Rules/$ruleset"; then
  ok "$name"
fi
name="diff tells the values that score differently"
if edit "$work/Rules/$ruleset/20-过程.rules" 's/^  (20%, 30%\]  得 2 分/  (20%, 30%]  得 1.5 分/' &&
  run "$name" 1 rules diff "Rules/$ruleset" "$work/Rules/$ruleset"; then
  holds "$name" '(20%, 30%]  2       1.5     少 0.5 分，更严' "$work/out"
fi
name="diff and impact of 300 made-up departments agree with evaluating twice (seed $seed)"
if ! command -v python3 >/dev/null; then
  skip "$name" "there is no python3"
elif run "$name" 0 python3 Scripts/recompute.py vary "$record" 300 "$seed" &&
  cp "$work/out" "$work/records.json" &&
  run "$name" 0 python3 Scripts/compare.py split "$work/records.json" "$work/both.json" \
    "$work/old.json" "$work/new.json" &&
  run "$name" 0 rules impact "Rules/$ruleset" "Rules/$draft" "$work/both.json" --format json &&
  cp "$work/out" "$work/impact.json" &&
  run "$name" 0 rules evaluate Rules "$work/old.json" --format json &&
  cp "$work/out" "$work/old-result.json" &&
  run "$name" 0 rules evaluate Rules "$work/new.json" --format json &&
  cp "$work/out" "$work/new-result.json" &&
  run "$name" 0 python3 Scripts/compare.py check "$work/diff.json" "$work/impact.json" \
    "$work/old-result.json" "$work/new-result.json"; then
  ok "$name: $(tail -n 1 "$work/out")"
fi

# ---- Time, for the record

TIMEFORMAT='user %U s, real %R s'
printf 'time    rules --version: '
{ time rules --version >/dev/null; } 2>&1
printf 'time    rules evaluate of the example: '
{ time rules evaluate Rules "$record" >/dev/null; } 2>&1

finished=yes
echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
