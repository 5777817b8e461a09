import CommandLineSupport
import PatientModels
import Patients
import Quantities

/// Asks for what a new patient is made of, one question a line, with normal ranges.
struct GuidedForm {
    /// Asks on standard error, reads standard input.
    ///
    /// An empty answer leaves a question out; an answer that cannot be used is explained and asked
    /// for again.
    ///
    /// - Throws: ``GuideEndedError`` when the input ends before the last question.
    static func ask() throws -> PatientForm {
        say(
            "An empty answer leaves a question out. Numbers may carry a unit and an uncertainty: 70 1/min ± 2."
        )
        var subject = Subject(identifier: "")
        var assignments: [String] = []
        let identifier = try required("Pseudonym of the subject, never a name")
        assignments.append("subject.identifier=\(identifier)")
        let heart = try required("Patient file whose heart is taken, such as patients/ideal-biv.h5")
        for (name, prompt, unit) in [
            ("sex", "Sex: female, male or unknown", nil), ("age", "Age", "a"),
            ("height", "Height", "cm"), ("weight", "Weight", "kg"),
        ] {
            let answer = try question("subject.\(name)", prompt, unit: unit)
            if name == "sex", let sex = answer?.split(separator: "=").last {
                subject.sex = Subject.Sex(rawValue: String(sex)) ?? .unknown
            }
            assignments += answer.map { [$0] } ?? []
        }
        for card in MeasurementCards.all {
            let range = card.normal(for: subject.sex)
            let normal = "normal \(range.lowerBound.short) to \(range.upperBound.short)"
            let prompt = "\(card.summary) (\(normal))"
            assignments += try question(card.name, prompt, unit: card.unit).map { [$0] } ?? []
        }
        if let source = try answer("Where the data come from"), !source.isEmpty {
            assignments.append("provenance.source=\(source)")
        }
        return PatientForm(heart: .init(like: heart), assignments: assignments)
    }

    private static func say(_ text: String) { ProgressLine.write(text + "\n") }

    /// The next line; nil after the last.
    private static func answer(_ prompt: String) throws -> String? {
        ProgressLine.write(prompt + ": ")
        guard let line = readLine() else { throw GuideEndedError(question: prompt) }
        let answer = line.trimmed
        return answer.isEmpty ? nil : answer
    }

    private static func required(_ prompt: String) throws -> String {
        while true {
            if let answer = try answer(prompt) { return answer }
            say("It is needed.")
        }
    }

    /// An assignment that can be used, or none.
    private static func question(
        _ name: String, _ prompt: String, unit: String?
    ) throws -> String? {
        while true {
            guard let answer = try answer(unit.map { "\(prompt) [\($0)]" } ?? prompt) else {
                return nil
            }
            let assignment = "\(name)=\(completed(answer, unit: unit))"
            do {
                var trial = PatientAssignments(source: "")
                try trial.set(assignment)
                return assignment
            } catch {
                say("\(error)")
            }
        }
    }

    /// A bare number gets the unit that was asked for.
    private static func completed(_ answer: String, unit: String?) -> String {
        guard let unit else { return answer }
        let parts = answer.replacing("+-", with: "±").split(separator: "±", maxSplits: 1)
        guard let first = parts.first, Double(String(first).trimmed) != nil else { return answer }
        let rest = parts.dropFirst().map { " ± \(String($0).trimmed)" }.joined()
        return "\(String(first).trimmed) \(unit)\(rest)"
    }
}

extension String {
    /// Without blanks at both ends.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

/// The answers ended too early.
struct GuideEndedError: CommandError {
    /// The question without an answer.
    var question: String

    var exitCode: Int32 { CommandExit.badData }

    var description: String {
        "patient new --guided: no answer to \"\(question)\": the input ended; nothing is written"
    }
}
