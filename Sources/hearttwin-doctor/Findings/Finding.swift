import Foundation

/// Something that was looked at.
struct Finding: Encodable {
    /// What it means for the reader.
    enum Verdict: String, Encodable {
        /// As it should be.
        case fine
        /// Works, but slowly or not for everything; the advice says what for.
        case note
        /// hearttwin does not run without it.
        case missing
    }

    /// Heading it stands under.
    var group: String
    var name: String
    /// What was found.
    var value: String
    var verdict: Verdict = .fine
    /// Why it matters and what to do; empty where all is fine.
    var advice = ""
}

/// Findings for people.
struct FindingsText {
    private let findings: [Finding]

    init(_ findings: [Finding]) { self.findings = findings }

    /// The text.
    var text: String {
        let width = findings.map(\.name.count).max() ?? 0
        var out = ""
        var group = ""
        for finding in findings {
            if finding.group != group {
                out += (group.isEmpty ? "" : "\n") + finding.group + "\n"
                group = finding.group
            }
            let name = finding.name.padding(toLength: width, withPad: " ", startingAt: 0)
            out += "  \(Self.mark(finding.verdict)) \(name)  \(finding.value)\n"
            if !finding.advice.isEmpty {
                out += String(repeating: " ", count: width + 6) + finding.advice + "\n"
            }
        }
        return out
    }

    private static func mark(_ verdict: Finding.Verdict) -> String {
        switch verdict {
        case .fine: "\u{2713}"
        case .note: "!"
        case .missing: "\u{2717}"
        }
    }
}
