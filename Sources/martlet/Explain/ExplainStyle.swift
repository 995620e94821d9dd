/// What the page of an explanation adds to the looks of reports.
enum ExplainStyle {
    static let css = """
        .legend, .soft { color: var(--soft); font-weight: normal; }
        .legend { margin: 0 0 10px; }
        .text { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px;
          font: 16px/2 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
        .token { border-radius: 4px; padding: 2px 0; box-shadow: inset 0 -1px var(--line);
          background: color-mix(in srgb, var(--c2) calc(var(--share) * 70%), transparent); }
        details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 6px 14px;
          margin: 0 0 6px; }
        summary { cursor: pointer; }
        summary b, td b { font-family: ui-monospace, Menlo, Consolas, monospace; }
        details table { margin: 8px 0; }
        td.bar { min-width: 84px; font-variant-numeric: tabular-nums;
          background: linear-gradient(to right, color-mix(in srgb, var(--c1) 30%, transparent) var(--share),
            transparent var(--share)); }
        .attention text { fill: var(--soft); font: 11px ui-monospace, Menlo, Consolas, monospace; }
        .attention rect { fill: var(--c1); }
        .attention line { stroke: var(--line); }
        .attention svg { width: auto; max-width: none; }
        """
}
