import Circuits
import Circulation
import HeartModel

/// What there is to compute for some hearts, in blocks of at most eight that can share lanes.
struct LoopWork {
    /// Which untreated heart, with how many steps of a beat.
    struct RestKey: Hashable {
        var subject: Int
        var steps: Int
    }

    /// An untreated heart.
    struct RestUnit {
        var key: RestKey
        var change: LoopChange
        /// Whether its numbers are asked for; otherwise it is only where treatments begin.
        var isWanted: Bool
        var subject: Int { key.subject }
    }

    /// A treatment of a heart.
    struct TreatmentUnit {
        var subject: Int
        var treatment: Int
        var change: LoopChange
        var key: RestKey
    }

    /// What cannot be computed, and why.
    private(set) var impossible: [LoopCohort.Answer] = []
    private var rests: [RestKey: RestUnit] = [:]
    private var order: [RestKey] = []
    private var treatments: [TreatmentUnit] = []

    /// Works out the changes.
    init(_ subjects: [LoopSubject], wants: (Int, Int?) -> Bool) {
        for (index, subject) in subjects.enumerated() {
            let wanted = subject.treatments.indices.filter { wants(index, $0) }
            let isWanted = wants(index, nil)
            guard isWanted || !wanted.isEmpty else { continue }
            do {
                let untreated = try LoopChange(
                    LoopMember(
                        untreated: subject.untreated, treated: subject.untreated,
                        ventricles: subject.ventricles))
                if isWanted { add(untreated, of: index, steps: untreated.evenSteps, wanted: true) }
                for treatment in wanted {
                    add(subject, index, treatment, untreated: untreated)
                }
            } catch {
                if isWanted { fail(index, nil, error) }
                for treatment in wanted { fail(index, treatment, error) }
            }
        }
    }

    private mutating func add(
        _ subject: LoopSubject, _ index: Int, _ treatment: Int, untreated: LoopChange
    ) {
        let done = subject.treatments[treatment]
        do {
            let change = try LoopChange(
                LoopMember(
                    untreated: subject.untreated, treated: done.parameters, therapy: done.therapy,
                    ventricles: done.ventricles, steps: done.steps))
            let steps = change.evenSteps
            add(untreated, of: index, steps: steps, wanted: false)
            treatments.append(
                TreatmentUnit(
                    subject: index, treatment: treatment, change: change,
                    key: RestKey(subject: index, steps: steps)))
        } catch {
            fail(index, treatment, error)
        }
    }

    private mutating func add(_ change: LoopChange, of subject: Int, steps: Int, wanted: Bool) {
        let key = RestKey(subject: subject, steps: steps)
        if let known = rests[key] {
            rests[key]?.isWanted = known.isWanted || wanted
        } else {
            order.append(key)
            rests[key] = RestUnit(key: key, change: change, isWanted: wanted)
        }
    }

    private mutating func fail(_ subject: Int, _ treatment: Int?, _ error: any Error) {
        impossible.append(
            LoopCohort.Answer(subject: subject, treatment: treatment, result: .failure(error)))
    }

    /// The untreated hearts.
    var restBlocks: [[RestUnit]] {
        Self.blocks(order.compactMap { rests[$0] }) { unit in
            "\(unit.key.steps) \(unit.change.restKind)"
        } rate: {
            $0.change.rest.period
        }
    }

    /// The treatments of those hearts that have settled.
    func treatmentBlocks(where hasSettled: (RestKey) -> Bool) -> [[TreatmentUnit]] {
        Self.blocks(treatments.filter { hasSettled($0.key) }) { unit in
            "\(unit.key.steps) \(unit.change.restKind) \(unit.change.kind)"
        } rate: {
            $0.change.treated.period
        }
    }

    /// The treatments that begin at a heart.
    func treatments(of key: RestKey) -> [TreatmentUnit] { treatments.filter { $0.key == key } }

    /// Blocks of at most eight of one kind; of one kind those with similar rates together.
    private static func blocks<Unit>(
        _ units: [Unit], kind: (Unit) -> String, rate: (Unit) -> Double
    ) -> [[Unit]] {
        var kinds: [String] = []
        var groups: [String: [Unit]] = [:]
        for unit in units {
            let kind = kind(unit)
            if groups[kind] == nil { kinds.append(kind) }
            groups[kind, default: []].append(unit)
        }
        return kinds.flatMap { kind in
            let sorted = (groups[kind] ?? []).enumerated().sorted {
                (rate($0.element), $0.offset) < (rate($1.element), $1.offset)
            }.map(\.element)
            return stride(from: 0, to: sorted.count, by: 8).map {
                Array(sorted[$0..<min($0 + 8, sorted.count)])
            }
        }
    }
}

extension LoopChange {
    /// Numbers of steps of a beat that hearts may share.
    private static let sharedSteps = [160, 192, 224, 256, 320, 384, 512]

    /// Steps of a beat, at least ``steps``, so that hearts with similar rates have the same number.
    ///
    /// A heart's number must not depend on its neighbours, and lanes take their steps together.
    var evenSteps: Int { Self.sharedSteps.first { $0 >= steps } ?? (steps + 127) / 128 * 128 }

    /// What is connected where before: hearts of one kind differ in numbers only.
    var restKind: String { Self.structure(plan) }

    /// The same after, with what cannot differ between lanes: pacing, drugs on nerves, and whether anything comes over time.
    var kind: String {
        "\(Self.structure(treatedPlan)) \(isPaced) \(nerves) \(courses.isEmpty)"
    }

    private static func structure(_ plan: CircuitPlan) -> String {
        let description = plan.description
        return
            (description.compartments.map { "\($0.name):\($0.law)" }
            + description.branches.map { "\($0.name):\($0.law):\($0.from):\($0.to)" }
            + description.enclosures.map { "\($0.name):\($0.law):\($0.members)" }
            + description.muscles.map {
                "\($0.name):\($0.law):\($0.members):\($0.patches.map { [$0.name, $0.wall] })"
            })
            .joined(separator: " ")
    }
}
