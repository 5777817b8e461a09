public import Circulation
import Numerics
import Quantities

/// A number of a beat of the closed loop of an adult that somebody can measure.
public struct AdultOutput: CircuitOutput {
    /// Name, as measurements in patient files have it.
    public let name: String
    /// Unit of a printed value.
    public let unit: String
    /// Multiply a value in ``unit`` by this to get the internal value.
    public let factor: Double
    private let reading: Reading

    /// The names that ``init(_:in:)`` knows.
    public static let names = table.map(\.name) + [outflowGradient]

    /// By how much the left ventricle's peak pressure is above that of the aortic root.
    public static let outflowGradient = "lv_outflow_gradient"

    /// By how much the pericardium presses more at the onset of the QRS than the right atrium does on average.
    public static let pericardialExcess = "pericardial_pressure_over_right_atrial"

    /// Finds a number in a circuit made of ``LoopParameters/circuit``; nil for an unknown name.
    ///
    /// `arterial_pressure@0.25` and `pulmonary_pressure@0.25` are the pressures at the roots of aorta and
    /// pulmonary artery a quarter of a beat after the onset of the QRS; any share from 0 to 1 will do. `lv_volume@0.25`
    /// and `rv_volume@0.25` are the ventricles' volumes then.
    /// ``pericardialExcess`` needs a pericardium.
    ///
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` where the circuit lacks the element.
    public init?(_ name: String, in plan: CircuitPlan) throws(CirculationError) {
        self.name = name
        if let curve = Self.curve(name) {
            unit = Self.mL.0
            factor = Self.mL.1
            reading = Reading(
                kind: .curve(curve.share), index: try plan.compartment(curve.compartment))
            return
        }
        if let pulse = Self.pulse(name) {
            unit = Self.mmHg.0
            factor = Self.mmHg.1
            reading = Reading(kind: .pulse(pulse.share), index: try plan.branch(pulse.branch))
            return
        }
        if name == Self.pericardialExcess {
            unit = Self.mmHg.0
            factor = Self.mmHg.1
            reading = Reading(
                kind: .excess(over: try plan.compartment("rightAtrium")),
                index: try plan.enclosure("pericardium"))
            return
        }
        if name == Self.outflowGradient {
            unit = Self.mmHg.0
            factor = Self.mmHg.1
            reading = Reading(
                kind: .peak(over: try plan.branch("aorticValve")),
                index: try plan.compartment("leftVentricle"))
            return
        }
        guard let row = Self.table.first(where: { $0.name == name }) else { return nil }
        unit = row.unit
        factor = row.factor
        reading = try row.place.map { place throws(CirculationError) in
            try place.isBranch ? plan.branch(place.element) : plan.compartment(place.element)
        }
    }

    public func value<Real: CircuitReal>(_ beat: CircuitBeat<Real>) -> Real {
        reading.value(beat)
    }

    public var pulseBranch: Int? {
        if case .pulse = reading.kind { reading.index } else { nil }
    }

    public var volumeRoom: Int? {
        if case .curve = reading.kind { reading.index } else { nil }
    }

    /// Compartment and share of the beat of a name such as `lv_volume@0.25`.
    private static func curve(_ name: String) -> (compartment: String, share: Double)? {
        let parts = name.split(separator: "@")
        guard parts.count == 2, let share = Double(parts[1]), (0...1).contains(share) else {
            return nil
        }
        switch parts[0] {
        case "lv_volume": return ("leftVentricle", share)
        case "rv_volume": return ("rightVentricle", share)
        default: return nil
        }
    }

    /// Branch and share of the beat of a name such as `arterial_pressure@0.25`.
    private static func pulse(_ name: String) -> (branch: String, share: Double)? {
        let parts = name.split(separator: "@")
        guard parts.count == 2, let share = Double(parts[1]), (0...1).contains(share) else {
            return nil
        }
        switch parts[0] {
        case "arterial_pressure": return ("aorticValve", share)
        case "pulmonary_pressure": return ("pulmonaryValve", share)
        default: return nil
        }
    }

    private struct Row: Sendable {
        var name: String
        var unit: String
        var factor: Double
        var place: Place
    }

    private static let mmHg = ("mm[Hg]", Units.mmHg)
    private static let mL = ("mL", Units.mL)

    private static func row(
        _ name: String, _ unit: (String, Double), _ element: String, _ kind: Reading.Kind
    ) -> Row {
        Row(name: name, unit: unit.0, factor: unit.1, place: Place(element: element, kind: kind))
    }

    /// End-diastole is the onset of the QRS complex.
    private static let table: [Row] = [
        row("systolic_pressure", mmHg, "aorticValve", .largestEndPressure),
        row("diastolic_pressure", mmHg, "aorticValve", .leastEndPressure),
        row("mean_arterial_pressure", mmHg, "aorticValve", .meanEndPressure),
        row("central_venous_pressure", mmHg, "rightAtrium", .meanPressure),
        row("left_atrial_pressure", mmHg, "leftAtrium", .meanPressure),
        row("lv_end_diastolic_pressure", mmHg, "leftVentricle", .onsetPressure),
        row("rv_end_diastolic_pressure", mmHg, "rightVentricle", .onsetPressure),
        row("rv_systolic_pressure", mmHg, "rightVentricle", .largestPressure),
        row("rv_diastolic_pressure", mmHg, "rightVentricle", .leastPressure),
        row("pulmonary_systolic_pressure", mmHg, "pulmonaryValve", .largestEndPressure),
        row("pulmonary_diastolic_pressure", mmHg, "pulmonaryValve", .leastEndPressure),
        row("pulmonary_mean_pressure", mmHg, "pulmonaryValve", .meanEndPressure),
        row(
            "lv_max_pressure_rise", ("mm[Hg]/s", Units.mmHgPerSecond), "leftVentricle",
            .steepestRise),
        row("lv_stroke_work", ("mm[Hg].mL", Units.mmHg * Units.mL), "leftVentricle", .work),
        row("aortic_mean_gradient", mmHg, "aorticValve", .meanGradient),
        row("mitral_regurgitant_fraction", ("%", 0.01), "mitralValve", .regurgitantFraction),
        row("cardiac_output", ("L/min", Units.litrePerMinute), "aorticValve", .netFlow),
        row("stroke_volume", mL, "aorticValve", .netVolume),
        row("lv_ejection_fraction", ("%", 0.01), "leftVentricle", .ejectionFraction),
        row("lv_end_diastolic_volume", mL, "leftVentricle", .onsetVolume),
        row("lv_end_systolic_volume", mL, "leftVentricle", .leastVolume),
        row("rv_end_diastolic_volume", mL, "rightVentricle", .onsetVolume),
        row("rv_end_systolic_volume", mL, "rightVentricle", .leastVolume),
        row("left_atrial_volume", mL, "leftAtrium", .largestVolume),
        row("mitral_e_a_ratio", ("1", 1), "mitralValve", .earlyToLateFlow),
        row("mitral_atrial_share", ("%", 0.01), "mitralValve", .lateShare),
    ]
}

/// Where a number is read: an element of the circuit and what of it.
private struct Place: Sendable {
    var element: String
    var kind: Reading.Kind

    var isBranch: Bool {
        switch kind {
        case .largestEndPressure, .leastEndPressure, .meanEndPressure, .netFlow, .netVolume,
            .earlyToLateFlow, .lateShare, .meanGradient, .regurgitantFraction:
            true
        default: false
        }
    }

    func map(
        _ index: (Place) throws(CirculationError) -> Int
    ) throws(CirculationError) -> Reading { Reading(kind: kind, index: try index(self)) }
}

/// What is read of a beat, and at which compartment or branch.
private struct Reading: Sendable {
    enum Kind: Sendable {
        case largestPressure, leastPressure, meanPressure, onsetPressure, steepestRise, work
        case onsetVolume, largestVolume, leastVolume, ejectionFraction
        case largestEndPressure, leastEndPressure, meanEndPressure
        case netVolume, netFlow, earlyToLateFlow, lateShare, meanGradient, regurgitantFraction
        case pulse(Double), curve(Double)
        case excess(over: Int)
        case peak(over: Int)
    }

    var kind: Kind
    var index: Int

    func value<Real: CircuitReal>(_ beat: CircuitBeat<Real>) -> Real {
        switch kind {
        case .largestPressure: beat.compartments[index].largestPressure
        case .leastPressure: beat.compartments[index].leastPressure
        case .meanPressure: beat.compartments[index].meanPressure
        case .onsetPressure: beat.compartments[index].onsetPressure
        case .steepestRise: beat.compartments[index].steepestRise
        case .work: beat.compartments[index].work
        case .meanGradient: beat.branches[index].meanGradient
        case .regurgitantFraction: beat.branches[index].backward / beat.branches[index].forward
        case .onsetVolume: beat.compartments[index].onsetVolume
        case .largestVolume: beat.compartments[index].largestVolume
        case .leastVolume: beat.compartments[index].leastVolume
        case .ejectionFraction:
            1 - beat.compartments[index].leastVolume / beat.compartments[index].onsetVolume
        case .largestEndPressure: beat.branches[index].largestPressure
        case .leastEndPressure: beat.branches[index].leastPressure
        case .meanEndPressure: beat.branches[index].meanPressure
        case .netVolume: beat.branches[index].forward - beat.branches[index].backward
        case .netFlow:
            (beat.branches[index].forward - beat.branches[index].backward) / beat.cycle
        case .excess(let atrium):
            beat.enclosures[index] - beat.compartments[atrium].meanPressure
        case .peak(let valve):
            beat.compartments[index].largestPressure - beat.branches[valve].largestPressure
        case .curve(let share): pulse(beat.volumes[index] ?? [], share)
        case .pulse(let share): pulse(beat.pulses[index] ?? [], share)
        case .lateShare: beat.branches[index].forwardAfter / beat.branches[index].forward
        case .earlyToLateFlow: beat.branches[index].peakBefore / beat.branches[index].peakAfter
        }
    }

    /// A pulse or a curve at a share of its beat, linear between its steps; the last value is that of the beat's end.
    private func pulse<Real: CircuitReal>(_ values: [Real], _ share: Double) -> Real {
        guard !values.isEmpty else { return Real(filling: .nan) }
        let place = share * Double(values.count)
        let below = Int(place)
        let first = values[(below + values.count - 1) % values.count]
        let second = values[below % values.count]
        return first + Real(filling: place - Double(below)) * (second - first)
    }
}
