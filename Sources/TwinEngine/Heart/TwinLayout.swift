public import Circuits
public import Circulation
import Quantities
public import TwinProtocol

/// What a live heart listens to and how its circuit follows: made once from a patient's parameters.
public struct TwinLayout: Sendable {
    /// The patient's signals: vital signs, then parameters.
    public let catalogue: EventCatalogue
    /// The circuit.
    public let plan: CircuitPlan
    /// Values of all signals at the start, in their units; NaN for vital signs.
    public let initial: [Double]
    /// First parameter among the signals.
    public let firstParameter: Int
    /// How strongly the baroreflex answers.
    let gain: BaroreflexGain<Double>
    let rules: [SlotRule]
    /// Rules of each signal.
    let rulesOfSignal: [Range<Int>]
    /// The signals with a meaning of their own: the heart rate as vital sign and as parameter, the blood.
    let measuredRate: Int
    let heartRate: Int
    let bloodVolume: Int

    /// Parameters that events may set: not the gains of reflexes, and those of a pericardium or an obstruction only
    /// where there is one.
    private static func cards(of parameters: LoopParameters) -> [Quantities.ParameterCard] {
        LoopParameters.cards.filter { card in
            !LoopParameters.isReflexGain(card.name) && !parameters.lacksPart(of: card.name)
        }
    }

    /// Works out how the circuit of a patient follows the parameters.
    ///
    /// - Parameters:
    ///   - patient: identifier.
    ///   - parameters: the patient's closed loop.
    ///   - contractilities: present factors on the contractility of the left and right ventricle, with the
    ///     values admitted.
    /// - Throws: ``TwinEngineError/notProportional(parameter:)``, errors of the circuit.
    public init(
        patient: String, parameters: LoopParameters,
        contractilities: [(value: Double, range: ClosedRange<Double>)] = [
            (1, 0...5), (1, 0...5),
        ]
    ) throws {
        plan = try CircuitPlan(parameters.circuit)
        gain = parameters.baroreflexGain
        let cards = Self.cards(of: parameters)
        var signals = cards.map {
            EventSignal(
                parameter: LoopParameters.prefix + $0.name, unit: $0.unit, range: $0.range)
        }
        for (place, name) in WallContractility.elastances.enumerated() {
            signals.append(
                EventSignal(
                    parameter: name.wall, unit: "1", range: contractilities[place].range))
        }
        let catalogue = EventCatalogue(patient: patient, parameters: signals)
        self.catalogue = catalogue
        firstParameter = VitalCodes.all.count
        initial =
            VitalCodes.all.map { _ in .nan } + cards.map { parameters[$0.name] }
            + contractilities.map(\.value)
        func place(_ name: String) throws -> Int {
            guard let place = catalogue.place(of: name) else {
                throw TwinEngineError.notProportional(parameter: name)
            }
            return place
        }
        measuredRate = try place("MDC_ECG_HEART_RATE")
        heartRate = try place(LoopParameters.prefix + "heartRate")
        bloodVolume = try place(LoopParameters.prefix + "bloodVolume")
        var rules: [SlotRule] = []
        for card in cards
        where card.name != "heartRate" && card.name != "bloodVolume" {
            rules += try Self.rules(
                for: card, signal: try place(LoopParameters.prefix + card.name),
                in: parameters, plan)
        }
        for (index, (name, element)) in WallContractility.elastances.enumerated() {
            let slot = try plan.address(of: element).slot
            guard let rule = rules.firstIndex(where: { $0.slot == slot }) else { continue }
            rules[rule].multiplier = try place(name)
            rules[rule].base = contractilities[index].value
            // The same slot once more, found by its multiplier.
            rules.append(rules[rule])
        }
        var byIndex = rules
        // Rules sorted by the signal that touches them; the second of a pair belongs to the multiplier.
        var seen: Set<Int> = []
        let keyed = byIndex.map { rule -> (Int, SlotRule) in
            rule.multiplier >= 0 && !seen.insert(rule.slot).inserted
                ? (rule.multiplier, rule) : (rule.signal, rule)
        }.sorted { $0.0 < $1.0 }
        byIndex = keyed.map(\.1)
        self.rules = byIndex
        rulesOfSignal = catalogue.signals.indices.map { signal in
            let first = keyed.firstIndex { $0.0 == signal } ?? 0
            return first..<first + keyed.filter { $0.0 == signal }.count
        }
    }

    /// Finds the places of the circuit that follow a parameter, by two trials.
    private static func rules(
        for card: Quantities.ParameterCard, signal: Int, in parameters: LoopParameters,
        _ plan: CircuitPlan
    ) throws -> [SlotRule] {
        let width = card.range.upperBound - card.range.lowerBound
        let trials = [0.3, 0.7].map { card.range.lowerBound + $0 * width }
        let slots = try trials.map { value in
            try CircuitPlan(
                parameters.replacing([LoopParameters.prefix + card.name: value]).circuit
            ).defaultParameters
        }
        return try slots[0].indices.filter { slots[0][$0] != slots[1][$0] }.map { slot in
            let factor = slots[0][slot] / trials[0]
            let error = slots[1][slot] - factor * trials[1]
            guard abs(error) <= 1e-9 * abs(slots[1][slot]) else {
                throw TwinEngineError.notProportional(parameter: card.name)
            }
            return SlotRule(slot: slot, signal: signal, factor: factor, multiplier: -1, base: 1)
        }
    }
}
