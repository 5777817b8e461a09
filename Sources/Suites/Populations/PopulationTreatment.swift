import Documents
import Electrophysiology
import HeartModel
import LoopLevel
import Quantities
import Scenarios

/// What is done to hearts on the level of the closed loop, and when it is looked at.
struct PopulationTreatment: Sendable {
    /// What is done, in the form of the command line.
    let done: [String]
    /// What is done in the state that it is compared with; nothing for most.
    let comparedWith: [String]
    /// Time after the treatment [ms].
    let duration: Double
    /// Whether the arterial baroreflex answers.
    let reflex: Bool

    /// Keys in a population's table.
    static let keys = ["do", "compared_with", "duration", "baroreflex"]

    /// By then nerves have answered, kidneys have not.
    private static let standardDuration = 180 * Units.second

    init(_ section: TOMLSection) throws {
        done = try section.strings("do")
        comparedWith = try section.strings("compared_with")
        duration =
            try section.optionalQuantity("duration", like: Unit("s"))?.internalValue
            ?? Self.standardDuration
        reflex = try section.optionalFlag("baroreflex") ?? true
        guard duration > 0 else { throw section.error("duration", "must be positive") }
        guard !done.isEmpty || comparedWith.isEmpty else {
            throw section.error("compared_with", "needs something done to compare")
        }
        for (key, calls) in [("do", done), ("compared_with", comparedWith)] {
            for call in calls {
                do {
                    _ = try InterventionCall(parsing: call).intervention()
                } catch {
                    throw section.error(key, "= \"\(call.printable)\": \(error)")
                }
            }
        }
    }

    /// For people.
    var sentence: String {
        guard !done.isEmpty else { return "" }
        let compared =
            comparedWith.isEmpty ? "" : " against " + comparedWith.joined(separator: ", ")
        return ", " + done.joined(separator: ", ") + compared
            + ", after \((duration / Units.second).short) s"
            + (reflex ? "" : " without baroreflex")
    }

    /// A heart and the same heart treated.
    func member(_ untreated: HeartParameters, _ calls: [String]) throws -> LoopMember {
        LoopMember(try PatientTreatment(of: untreated, calls: calls), walls: false)
    }

    /// The numbers of one heart: before, and after where something is done.
    func response(
        of heart: HeartParameters
    ) throws -> (before: [HeartMetric], after: [HeartMetric]) {
        let found = try LoopResponse(
            of: member(heart, done), reflex: reflex, duration: duration)
        guard !comparedWith.isEmpty else { return (found.before, found.after) }
        let other = try LoopResponse(
            of: member(heart, comparedWith), reflex: reflex, duration: duration)
        return (other.after, found.after)
    }

    /// The numbers of equally likely hearts.
    ///
    /// - Throws: ``RowProblem`` where a heart does not run, so that no one is left out unseen.
    func responses(
        of hearts: [HeartParameters]
    ) throws -> [String: (unit: String, before: [Double], after: [Double])] {
        let treatments = [done, comparedWith].filter { !$0.isEmpty }
        let all = EnsembleResponse.all(
            of: try hearts.map { heart in
                LoopSubject(
                    untreated: heart,
                    treatments: try treatments.map { .init(try member(heart, $0)) })
            }, reflex: reflex, duration: duration)
        let failed = ([all.untreated] + all.treated).map(\.failed).max() ?? 0
        guard failed == 0 else {
            throw RowProblem("\(failed) of \(hearts.count) hearts do not run")
        }
        let found = all.treated.first ?? all.untreated
        let compared = comparedWith.isEmpty ? nil : all.treated[1].metrics
        var responses: [String: (unit: String, before: [Double], after: [Double])] = [:]
        for metric in found.metrics {
            let before =
                compared.map { metrics in
                    metrics.first { $0.identifier == metric.identifier }?.treated ?? []
                } ?? metric.untreated
            // Numbers that some hearts do not have, such as E/A without an A wave, cannot be paired.
            guard before.count == hearts.count,
                done.isEmpty || metric.treated.count == hearts.count
            else { continue }
            responses[metric.identifier] = (metric.unit, before, metric.treated)
        }
        return responses
    }
}

extension Observations {
    /// Adds the response of one member.
    mutating func add(_ member: String, before: [HeartMetric], after: [HeartMetric]) {
        for metric in before {
            let treated = after.first { $0.identifier == metric.identifier }
            guard after.isEmpty || treated != nil else { continue }
            var found =
                byName[metric.identifier]
                ?? Observation(unit: metric.unit, values: [], members: [])
            found.values.append(treated?.value ?? metric.value)
            if treated != nil { found.before.append(metric.value) }
            found.members.append(member)
            byName[metric.identifier] = found
        }
    }

    /// Adds the responses of equally likely hearts.
    ///
    /// - Parameter whose: hearts of the same one are the same members.
    mutating func add(
        hearts responses: [String: (unit: String, before: [Double], after: [Double])],
        of whose: String
    ) {
        for (name, response) in responses {
            let isTreated = !response.after.isEmpty
            byName[name] = Observation(
                unit: response.unit, values: isTreated ? response.after : response.before,
                before: isTreated ? response.before : [],
                members: response.before.indices.map { "\(whose), heart \($0 + 1)" })
        }
    }
}
