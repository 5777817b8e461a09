import Circuits
import Circulation
public import HeartModel
import Quantities

/// A closed loop that somebody else drives: parameters by name, time by time.
///
/// It settles once, with the parameters it has then, into the beat that repeats itself, as
/// ``LoopResponse`` does before a change; what is set later is a change of that heart at that moment. A change made
/// inside one of the loop's own steps waits for the step's end, four milliseconds at most at rest.
///
/// Not for use by two threads at once.
public final class LoopInstance {
    /// Everything that can be set or read, parameters first, then inputs, then outputs; the order never changes.
    public let variables: [LoopVariable]
    /// Time since it settled [ms].
    public private(set) var time = 0.0
    /// Whether it has settled.
    public var hasSettled: Bool { run != nil }

    private let base: HeartParameters
    private let ventricles: LoopVentricles
    private let reflex: Bool
    private let places: [String: Int]
    private let outputCount: Int
    /// Parameters as they were set last; the run takes them over at the end of its step.
    private var wanted: HeartParameters
    private var infusionRate = 0.0
    private var run: LoopRun?
    /// Whether a parameter was set since the run took them over.
    private var mayDiffer = false
    /// A number that two instances share only where a state of one is one of the other.
    private let layout: UInt64

    /// A loop that has not settled yet.
    ///
    /// - Parameters:
    ///   - parameters: the heart's; those that the loop does not know stay as they are.
    ///   - reflex: whether the arterial baroreflex answers.
    /// - Throws: `ParameterError`, `CirculationError`, ``LoopVentriclesError``.
    public init(
        _ parameters: HeartParameters, ventricles: LoopVentricles = .elastance, reflex: Bool = true
    ) throws {
        base = parameters
        wanted = parameters
        self.ventricles = ventricles
        self.reflex = reflex
        let change = try LoopChange(
            LoopMember(untreated: parameters, treated: parameters, ventricles: ventricles))
        let outputs = try LoopOutputs(change.plan).variables
        outputCount = outputs.count
        variables =
            LoopVariable.parameters(ventricles: ventricles, reflex: reflex)
            + [LoopVariable.infusion] + outputs
        places = Dictionary(
            uniqueKeysWithValues: variables.enumerated().map { ($0.element.name, $0.offset) })
        layout = Self.digest(
            [
                variables.map(\.name).joined(separator: " "), ventricles.fingerprint, "\(reflex)",
                parameters.given.sorted { $0.key < $1.key }
                    .map { "\($0.key)=\($0.value.bitPattern)" }.joined(separator: " "),
            ].joined(separator: "\n").utf8.map { UInt64($0) }[...])
    }

    /// Place of a variable.
    ///
    /// - Throws: `HeartModelError.unknownParameter` with the nearest name.
    public func place(of name: String) throws(HeartModelError) -> Int {
        guard let place = places[name] else {
            throw .unknownParameter(
                name: name, nearest: Spelling.nearest(to: name, among: places.keys.sorted()))
        }
        return place
    }

    /// Sets a parameter or an input, in the unit of its variable.
    ///
    /// - Throws: `HeartModelError.outOfRange`, ``LoopInstanceError``.
    public func set(_ place: Int, _ value: Double) throws {
        let variable = try variable(place)
        switch variable.role {
        case .output: throw LoopInstanceError.readOnly(name: variable.name)
        case .fixedParameter where hasSettled:
            throw LoopInstanceError.fixed(name: variable.name)
        case .input:
            guard variable.range.contains(value) else {
                throw HeartModelError.outOfRange(
                    name: variable.name, value: value, unit: variable.unit,
                    allowed: variable.range)
            }
            infusionRate = value
        case .parameter, .fixedParameter:
            guard try wanted.value(variable.name) != value else { return }
            try wanted.set(variable.name, value)
            mayDiffer = true
        }
    }

    /// A parameter or an input as it was set last, or an output now, in the unit of its variable.
    ///
    /// - Throws: ``LoopInstanceError/notSettled`` for an output before it has settled; errors of a step.
    public func value(_ place: Int) throws -> Double {
        let variable = try variable(place)
        switch variable.role {
        case .input: return infusionRate
        case .parameter, .fixedParameter: return try wanted.value(variable.name)
        case .output: return try outputs()[place - (variables.count - outputCount)]
        }
    }

    /// All outputs now, in the order of ``variables``.
    ///
    /// - Throws: ``LoopInstanceError/notSettled``, errors of a step.
    public func outputs() throws -> [Double] {
        guard let run else { throw LoopInstanceError.notSettled }
        if let seen, seen.time == time { return seen.values }
        let values = try run.values(at: time)
        seen = (time, values)
        return values
    }

    /// Outputs that have been computed already.
    private var seen: (time: Double, values: [Double])?

    private func variable(_ place: Int) throws(LoopInstanceError) -> LoopVariable {
        guard variables.indices.contains(place) else {
            throw .noVariable(place: place, count: variables.count)
        }
        return variables[place]
    }

    /// Beats until every beat is like the one before; its time is zero then.
    ///
    /// - Throws: ``LoopInstanceError/settledBefore``, `CirculationError`, ``LoopEmptied``, ``LoopVentriclesError``.
    public func settle() throws {
        guard run == nil else { throw LoopInstanceError.settledBefore }
        run = try LoopRun(settling: wanted, ventricles: ventricles, reflex: reflex)
        (time, seen, mayDiffer) = (0, nil, false)
    }

    /// Becomes what it was when it was made.
    public func reset() {
        (run, wanted, infusionRate, time, seen, mayDiffer) = (nil, base, 0, 0, nil, false)
    }

    /// Goes on to a time since it settled [ms].
    ///
    /// - Throws: ``LoopInstanceError/notSettled``, ``LoopInstanceError/backwards(from:to:)``, errors of a change or of
    ///   a step: it stands where that began then.
    public func advance(to goal: Double) throws {
        guard let run else { throw LoopInstanceError.notSettled }
        guard goal >= time, goal.isFinite else {
            throw LoopInstanceError.backwards(from: time, to: goal)
        }
        seen = nil
        // Whether the time lies inside a step, which goes on as it began.
        var isInside = time - run.time > LoopRun.timeTolerance
        do {
            repeat {
                if !isInside { try takeOver(run) }
                isInside = false
            } while try run.advance(to: goal)
        } catch {
            time = max(time, run.time)
            throw error
        }
        time = goal
    }

    /// Lets the run have what was set.
    private func takeOver(_ run: LoopRun) throws {
        run.infusion = infusionRate * Units.mL / Units.minute
        guard mayDiffer else { return }
        if try settable.contains(where: { try wanted.value($0) != run.present.value($0) }) {
            try run.change(to: wanted)
        }
        mayDiffer = false
    }
}

extension LoopInstance {
    /// Marks saved states: "HTLOOP", version 1.
    private static let mark: UInt64 = 0x4854_4c4f_4f50_0001

    /// Its state: whatever happens next happens with the same bits in an instance that has restored it.
    public var state: [UInt64] {
        let parameters = settable
        var words = [Self.mark, layout, run == nil ? 0 : 1, time.bitPattern]
        words.append(infusionRate.bitPattern)
        for heart in [wanted, run?.resting ?? wanted, run?.present ?? wanted] {
            for name in parameters {
                words.append(((try? heart.value(name)) ?? .nan).bitPattern)
            }
        }
        words += run?.words ?? []
        words.append(Self.digest(words[...]))
        return words
    }

    /// Becomes an instance that wrote its ``state``: of the same patient, ventricles and reflex.
    ///
    /// - Throws: `HeartModelError.foreignState`; it is as it was then.
    public func restore(_ words: [UInt64]) throws {
        let parameters = settable
        let head = 5 + 3 * parameters.count
        guard words.count > head, words[0] == Self.mark else {
            throw HeartModelError.foreignState(reason: "it is no saved loop of this version")
        }
        guard Self.digest(words.dropLast()) == words.last else {
            throw HeartModelError.foreignState(reason: "it is damaged")
        }
        guard words[1] == layout else {
            throw HeartModelError.foreignState(
                reason: "it is of another patient, other ventricles or another reflex")
        }
        let hearts = try (0..<3).map { place in
            var heart = base
            for (index, name) in parameters.enumerated() {
                try heart.set(
                    name, Double(bitPattern: words[5 + place * parameters.count + index]))
            }
            return heart
        }
        let restored: LoopRun? =
            words[2] == 0
            ? nil
            : try LoopRun(
                reading: words[head..<words.count - 1], resting: hearts[1], present: hearts[2],
                ventricles: ventricles, reflex: reflex)
        run = restored
        wanted = hearts[0]
        time = Double(bitPattern: words[3])
        infusionRate = Double(bitPattern: words[4])
        (seen, mayDiffer) = (nil, true)
    }

    private var settable: [String] {
        variables.filter { $0.role == .parameter || $0.role == .fixedParameter }.map(\.name)
    }

    /// FNV-1a, a word at a time, with the high bits folded in.
    private static func digest(_ words: ArraySlice<UInt64>) -> UInt64 {
        words.reduce(0xcbf2_9ce4_8422_2325) { hash, word in
            let mixed = (hash ^ word) &* 0x100_0000_01b3
            return mixed ^ (mixed >> 29)
        }
    }
}
