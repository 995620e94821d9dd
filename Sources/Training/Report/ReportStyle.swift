/// The looks of the report: one column on a phone, two on a screen, light and dark.
package enum ReportStyle {
    package static let css = """
        :root { --ink: #1d2329; --soft: #5d6873; --line: #dde2e7; --page: #fbfbfa; --card: #ffffff;
          --c1: #2563ad; --c2: #c2410c; --c3: #7c3aed; --c4: #15803d; --c5: #0e7490; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e9ec; --soft: #9aa5b1; --line: #323a43; --page: #14181c; --card: #1b2026;
            --c1: #6ea8ee; --c2: #f59e62; --c3: #b69cf6; --c4: #6cc98a; --c5: #56c1d6; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
        main { max-width: 1240px; margin: 0 auto; padding: 24px 20px 64px; }
        h1 { font-size: 1.6rem; margin: 0 0 16px; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 32px 0 12px; }
        h3 { font-size: 0.9rem; margin: 16px 0 4px; color: var(--soft); }
        .facts { display: flex; flex-wrap: wrap; gap: 10px; margin: 0 0 20px; }
        .facts div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 8px 14px; }
        dt { color: var(--soft); font-size: 0.8rem; }
        dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .charts { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); }
        figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px;
          padding: 12px 12px 4px; }
        figcaption .unit { color: var(--soft); margin-right: 8px; }
        svg { display: block; width: 100%; height: auto; }
        .grid { stroke: var(--line); }
        .tick { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
        path { fill: none; stroke: currentColor; stroke-linejoin: round; }
        path.line, path.marked { stroke-width: 2; }
        path.faint { stroke-width: 1; opacity: 0.3; }
        circle { fill: currentColor; }
        .c1 { color: var(--c1); } .c2 { color: var(--c2); } .c3 { color: var(--c3); }
        .c4 { color: var(--c4); } .c5 { color: var(--c5); }
        .key { white-space: nowrap; margin-right: 10px; font-size: 0.85rem; }
        .key i { display: inline-block; width: 14px; height: 3px; margin-right: 5px; vertical-align: middle;
          background: currentColor; border-radius: 2px; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line);
          border-radius: 8px; padding: 10px 14px; margin: 0; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-size: 0.85rem; }
        th, td { text-align: left; padding: 4px 16px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td { font-family: ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        td.why { font-family: inherit; color: var(--soft); }
        """
}
