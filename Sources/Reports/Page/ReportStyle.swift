/// The look of the report: one column on a phone, two on a desk, plain in print.
///
/// Curve colours are from the colour-blind safe set of Okabe & Ito (2008), darkened where a thin
/// line on white needs it.
package enum ReportStyle {
    /// A document from its first line to `<main>`, with further rules of style.
    package static func head(_ title: String, style: String = "") -> String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(SVG.escape(title)) – hearttwin</title>
        <style>\(text)\(style)</style></head><body><main>
        """
    }

    package static let text = """
        :root { --ink: #1b2430; --soft: #5a6675; --line: #dfe4ea; --paper: #fff; --wash: #f5f7f9;
          --left: #0072b2; --right: #d55e00; --artery: #b0413e; --atrium: #009e73; --volume: #6a4c93;
          --ok: #00795a; --out: #b3261e; }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--wash); color: var(--ink);
          font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 24px 20px 48px; }
        header h1 { margin: 0; font-size: 26px; font-weight: 650; letter-spacing: -0.01em; }
        header p { margin: 4px 0 0; color: var(--soft); }
        h2 { font-size: 17px; margin: 34px 0 10px; }
        .answer { font-size: 17px; margin: 18px 0 0; max-width: 62em; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 10px;
          margin: 18px 0 0; }
        .tile, .card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
        .tile { padding: 12px 14px; }
        .tile b { display: block; font-size: 23px; font-weight: 640; font-variant-numeric: tabular-nums; }
        .tile span { color: var(--soft); font-size: 13px; }
        .card { padding: 12px; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(330px, 1fr)); gap: 12px; }
        svg.chart { width: 100%; height: auto; display: block; }
        svg text { font: 12px system-ui, Arial, sans-serif; fill: var(--soft); }
        svg text.title { font-weight: 620; fill: var(--ink); font-size: 13.5px; }
        svg .grid { stroke: var(--line); stroke-width: 1; fill: none; }
        svg .mark { stroke: #9aa5b1; stroke-width: 1; stroke-dasharray: 2 3; fill: none; }
        svg .curve { fill: none; stroke-width: 1.9; stroke-linejoin: round; }
        .left { stroke: var(--left); } .right { stroke: var(--right); } .artery { stroke: var(--artery); }
        .atrium { stroke: var(--atrium); } .volume { stroke: var(--volume); } .ink { stroke: var(--ink); }
        .faint { stroke: #b7c0ca; }
        svg.ecg .behind { stroke: #0072b2; stroke-width: 1.1; fill: none; stroke-linejoin: round; }
        svg.ecg .minor { stroke: #f6dede; stroke-width: .5; fill: none; }
        svg.ecg .major { stroke: #ecc0c0; stroke-width: .7; fill: none; }
        svg.ecg .trace { stroke: #16202b; stroke-width: 1.1; fill: none; stroke-linejoin: round; }
        svg.ecg text { fill: #16202b; font-weight: 600; }
        .eyes { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); gap: 8px; }
        svg.bullseye { max-width: 300px; margin: 0 auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line);
          vertical-align: middle; }
        th { font-weight: 600; color: var(--soft); font-size: 13px; }
        td.n { text-align: right; white-space: nowrap; }
        td.ok { color: var(--ok); } td.out { color: var(--out); font-weight: 600; }
        td.bar { width: 26%; min-width: 120px; }
        .bar svg { width: 100%; height: 16px; display: block; }
        figure.viewer { margin: 0; }
        figure.viewer canvas { width: 100%; height: 400px; display: block; cursor: grab; touch-action: none;
          border-radius: 6px; background: linear-gradient(#fbfcfd, #e9eef2); }
        figure.viewer canvas:active { cursor: grabbing; }
        figcaption { color: var(--soft); font-size: 13px; margin-top: 8px; }
        .tools { display: flex; gap: 8px; align-items: center; margin-top: 8px; flex-wrap: wrap; }
        .tools button { font: inherit; font-size: 13px; padding: 3px 10px; border: 1px solid var(--line);
          background: var(--paper); border-radius: 6px; cursor: pointer; }
        .tools input[type=range] { flex: 1; min-width: 80px; }
        .tools label { display: flex; gap: 6px; align-items: center; font-size: 13px; color: var(--soft); }
        .tools select { font: inherit; font-size: 13px; padding: 3px 6px; border: 1px solid var(--line);
          background: var(--paper); border-radius: 6px; }
        .scale { display: flex; align-items: center; gap: 8px; font-size: 13px; color: var(--soft); }
        .scale i { flex: 1; height: 10px; border-radius: 5px;
          background: linear-gradient(90deg,#440154,#46327e,#365c8d,#277f8e,#1fa187,#4ac16d,#a0da39,#fde725); }
        .scale i.diverging { background: linear-gradient(90deg,#084594,#f2f2f2,#cc4a0d); }
        .warnings { border-left: 4px solid #e69f00; padding: 4px 14px; background: var(--paper); }
        footer { margin-top: 36px; color: var(--soft); font-size: 13px; }
        details summary { cursor: pointer; color: var(--soft); }
        pre { overflow-x: auto; font-size: 12.5px; background: var(--paper); border: 1px solid var(--line);
          border-radius: 8px; padding: 12px; }
        @media print { body { background: #fff; } .tools { display: none; } .card, .tile { break-inside: avoid; } }
        """
}
