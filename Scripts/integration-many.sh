# shellcheck shell=bash
# Many departments: columns against records, breaking a run off, and what it leaves behind.
# Read by integration.sh, whose functions and variables it uses.

# ---- Many departments

many=$work/many
mkdir "$many"

# departments COUNT: made-up rows of the benchmark's scheme, some with mistakes.
departments() {
  awk -v count="$1" 'BEGIN {
    OFS = ","
    print "id,name,staff,establishment,tp_last,tp_this,tp_actual,key_spend,total_budget,carry_in,initial,added," \
      "carry_left,adjust,paid,planned,carry_last,pf_actual,pf_budget,proc_actual,proc_budget,viol_fund,viol_asset," \
      "c12a,c12b,c12c,c14a,c14b,c14c,c14d,c15a,c15b,c15c,c15d,c16a,c16b,c16c,c17a,c17b,c17c,c19a,c19b,c19c," \
      "d1_done,d1_target,d2_done,d2_target,d3_done,d3_target,d4_done,d4_target,b1,b2,b3,b4,b5,sat"
    for (i = 0; i < count; i++) {
      row = sprintf("D%07d", i) OFS "某局" OFS (i % 40 + 80) OFS 100
      for (k = 0; k < 3; k++) row = row OFS sprintf("%d.%02d", (i * 7 + k * 13) % 90 + 10, (i + k) % 100)
      row = row OFS sprintf("%d.00", i % 50 + 55) OFS "100.00"
      row = row OFS "5.00" OFS "90.00" OFS "5.00" OFS sprintf("%d.50", i % 12) OFS sprintf("-%d.25", i % 30)
      row = row OFS sprintf("%d.75", i % 60 + 40) OFS "90.00" OFS (i % 9 ? "3.00" : "0.00")
      row = row OFS sprintf("%d.10", i % 20 + 85) OFS "100.00" OFS sprintf("%d.00", i % 15 + 86) OFS "100.00"
      row = row OFS i % 5 OFS i % 3
      for (k = 0; k < 20; k++) row = row OFS ((i + k * k) % 7 ? 1 : 0)
      for (k = 0; k < 4; k++) row = row OFS sprintf("%d.%02d", (i * 3 + k) % 120 + 1, i % 100) OFS (k ? "97.00" : "120.00")
      for (k = 0; k < 5; k++) row = row OFS sprintf("%d.%02d", (i + k * 11) % 45 + 60, i % 100)
      row = row OFS (i % 997 == 996 ? "12O.5" : sprintf("%d.%02d", i % 50 + 50, i % 100))
      print row
    }
  }'
}

scheme=(--year 2023 --unit 万元 --department-column id --format csv)
name="two thousand departments come out the same in blocks of any size and on any number of threads"
departments 2000 >"$many/data.csv"
if run "$name" 1 rules evaluate Benchmarks/Departments "$many/data.csv" "${scheme[@]}" --jobs 1 --block 1 \
  -o "$many/one.csv"; then
  same=yes
  for options in "--jobs 2 --block 3" "--jobs 7" "--jobs 2 --block 4096" "--jobs 1 --summary"; do
    # shellcheck disable=SC2086
    run "$name" 1 rules evaluate Benchmarks/Departments "$many/data.csv" "${scheme[@]}" $options \
      -o "$many/other.csv" || same=no
    cmp -s "$many/one.csv" "$many/other.csv" || same=no
  done
  if [ "$same" = yes ] && [ "$(grep -c 'E0505' "$many/one.csv")" = 2 ]; then ok "$name"; else not_ok "$name"; fi
fi

# broken_off SIGNAL STATUS: a run that waits for more data is ended; the old file must be left.
broken_off() {
  local name="a run that is ended by $1 leaves the old file" status=0 feeder pid
  echo old >"$many/result.csv"
  rm -f "$many/pipe" && mkfifo "$many/pipe"
  { departments 20000 && sleep 20; } >"$many/pipe" 2>/dev/null &
  feeder=$!
  rules evaluate Benchmarks/Departments - "${scheme[@]}" -o "$many/result.csv" <"$many/pipe" \
    >"$work/out" 2>"$work/err" &
  pid=$!
  sleep 2
  kill -s "$1" "$pid"
  wait "$pid" || status=$?
  kill "$feeder" 2>/dev/null || true
  pkill -P "$feeder" 2>/dev/null || true
  wait "$feeder" 2>/dev/null || true
  if [ "$status" = "$2" ] && [ "$(cat "$many/result.csv")" = old ]; then
    ok "$name"
  else
    not_ok "$name: exit status $status, not $2" "$work/err"
  fi
}

broken_off TERM 143
broken_off KILL 137
