"""Results as a table in Markdown."""

BEGIN, END = "<!-- figures: written by run.py --record -->", "<!-- end of figures -->"

COLUMNS = ["program", "version", "in memory, ns a department (× C)", "file to file, departments/s, 1 thread (× C)",
           "2 threads (× C)", "departments", "peak MiB", "one department, ms", "wrong totals / grades"]


def _three(number):
    """Three digits, and no exponent."""
    return f"{number:,.0f}" if number >= 99.95 else f"{number:.3g}"


def _end_to_end(result, threads):
    found = result.get("endToEnd", {}).get(threads)
    return f"{found['rowsPerSecond']:,.0f} ({_three(found['ratio'])}×)" if found else "–"


def _row(name, result):
    memory = result.get("inMemory")
    first = next(iter(result.get("endToEnd", {}).values()), None)
    cold = result.get("oneDepartment")
    wrong = result.get("differences")
    peaks = ", ".join(f"{_three(peak)} at {int(rows):,}" for rows, peak in result.get("peakMiB", {}).items())
    return [f"{name}: {result['what']}", result["version"],
            f"{_three(memory['median'])} ({_three(memory['ratio'])}×)" if memory else "–",
            _end_to_end(result, "1"), _end_to_end(result, "2"),
            f"{first['rows']:,}" if first else "–", peaks or "–",
            _three(cold["median"] * 1000) if cold else "–",
            f"{wrong['totals']} / {wrong['grades']}" if wrong else "–"]


def table(document):
    """The table of all programs, with the day and the machine above it."""
    on = document["machine"]
    versions = document["versions"]
    lines = [f"{document['date']}, {on['processor']}, {on['processors']} processors, {on['memoryGiB']} GiB, "
             f"{on['system']}; {versions['swift']}; {versions['gcc']}; commit {versions['commit']}.", "",
             "| " + " | ".join(COLUMNS) + " |", "| --- | --- |" + " ---: |" * (len(COLUMNS) - 2)]
    for name, result in document["programs"].items():
        lines.append("| " + " | ".join(_row(name, result)) + " |")
    return "\n".join(lines)


def put_into(path, text):
    """Replaces what stands between the two marks of a document."""
    document = path.read_text(encoding="utf-8")
    before, rest = document.split(BEGIN)
    after = rest.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
