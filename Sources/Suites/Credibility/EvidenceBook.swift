import Verification

/// Finds what stored results say about a factor.
struct EvidenceBook {
    let results: [StoredResult]
    let context: ContextOfUse
    let applicability: Applicability?

    /// The factor with its evidence and gaps.
    func factor(_ factor: CredibilityFactor) -> CredibilityReport.Factor {
        var found = CredibilityReport.Factor(
            identifier: factor.identifier, title: factor.title,
            activity: factor.activity.rawValue, asks: factor.asks, goal: context.goal(factor),
            achieved: 0, isStated: false, evidence: [], gaps: [], finding: "no evidence")
        switch factor.basis {
        case .results(let names, let words): take(names, words, into: &found)
        case .statement: takeStatement(of: factor, into: &found)
        case .quantities: takeQuantities(into: &found)
        case .patient: takePatient(into: &found)
        case .groups: takeGroups(into: &found)
        }
        if let statement = context.factors[factor.identifier]?.statement, !found.isStated {
            found.finding += ". " + statement
        }
        return found
    }

    /// The best stored form of a result: in full before reduced, a suite before a benchmark.
    private func result(_ name: String) -> StoredResult? {
        let found = results.filter {
            [$0.name, "\($0.kind.rawValue) \($0.name)"].contains(name)
                || $0.name == name + "-quick"
        }
        func rank(_ result: StoredResult) -> (Int, Int) {
            (Self.isReduced(result, name) ? 1 : 0, result.kind == .suite ? 0 : 1)
        }
        return found.min { rank($0) < rank($1) }
    }

    private static func isReduced(_ result: StoredResult, _ name: String) -> Bool {
        result.quick || result.name == name + "-quick"
    }

    private func take(
        _ names: [String], _ words: [String], into factor: inout CredibilityReport.Factor
    ) {
        var reduced = 0
        for name in names {
            guard let result = result(name) else {
                factor.gaps.append("no stored result of \(name)")
                continue
            }
            let numbers = result.numbers.filter { number in
                number.verdict.credit != nil
                    && (words.isEmpty || words.contains { number.name.contains($0) })
            }
            guard !numbers.isEmpty else {
                factor.gaps.append("\(result.name) judges no number about it in this form")
                continue
            }
            let isReduced = Self.isReduced(result, name)
            if isReduced {
                reduced += 1
                factor.gaps.append("\(name) was run in a reduced form only")
            }
            factor.evidence.append(
                .init(
                    result: result.key, reduced: isReduced, judged: numbers.count,
                    passed: numbers.count { $0.verdict == .pass },
                    warned: numbers.count { $0.verdict == .warn },
                    failed: numbers.count { $0.verdict == .fail }))
        }
        let failed = factor.evidence.reduce(0) { $0 + $1.failed }
        let warned = factor.evidence.reduce(0) { $0 + $1.warned }
        factor.achieved = Gradation.of(
            wanted: names.count, found: factor.evidence.count, reduced: reduced, failed: failed,
            warned: warned)
        guard !factor.evidence.isEmpty else { return }
        let judged = factor.evidence.reduce(0) { $0 + $1.judged }
        factor.finding =
            "\(judged - failed - warned) of \(judged) judged numbers pass"
            + (warned > 0 ? ", \(warned) in doubt" : "") + (failed > 0 ? ", \(failed) fail" : "")
            + ", in \(factor.evidence.count) of \(names.count) results"
    }

    private func takeStatement(
        of factor: CredibilityFactor, into found: inout CredibilityReport.Factor
    ) {
        guard let said = context.factors[factor.identifier], let statement = said.statement,
            let grade = said.grade
        else {
            found.gaps.append("not stated: only people can judge it")
            return
        }
        (found.achieved, found.isStated, found.finding) = (grade, true, statement)
    }

    private func takeQuantities(into factor: inout CredibilityReport.Factor) {
        guard !context.quantities.isEmpty else {
            factor.gaps.append("the quantities of interest are not stated")
            return
        }
        // Suites compare with nature only where they have a domain; benchmarks of numerics do not count.
        let validations = results.filter { !$0.domain.isEmpty }
        var judged = 0
        for quantity in context.quantities {
            let wanted = Self.letters(quantity)
            let hits = validations.filter { result in
                result.numbers.contains {
                    $0.verdict.credit != nil && Self.letters($0.name).contains(wanted)
                }
            }
            if hits.isEmpty {
                factor.gaps.append("no stored validation judges \"\(quantity)\"")
            } else {
                judged += 1
            }
            for result in hits where !factor.evidence.contains(where: { $0.result == result.key }) {
                let numbers = result.numbers.filter { number in
                    number.verdict.credit != nil
                        && context.quantities.contains {
                            Self.letters(number.name).contains(Self.letters($0))
                        }
                }
                factor.evidence.append(
                    .init(
                        result: result.key,
                        reduced: result.quick || result.name.hasSuffix("-quick"),
                        judged: numbers.count,
                        passed: numbers.count { $0.verdict == .pass },
                        warned: numbers.count { $0.verdict == .warn },
                        failed: numbers.count { $0.verdict == .fail }))
            }
        }
        factor.finding =
            "\(judged) of \(context.quantities.count) quantities of interest were judged"
        factor.achieved = Gradation.of(
            wanted: context.quantities.count, found: judged,
            reduced: factor.evidence.count { $0.reduced },
            failed: factor.evidence.reduce(0) { $0 + $1.failed },
            warned: factor.evidence.reduce(0) { $0 + $1.warned })
    }

    private func takePatient(into factor: inout CredibilityReport.Factor) {
        guard let applicability else {
            factor.gaps.append("no patient was given")
            return
        }
        factor.achieved = applicability.gradation
        factor.finding = applicability.sentence
        if applicability.groups.isEmpty {
            factor.gaps.append("no stored validation covers a number that is known of the patient")
        }
    }

    private func takeGroups(into factor: inout CredibilityReport.Factor) {
        var names: Set<String> = []
        for result in results where !result.domain.isEmpty {
            names.formUnion(result.domain.map(\.name))
            let (all, passed, warned) = result.judged
            factor.evidence.append(
                .init(
                    result: result.key, reduced: result.quick, judged: all, passed: passed,
                    warned: warned, failed: all - passed - warned))
        }
        guard !names.isEmpty else {
            factor.gaps.append("no stored result compares with people")
            return
        }
        factor.achieved = Self.gradation(ofGroups: names.count)
        factor.finding =
            "\(names.count) groups of people: " + names.sorted().prefix(6).joined(separator: ", ")
            + (names.count > 6 ? ", …" : "")
    }

    /// Groups from which on comparators count as many: one for each kind of patient that is shipped, so that a goal of 3 is not
    /// reached by the healthy and one disease. Our choice; the standard asks for a statistically relevant number and
    /// names none.
    private static let manyGroups = 10

    /// By their number alone: 1 for one group, 2 for several, 3 for many.
    private static func gradation(ofGroups count: Int) -> Int {
        count >= manyGroups ? 3 : count > 1 ? 2 : 1
    }

    /// Letters only, in small: "Cardiac output" and "cardiac_output" are the same.
    private static func letters(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
