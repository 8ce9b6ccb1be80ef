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

name="the annexes of the report are written as pages, and a browser reads them as they were written"
examples=(Examples/xiangxi-2023.json Examples/xiangxi-2023-projects.json Examples/xiangxi-2023-fund.json)
if run "$name" 0 rules annexes Rules "${examples[@]}" --format html -o "$pages/annexes.html"; then
  if [ -z "$browser" ]; then
    skip "$name" "there is no chromium"
  elif browse "$name" --dump-dom "file://$pages/annexes.html"; then
    tags "$pages/annexes.html" >"$pages/written"
    tags "$pages/out" >"$pages/read"
    if cmp -s "$pages/written" "$pages/read" && [ ! -s "$pages/console" ]; then
      ok "$name"
    else
      not_ok "$name" "$pages/written" "$pages/read" "$pages/console"
    fi
  fi
  name="each annex begins a sheet of A4"
  if [ -z "$browser" ] || ! command -v pdftotext >/dev/null; then
    skip "$name" "there is no chromium or no pdftotext"
  elif browse "$name" --no-pdf-header-footer --print-to-pdf="$pages/annexes.pdf" "file://$pages/annexes.html"; then
    pdfinfo "$pages/annexes.pdf" >"$pages/info"
    pdftotext -layout "$pages/annexes.pdf" "$pages/text"
    # The first line of a sheet, of those that an annex begins on.
    begun=$(awk 'BEGIN { RS = "\f"; FS = "\n" } { for (i = 1; i <= NF; i++) if ($i ~ /[^ ]/) { print $i; break } }' \
      "$pages/text" | grep -c '附件[1-5]' || true)
    if grep -q '(A4)' "$pages/info" && [ "$begun" -eq "$(grep -c '<h1>' "$pages/annexes.html")" ] && [ "$begun" -eq 7 ] &&
      grep -q '88,483.90' "$pages/text" && grep -q '缺少的数据：实施单位' "$pages/text"; then
      ok "$name"
    else
      not_ok "$name" "$pages/info" "$pages/text"
    fi
  fi
fi

# probe NAME PAGE SCRIPT…: opens a copy of a page in which scripts look at it, and writes what they find to $pages/found.
probe() {
  local name=$1 page=$2
  shift 2
  python3 - "$page" "$pages/probed.html" "$@" <<'PYTHON'
import re, sys
page, probed, *scripts = sys.argv[1:]
read = lambda path: open(path, encoding="utf-8").read()
# The copy may run other scripts than its own.
html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", read(page), count=1)
html = html.replace("</body>", "".join("<script>%s</script>" % read(path).replace("</script", "<\\/script") for path in scripts) + "</body>")
open(probed, "w", encoding="utf-8").write(html)
PYTHON
  browse "$name" ${scheme_of_colours:+--blink-settings=preferredColorScheme=0} --virtual-time-budget=60000 \
    --dump-dom "file://$pages/probed.html" || return 1
  python3 - "$pages/out" >"$pages/found" <<'PYTHON'
import html, re, sys
found = re.findall(r'<pre id="found">(.*?)</pre>', open(sys.argv[1], encoding="utf-8").read(), re.S)
print(html.unescape(found[-1]) if found else "nothing was found")
PYTHON
}

# Leaves what was found in an element at the end of the page.
cat >"$pages/leave.js" <<'JS'
function leave(found) {
  const element = document.createElement("pre");
  element.id = "found";
  element.textContent = found;
  document.body.append(element);
}
JS

name="three thousand departments have a page that sorts and filters, and a page each"
departments 3000 >"$pages/data.csv"
if run "$name" 1 rules evaluate Benchmarks/Departments "$pages/data.csv" --year 2023 --unit 万元 --department-column id \
  --format html --language zh -o "$pages/all"; then
  index=$pages/all/index.html
  links=$(grep -o 'href="departments/[^"]*"' "$index" | sort -u | wc -l)
  files=$(find "$pages/all/departments" -name '*.html' | wc -l)
  if [ "$links" -eq 3000 ] && [ "$files" -eq 3000 ]; then ok "$name"; else not_ok "$name: $links links, $files pages"; fi
  name="in a browser its rows are sorted and chosen, a part of them at first, and nothing is complained of"
  cat >"$pages/sort.js" <<'JS'
addEventListener("load", () => {
  const table = document.querySelector("table.interactive");
  const heads = Array.from(table.tHead.rows[0].cells);
  const texts = (column) => Array.from(table.tBodies[0].rows, (row) => row.cells[column].textContent);
  const shown = () => Array.from(table.tBodies[0].rows).filter((row) => row.offsetHeight > 0).length;
  const faults = [];
  const check = (holds, what) => { if (!holds) faults.push(what); };
  const times = [Math.round(performance.now())];
  const click = (column) => {
    const start = performance.now();
    heads[column].querySelector("button").click();
    table.getBoundingClientRect();
    times.push(Math.round(performance.now() - start));
  };
  const isSorted = (values, sign) => values.every((value, place) => place === 0 || sign * (value - values[place - 1]) >= 0);
  check(shown() === 200, "rows at first: " + shown());
  const before = texts(1).join();
  click(2);
  const down = texts(2).filter((text) => text !== "").map(parseFloat);
  check(down.length > 2900 && isSorted(down, -1), "totals do not fall");
  check(texts(2).slice(down.length).every((text) => text === ""), "what has no total is not last");
  check(heads[2].getAttribute("aria-sort") === "descending", "the order is not told");
  click(2);
  const up = texts(2).filter((text) => text !== "").map(parseFloat);
  check(isSorted(up, 1) && heads[2].getAttribute("aria-sort") === "ascending", "totals do not rise");
  click(0);
  check(!heads[2].hasAttribute("aria-sort"), "two orders at once");
  check(texts(1).join() === before, "by rank it is not as it was");
  const [name, grade] = document.querySelectorAll(".filter input, .filter select");
  const choose = (field, text) => { field.value = text; field.dispatchEvent(new Event("input")); };
  choose(name, "d0000042");
  check(shown() === 1 && document.querySelector("output").textContent.includes(" 1 "), "one department is not chosen");
  choose(name, "");
  choose(grade, grade.options[1].value);
  const grades = Array.from(table.tBodies[0].rows).filter((row) => !row.hidden).map((row) => row.cells[3].textContent);
  check(grades.length > 0 && grades.every((text) => text === grade.value), "others than one grade are chosen");
  choose(grade, "");
  const start = performance.now();
  document.querySelector("button.more").click();
  check(shown() === 3000, "not all are shown");
  leave(faults.join("; ") + "|opened and sorted in " + times.join(", ") + " ms, all laid out in " + Math.round(performance.now() - start));
});
JS
  if [ -z "$browser" ]; then
    skip "$name" "there is no chromium"
  elif probe "$name" "$index" "$pages/leave.js" "$pages/sort.js"; then
    if grep -q '^|' "$pages/found" && [ ! -s "$pages/console" ]; then
      ok "$name"
      echo "        $(cut -d'|' -f2 "$pages/found")"
    else
      not_ok "$name" "$pages/found" "$pages/console"
    fi
  fi
  name="with its own script alone the browser has nothing to complain of"
  if [ -z "$browser" ]; then
    skip "$name" "there is no chromium"
  elif browse "$name" --dump-dom "file://$index"; then
    if grep -q 'class="filter"' "$pages/out" && [ ! -s "$pages/console" ]; then ok "$name"; else not_ok "$name" "$pages/console"; fi
  fi
fi

# axe-core is what accessibility is tested with; its script comes in a package for Python.
axe=${AXE:-.build/axe/axe_playwright_python/axe.min.js}
cat >"$pages/axe.js" <<'JS'
document.querySelectorAll("details").forEach((details) => { details.open = true; });
axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => {
  const faults = violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map((node) => node.html.slice(0, 100)).join(" "));
  leave((matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") + "|" + faults.join("; "));
}, (error) => leave("axe failed: " + error));
JS
cp "$pages/2024.html" "$pages/standards.html"
if [ -e "$pages/all/index.html" ]; then
  # Of thousands of rows the first ones say as much.
  head -n 40 "$pages/data.csv" >"$pages/some.csv"
  run "a page about some departments" 0 rules evaluate Benchmarks/Departments "$pages/some.csv" --year 2023 \
    --unit 万元 --department-column id --format html --language zh -o "$pages/some.html" || true
fi
for page in standards result annexes some; do
  for scheme_of_colours in "" dark; do
    name="axe-core finds nothing to mend in the page '$page'${scheme_of_colours:+ on a dark screen}"
    if [ -z "$browser" ] || [ ! -e "$axe" ]; then
      skip "$name" "there is no chromium or no axe-core"
    elif [ ! -s "$pages/$page.html" ]; then
      not_ok "$name: there is no such page"
    elif probe "$name" "$pages/$page.html" "$axe" "$pages/leave.js" "$pages/axe.js"; then
      if [ "$(cat "$pages/found")" = "${scheme_of_colours:-light}|" ]; then ok "$name"; else not_ok "$name" "$pages/found"; fi
    fi
  done
done
scheme_of_colours=
name="axe-core would notice a page that is hard to read"
if [ -z "$browser" ] || [ ! -e "$axe" ]; then
  skip "$name" "there is no chromium or no axe-core"
else
  sed 's/ lang="zh-CN"//; s/--faint: #4a5159/--faint: #c4c9d0/' "$pages/result.html" >"$pages/hard.html"
  if probe "$name" "$pages/hard.html" "$axe" "$pages/leave.js" "$pages/axe.js"; then
    if grep -q 'color-contrast' "$pages/found" && grep -q 'html-has-lang' "$pages/found"; then
      ok "$name"
    else
      not_ok "$name" "$pages/found"
    fi
  fi
fi

name="a folder of one department's records under several schemes makes one bundle with an index"
if run "$name" 0 rules evaluate Rules Examples --format html -o "$pages/bundle"; then
  if [ "$(find "$pages/bundle/departments" -name '*.html' | wc -l)" -eq 5 ] &&
    [ "$(find "$pages/bundle/annexes" -name '*.html' | wc -l)" -eq 5 ] &&
    [ "$(grep -c '<h2' "$pages/bundle/index.html")" -eq 3 ] && grep -q '92' "$pages/bundle/index.html"; then
    ok "$name"
  else
    not_ok "$name" "$pages/bundle/index.html"
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
