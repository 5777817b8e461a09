/// What the pages of suites and of credibility add to the look of the reports.
enum SuiteStyle {
    static let text = """
        .verdict { font-size: 20px; font-weight: 640; margin: 18px 0 0; padding: 12px 16px;
          border-left: 6px solid; background: var(--paper); border-radius: 4px; }
        .verdict.pass { border-color: var(--ok); } .verdict.warn { border-color: #e69f00; }
        .verdict.fail { border-color: var(--out); }
        .badge { display: inline-block; min-width: 3.6em; text-align: center; font-size: 12px;
          font-weight: 640; border-radius: 10px; padding: 1px 8px; background: #e6eaee; color: var(--soft); }
        .badge.pass { background: #d9f0e6; color: #00553f; } .badge.warn { background: #fdf0cf; color: #7a5200; }
        .badge.fail { background: #f7d9d7; color: #8c1d18; }
        .soft { color: var(--soft); font-size: 13px; font-weight: 400; }
        td.strip { min-width: 140px; padding-left: 10px; } td.strip svg { width: 100%; height: 18px; display: block; }
        td.source { font-size: 12.5px; color: var(--soft); min-width: 13em; max-width: 22em;
          overflow-wrap: break-word; }
        th.n { text-align: right; }
        .card { overflow-x: auto; } h3 { font-size: 15px; margin: 22px 0 2px; }
        ul.plain { padding-left: 1.1em; margin: 6px 0; } ul.plain li { margin: 4px 0; }
        svg .curve.dot { stroke-width: 6; stroke-linecap: round; }
        p.soft { margin: 6px 0; }
        """
}
