# shellcheck shell=bash
# Pages: what a browser and a printer make of them.
# Read by integration.sh, whose functions and variables it uses.

# ---- Pages

pages=$work/pages
mkdir "$pages"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)

# browse NAME ARGUMENT…: opens something in the browser; its output goes to $pages/out, and what the page
# wrote to the console to $pages/console.
browse() {
  local name=$1 status=0
  shift
  timeout 120 "$browser" --headless=new --no-sandbox --disable-gpu --disable-background-networking \
    --user-data-dir="$pages/profile" --enable-logging=stderr "$@" >"$pages/out" 2>"$pages/log" </dev/null || status=$?
  grep CONSOLE "$pages/log" >"$pages/console" || true
  if [ "$status" -ne 0 ]; then
    not_ok "$name: the browser ended with $status" "$pages/log"
    return 1
  fi
}

# tags FILE: how many rows, cells and heads of cells it has.
tags() { grep -oE '<(tr|td|th)[ >]' "$1" | cut -c2-3 | sort | uniq -c; }

for year in 2023 2024; do
  name="the table of $year is written as a page"
  page=$pages/$year.html
  if run "$name" 0 rules show "Rules/$year/部门整体支出" --format html -o "$page"; then
    if grep -q "<h1>部门整体支出绩效评价指标表（$year 年度）</h1>" "$page"; then ok "$name"; else not_ok "$name" "$page"; fi
  fi
  name="a browser reads the table of $year as it was written, and has nothing to complain of"
  if [ -z "$browser" ]; then
    skip "$name" "there is no chromium"
  elif browse "$name" --dump-dom "file://$page"; then
    tags "$page" >"$pages/written"
    tags "$pages/out" >"$pages/read"
    if cmp -s "$pages/written" "$pages/read" && [ ! -s "$pages/console" ]; then
      ok "$name"
    else
      not_ok "$name" "$pages/written" "$pages/read" "$pages/console"
    fi
  fi
  name="the table of $year prints on sheets of A4, each with its number"
  if [ -z "$browser" ] || ! command -v pdftotext >/dev/null; then
    skip "$name" "there is no chromium or no pdftotext"
  elif browse "$name" --no-pdf-header-footer --print-to-pdf="$pages/$year.pdf" "file://$page"; then
    pdfinfo "$pages/$year.pdf" >"$pages/info"
    pdftotext -layout "$pages/$year.pdf" "$pages/text"
    sheets=$(sed -n 's/^Pages: *//p' "$pages/info")
    # The table goes on to the sheet with its total, and has its heads on each.
    tabled=$(awk 'BEGIN { RS = "\f" } { sheet++ } /总分 +100 *\n/ { print sheet; exit }' "$pages/text")
    if grep -q '(A4)' "$pages/info" && [ "$sheets" -ge 2 ] && grep -qE "$sheets ?/ ?$sheets" "$pages/text" &&
      [ "$(grep -c '评价标准' "$pages/text")" -eq "${tabled:-0}" ]; then
      ok "$name"
    else
      not_ok "$name" "$pages/info" "$pages/text"
    fi
  fi
done

name="the page of a department folds its stories away on a screen and has them on paper"
if run "$name" 0 rules evaluate Rules "$record" --format html -o "$pages/result.html"; then
  if [ -z "$browser" ] || ! command -v pdftotext >/dev/null; then
    skip "$name" "there is no chromium or no pdftotext"
  elif browse "$name" --no-pdf-header-footer --print-to-pdf="$pages/result.pdf" "file://$pages/result.html"; then
    pdftotext -layout "$pages/result.pdf" "$pages/text"
    stories=$(grep -c '<summary>' "$pages/result.html")
    if [ "$stories" -eq 23 ] && grep -q '精确值 7488859/2527407' "$pages/text" && grep -q '部门负责人' "$pages/text" &&
      [ ! -s "$pages/console" ]; then
      ok "$name"
    else
      not_ok "$name" "$pages/text" "$pages/console"
    fi
  fi
fi

name="a page that fetches, runs or breaks something would be noticed"
if [ -z "$browser" ]; then
  skip "$name" "there is no chromium"
else
  sed 's|</main>|<script>1</script></main>|' "$pages/2023.html" >"$pages/wrong.html"
  if browse "$name" --dump-dom "file://$pages/wrong.html"; then
    if [ -s "$pages/console" ]; then ok "$name"; else not_ok "$name" "$pages/log"; fi
  fi
fi
