import Reports

/// A suite's outcome as JUnit XML, for continuous integration: one test case for each row.
///
/// Warnings pass, with their finding among the output; rows without numbers are skipped.
public enum JUnitXML {
    /// The document.
    public static func text(_ outcome: SuiteOutcome) -> String {
        let skipped = outcome.counts.skipped + outcome.counts.info
        let cases = outcome.rows.map(testCase(in: outcome.suite)).joined(separator: "\n")
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
            <testsuite name="\(escape(outcome.suite))" tests="\(outcome.rows.count)" \
            failures="\(outcome.counts.fail)" errors="0" skipped="\(skipped)">
            \(cases)
            </testsuite>
            </testsuites>

            """
    }

    private static func testCase(in suite: String) -> (RowOutcome) -> String {
        { row in
            let head =
                "<testcase classname=\"\(escape(suite)).\(row.kind)\" name=\"\(escape(row.id))\""
            let words = escape(row.words)
            switch row.verdict {
            case .pass: return head + "/>"
            case .warn: return head + "><system-out>\(words)</system-out></testcase>"
            case .fail:
                return head
                    + "><failure message=\"\(words)\">\(escape(row.source))</failure></testcase>"
            case .info, .skipped:
                return head + "><skipped message=\"\(words)\"/></testcase>"
            }
        }
    }

    /// Escaped, without the control characters that XML 1.0 does not allow.
    private static func escape(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars
        where scalar.value >= 0x20 || scalar == "\t" || scalar == "\n" {
            kept.append(scalar)
        }
        return SVG.escape(String(kept))
    }
}
