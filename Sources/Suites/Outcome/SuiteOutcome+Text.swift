import Foundation

extension SuiteOutcome {
    /// For a terminal: a line for each row, then the verdict.
    public var text: String {
        let width = rows.map(\.id.count).max() ?? 0
        let lines = rows.map { row -> String in
            let name = row.id.padding(toLength: width, withPad: " ", startingAt: 0)
            return "\(Self.word(row.verdict))  \(name)  \(row.words)"
        }
        let gaps = populations.compactMap { population in
            population.missing.map { "! \(population.name) is left out: \($0)" }
        }
        let notes = populations.flatMap(\.notes).map { "! \($0)" }
        return (lines + gaps + notes + [conclusion]).joined(separator: "\n")
    }

    /// One line: the verdict, the score and the counts.
    public var conclusion: String {
        let words = [
            (counts.pass, "pass"), (counts.warn, "warn"), (counts.fail, "fail"),
            (counts.info, "shown"), (counts.skipped, "left out"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let score = self.score.map { String(format: ", score %.1f %%", 100 * $0) } ?? ""
        let verdict =
            !passed
            ? "\(counts.fail) of \(rows.count) rows fail"
            : self.score == nil ? "nothing was judged" : "passed"
        return "\(suite): \(verdict) (\(words)\(score))"
    }

    private static func word(_ verdict: Verdict) -> String {
        switch verdict {
        case .pass: "pass"
        case .warn: "warn"
        case .fail: "FAIL"
        case .info: "info"
        case .skipped: "skip"
        }
    }
}

extension RowOutcome {
    /// What was found: the number, its band, z and the finding.
    var words: String {
        guard let observed, let unit else { return finding }
        let plain = SuiteText.plain(unit)
        var words = SuiteText.number(observed) + (plain.isEmpty ? "" : " " + plain)
        if low != nil || high != nil {
            let ends = [low, high].map { $0.map(SuiteText.number) }
            words += "  in \(ends[0] ?? "-\u{221E}") \u{2026} \(ends[1] ?? "\u{221E}")"
        }
        if let z { words += String(format: "  z %+.2f", z) }
        return words + "  " + finding
    }
}
