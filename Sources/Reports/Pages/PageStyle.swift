/// How pages look: on a screen, light or dark, and on sheets of A4.
///
/// Fonts are those that the reader's system has; nothing is fetched. Text on its ground has a contrast
/// of at least 7 to 1, lines and marks of 3 to 1, and no meaning is told by colour alone.
enum PageStyle {
  static let sheet: StaticString = """

    :root {
      color-scheme: light dark;
      --ground: #ffffff; --ink: #1b1f24; --faint: #4a5159; --line: #8a929b;
      --shade: #f0f3f6; --mark: #fff3cd; --edge: #8a5a00;
      --had: #12396b; --open: #648ab8; --link: #0b4f9e;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #15181c; --ink: #eceff2; --faint: #b4bcc4; --line: #6f7882;
        --shade: #22272d; --mark: #3d3110; --edge: #e0b040;
        --had: #d8e9fc; --open: #4d79aa; --link: #9cc9ff;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
        "WenQuanYi Micro Hei", system-ui, sans-serif;
      overflow-wrap: anywhere;
    }
    main { max-width: 80rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
    h1 { font-size: 1.6rem; line-height: 1.3; margin: 1rem 0; text-align: center; }
    h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
    h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
    p { margin: 0 0 .5rem; }
    td p:last-child { margin-bottom: 0; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; }
    dt { grid-column: 1; color: var(--faint); }
    dd { grid-column: 2; margin: 0; }
    table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .9rem; }
    caption { text-align: left; color: var(--faint); padding: .25rem 0; }
    th, td {
      border: 1px solid var(--line); padding: .35rem .5rem; text-align: left;
      vertical-align: top; unicode-bidi: plaintext;
    }
    thead th { background: var(--shade); text-align: center; vertical-align: middle; }
    tbody th { font-weight: 600; }
    tfoot th, tfoot td { background: var(--shade); font-weight: 700; }
    th.text, td.text { min-width: 6em; }
    td.prose { min-width: 14em; }
    td.number {
      text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums;
    }
    .fraction { display: inline-block; min-width: 1.8em; text-align: left; }
    .fraction4 { display: inline-block; min-width: 3em; text-align: left; }
    .fraction6 { display: inline-block; min-width: 4.1em; text-align: left; }
    .line { display: flex; justify-content: space-between; gap: 2rem; margin: .5rem 0; }
    .form th, .form td { vertical-align: middle; min-width: 5em; line-height: 1.4; }
    .form th { text-align: center; font-weight: 600; }
    .form p { margin: 0; }
    /* It says what the heading above says, to those who do not see that. */
    .form caption {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
    }
    .single { text-align: center; }
    .bars dd { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; }
    .bars svg { width: 25rem; max-width: 100%; height: 1rem; }
    .rest { fill: var(--shade); stroke: var(--line); }
    .open { fill: var(--open); }
    .had { fill: var(--had); }
    nav { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
    svg.inner { float: left; width: 5rem; height: .8rem; margin-right: .5rem; margin-top: .3rem; }
    rect.inner { fill: var(--mark); stroke: var(--edge); stroke-width: 2; }
    .value { fill: var(--had); }
    svg.scale { display: block; width: 37.5rem; max-width: 100%; }
    svg.scale text { fill: var(--ink); font-size: 13px; text-anchor: middle; }
    .scroll { overflow-x: auto; margin: 1rem 0; }
    .scroll > table { margin: 0; }
    a { color: var(--link); }
    :focus-visible { outline: 3px solid var(--edge); outline-offset: 2px; }
    .filter { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; }
    .filter label { display: flex; gap: .5rem; align-items: center; }
    input, select, thead button, .more {
      font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line);
      border-radius: .25rem; padding: .25rem .5rem; min-height: 2rem;
    }
    thead button { background: none; border-color: transparent; font-weight: 700; cursor: pointer; }
    thead button:hover { border-color: var(--line); }
    thead button::after { content: " ↕"; color: var(--faint); font-weight: 400; }
    .scripted .interactive thead span { display: none; }
    [hidden] { display: none !important; }
    .scripted .later { display: none; }
    [aria-sort="ascending"] button::after { content: " ▲"; }
    [aria-sort="descending"] button::after { content: " ▼"; }
    details { border-top: 1px solid var(--line); padding: .25rem 0; }
    summary { cursor: pointer; font-weight: 600; padding: .25rem 0; }
    .signatures {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(14em, 1fr)); gap: 2.5rem 2rem;
      margin: 3rem 0 1rem;
    }
    .signatures p { border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
    td.change { background: var(--mark); border-left: 4px solid var(--edge); }
    @page {
      size: A4 landscape; margin: 15mm 12mm 16mm;
      @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; }
    }
    @media print {
      :root {
        color-scheme: light;
        --ground: #ffffff; --ink: #000000; --faint: #333333; --line: #555555;
        --shade: #eeeeee; --mark: #ffffff; --edge: #000000;
        --had: #333333; --open: #858585; --link: #000000;
      }
      body { font-family: "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", serif; }
      main { max-width: none; padding: 0; font-size: 10.5pt; }
      table { font-size: 9pt; }
      .form th, .form td { padding: .1rem .4rem; line-height: 1.3; }
      .scroll:has(.form) { margin: .4rem 0; }
      h1 { margin: 0 0 .5rem; }
      h2 { margin: .75rem 0 .25rem; font-size: 1.1rem; }
      .signatures { margin: 1.1rem 0 0; }
      .line { margin: .2rem 0; }
      thead { display: table-header-group; }
      tfoot { display: table-row-group; }
      rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      /* Not rows: one whose first cell goes on over others would take all of them along. */
      td, h2, h3 { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      /* On paper nothing is folded away. */
      details::details-content { content-visibility: visible; block-size: auto; }
      summary { list-style: none; break-after: avoid; }
      .signatures, svg { break-inside: avoid; }
      .scroll { overflow: visible; }
      .filter, .more, nav, thead button { display: none; }
      .scripted .interactive thead span { display: inline; }
      .scripted .later { display: table-row; }
      h1 { break-before: page; }
      h1:first-child { break-before: auto; }
    }

    """
}
