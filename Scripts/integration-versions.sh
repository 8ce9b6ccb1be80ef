# Versions, claims, publishing and verifying, as people at their desk go about them.
#
# Part of integration.sh, which sources it: its functions and variables are those of that script.
# shellcheck shell=bash disable=SC2154

# ---- Versions

amended=2024/部门整体支出
name="an amendment in full, saved as a file, is the same rules"
if run "$name" 0 rules show "Rules/$amended"; then
  cp "$work/out" "$work/full.rules"
  holds "$name: a line that is replaced says so" '三级指标 预算调整率 5 分  // 2024 替换' "$work/full.rules"
  holds "$name: a line of the year before says so" '三级指标 在职人员控制率 2 分  // 2023' "$work/full.rules"
  if run "$name" 0 rules show "$work/full.rules" &&
    [ "$(grep -a -m 1 -o 'sha256:[0-9a-f]*' "$work/out")" = "$(grep -a -m 1 -o 'sha256:[0-9a-f]*' "$work/full.rules")" ]; then
    ok "$name"
  else
    not_ok "$name: another digest" "$work/out"
  fi
fi

copy_rules
name="a mistake in 2023 is told of the year that amends it"
policy=$work/Rules/$ruleset/20-过程.rules
if edit "$policy" '/^  (0, 5%\]    得 2 分/d' &&
  run "$name" 1 rules check "$work/Rules/$amended"; then
  holds "$name" '错误[E0602]' "$work/err"
fi
name="a misspelt name in an amendment is one mistake"
copy_rules
if edit "$work/Rules/$amended/20-过程.rules" 's/^替换 三级指标 预算调整率/替换 三级指标 预算调正率/' &&
  run "$name" 1 rules check "$work/Rules"; then
  holds "$name" '错误[E0603]' "$work/err"
  holds "$name, and there is no other" '发现 1 个错误' "$work/err"
fi
name="a revision is in force from its day on"
copy_rules
mkdir -p "$work/Rules/$ruleset-修订2"
printf '%s\n' '规则集 部门整体支出绩效评价' '  年度 2023' '  修订 2' '  修改 2023' \
  '  施行 自 2023-07-01 起' '' '总分 保留 1 四舍五入' '' '替换 等次 按保留后总分' '  优 ≥ 90' '  良 [80, 90)' \
  '  中 [60, 80)' '  差 ＜ 60' >"$work/Rules/$ruleset-修订2/00-总则.rules"
cp "$record" "$work/record.json"
if run "$name" 0 rules check "$work/Rules" &&
  run "$name: without a day" 1 rules evaluate "$work/Rules" "$work/record.json"; then
  holds "$name: without a day" '错误[E0611]' "$work/err"
  for day in 2023-06-30:1 2023-07-01:2; do
    cp "$record" "$work/record.json"
    if edit "$work/record.json" "s/\"fiscalYear\": 2023/\"fiscalYear\": 2023, \"评价日期\": \"${day%:*}\"/" &&
      run "$name: ${day%:*}" 0 rules evaluate "$work/Rules" "$work/record.json" --format json; then
      holds "$name: ${day%:*}" "\"revision\": ${day#*:}" "$work/out"
    fi
  done
fi

# ---- Claims

name="the example's claims are reconciled"
if run "$name" 1 rules reconcile Rules "$record" --language zh; then
  cp "$work/out" "$work/reconciled"
  # The same without line breaks.
  run "$name" 1 rules reconcile Rules "$record" --language zh --format csv || true
  cp "$work/out" "$work/reconciled.csv"
  while IFS= read -r line; do
    holds "reconciling finds: $line" "$line" "$work/reconciled" "$work/reconciled.csv"
  done <<'FOUND'
预算执行情况 得分：申报 37 分，计算 36 分
产出及效果 得分：申报 24 分，计算 23 分
过程 得分合计：申报 56 分，申报的各项合计 57 分
预算执行情况 得分合计：申报 37 分，申报的各项合计 36 分
产出及效果 得分合计：申报 24 分，申报的各项合计 23 分
总分 得分合计：申报 92 分，申报的各项合计 93 分
在职人员控制率 计算值：申报 100%，计算 62.5%
按 编制人数 5 人，计算为 100%，与申报相符；采用的是 8 人
左边 11,395.21 万元，右边 11,395.2 万元
左边 128.03 万元，右边 123.8 万元
核对“新增专项债券支出不大于政府性基金预算支出”不成立
公安办案费：实际到位 118.64 万元、全年预算 41.39 万元
FOUND
fi

# ---- Publishing and verifying

copy_rules
name="published rules"
if run "$name" 0 rules publish "$work/Rules/$ruleset" --date 2024-01-05 &&
  edit "$work/Rules/$ruleset/20-过程.rules" '1s/^/\/\/ 新的注释\n/' &&
  run "$name: a comment" 0 rules check "$work/Rules/$ruleset"; then
  ok "published rules take another comment"
  if edit "$work/Rules/$ruleset/20-过程.rules" 's/30%/31%/' &&
    run "$name: a threshold" 1 rules check "$work/Rules/$ruleset"; then
    holds "published rules refuse another threshold" 'E0620' "$work/err"
  fi
fi
name="a stored result is verified"
if run "$name" 0 rules verify "$work/result.json" "$record"; then ok "$name"; fi
name="an edited result is found"
cp "$work/result.json" "$work/edited-result.json"
if edit "$work/edited-result.json" '/"score": "92"/s/92/95/' &&
  run "$name" 1 rules verify "$work/edited-result.json" "$record" --language zh; then
  holds "$name" '是结果被改过' "$work/out"
fi
