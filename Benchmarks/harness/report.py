"""Results as a table in Markdown."""

FIGURES = ("<!-- figures: written by run.py --record -->", "<!-- end of figures -->")
GROWTH = ("<!-- growth: written by growth.py --record -->", "<!-- end of growth -->")

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


def described(on):
    """A machine in words."""
    return f"{on['processor']}, {on['processors']} processors, {on['memoryGiB']} GiB, {on['system']}"


def table(document):
    """The table of all programs, with the day and the machine above it."""
    versions = document["versions"]
    lines = [f"{document['date']}, {described(document['machine'])}; {versions['swift']}; {versions['gcc']}; "
             f"commit {versions['commit']}.", "",
             "| " + " | ".join(COLUMNS) + " |", "| --- | --- |" + " ---: |" * (len(COLUMNS) - 2)]
    for name, result in document["programs"].items():
        lines.append("| " + " | ".join(_row(name, result)) + " |")
    return "\n".join(lines)


def put_into(path, text, marks=FIGURES):
    """Replaces what stands between the two marks of a document."""
    begin, end = marks
    document = path.read_text(encoding="utf-8")
    before, rest = document.split(begin)
    after = rest.split(end)[1]
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
