/// What makes tables interactive: heads become buttons that sort, and above the table stand fields that
/// choose rows.
///
/// It only changes the order of rows and hides them.
///
/// The browser is told the digest of this text and runs no other. Whoever changes it must keep it to what
/// browsers of several years have, since offices keep theirs for long.
enum PageScript {
  static let text: StaticString = """

    "use strict";
    document.documentElement.className = "scripted";
    addEventListener("DOMContentLoaded", () => {
      document.querySelectorAll("table.interactive").forEach(makeInteractive);
    });

    function makeInteractive(table) {
      const body = table.tBodies[0];
      const heads = Array.from(table.tHead.rows[0].cells);
      let rows = Array.from(body.rows).map((element, place) => ({
        element, place, texts: Array.from(element.cells, (cell) => cell.textContent.trim()),
      }));
      const names = heads.map((head) => head.textContent);
      const later = body.querySelector(".later");
      let shownMax = later ? later.sectionRowIndex : Infinity;
      const fields = [];
      const output = document.createElement("output");
      const more = document.createElement("button");

      // Hides the rows that were not chosen, and of the others all but the first.
      const show = () => {
        let count = 0;
        for (const row of rows) {
          const isChosen = fields.every(({ column, field, isExact }) => {
            const wanted = field.value.trim().toLowerCase();
            const text = row.texts[column].toLowerCase();
            return wanted === "" || (isExact ? text === wanted : text.includes(wanted));
          });
          row.element.hidden = !isChosen;
          if (isChosen) count += 1;
          row.element.className = isChosen && count > shownMax ? "later" : "";
        }
        output.textContent = table.dataset.count.replace("#", count).replace("*", rows.length);
        more.hidden = count <= shownMax;
      };

      const number = (text) => {
        const value = parseFloat(text.replace(/[, ]/g, ""));
        return Number.isNaN(value) ? null : value;
      };
      const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
      const sort = (column, isNumber, isUp) => {
        const keyed = rows.map((row) => {
          const text = row.texts[column];
          return { row, key: isNumber ? number(text) : text === "" ? null : text };
        });
        const sign = isUp ? 1 : -1;
        keyed.sort((a, b) => {
          // What has no value comes last; what is equal stays as the page has it.
          if (a.key === null || b.key === null) {
            return (a.key === null) - (b.key === null) || a.row.place - b.row.place;
          }
          const order = isNumber ? a.key - b.key : collator.compare(a.key, b.key);
          return sign * order || a.row.place - b.row.place;
        });
        rows = keyed.map((each) => each.row);
        const part = document.createDocumentFragment();
        for (const row of rows) part.append(row.element);
        body.append(part);
        show();
      };

      heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(names[column]);
        // Heads that stand on each sheet are printed without their buttons.
        const printed = document.createElement("span");
        printed.append(...head.childNodes);
        head.append(printed, button);
        const isNumber = head.classList.contains("number");
        button.addEventListener("click", () => {
          const before = head.getAttribute("aria-sort");
          const isUp = before === null ? !isNumber || column === 0 : before === "descending";
          for (const other of heads) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
          sort(column, isNumber, isUp);
        });
      });

      const bar = document.createElement("div");
      bar.className = "filter";
      heads.forEach((head, column) => {
        const kind = head.dataset.filter;
        if (!kind) return;
        const isExact = kind === "choice";
        const field = document.createElement(isExact ? "select" : "input");
        if (isExact) {
          field.add(new Option(table.dataset.all, ""));
          for (const text of new Set(rows.map((row) => row.texts[column]))) {
            if (text !== "") field.add(new Option(text, text));
          }
        } else {
          field.type = "search";
        }
        const label = document.createElement("label");
        label.append(names[column], field);
        bar.append(label);
        field.addEventListener("input", show);
        fields.push({ column, field, isExact });
      });
      bar.append(output);
      more.type = "button";
      more.className = "more";
      more.append(table.dataset.more);
      more.addEventListener("click", () => {
        shownMax = Infinity;
        show();
      });
      table.closest(".scroll").before(bar);
      table.closest(".scroll").after(more);
      show();
    }

    """
}
