import Foundation

extension RunComparison {
    /// For a terminal.
    public var text: String {
        let width = deltas.map(\.name.count).max() ?? 0
        var lines = [
            "\(patient): \(interventions)",
            pad("", width) + "   untreated    treated     change",
        ]
        for delta in deltas {
            var line = pad(delta.name, width)
            line += String(
                format: "  %10.4g %10.4g %+10.3g", delta.untreated, delta.treated, delta.change)
            line += pad(delta.changePercent.map { String(format: " %+7.1f %%", $0) } ?? "", 11)
            line += " " + delta.unit
            if delta.inRange == false { line += "  !" }
            lines.append(line)
        }
        return (lines + warnings.map { "! \($0)" }).joined(separator: "\n")
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
    }
}
