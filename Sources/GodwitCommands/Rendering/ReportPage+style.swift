extension ReportPage {
    /// Readable in light and dark, on a narrow screen and on paper, with the fonts every system has.
    static let style: StaticString = """
        :root { color-scheme: light dark; --line: #8885; --good: #1a7f37; --bad: #cf222e; --calm: #9a6700; }
        @media (prefers-color-scheme: dark) { :root { --good: #4ac26b; --bad: #ff8182; --calm: #d4a72c; } }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
        .complete { color: var(--good); } .incomplete { color: var(--bad); } .interrupted { color: var(--calm); }
        .facts { display: flex; flex-wrap: wrap; gap: 1rem 2rem; padding: 0; list-style: none; }
        .facts b { display: block; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
        .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .name, .words { overflow-wrap: anywhere; }
        .words { font-family: ui-monospace, monospace; font-size: .9em; }
        footer { margin-top: 3rem; font-size: .85rem; opacity: .75; }
        """
}
