import Circuits
import Circulation
import Numerics
import Quantities

/// What monitors see of a beat of eight hearts.
struct MonitorView {
    /// Names and units of ``values(_:)``: codes where there is one.
    static let codes = [
        ("MDC_ECG_HEART_RATE", "/min"), ("MDC_PRESS_BLD_ART_ABP_MEAN", "mm[Hg]"),
        ("MDC_PRESS_BLD_ART_ABP_SYS", "mm[Hg]"), ("MDC_PRESS_BLD_ART_ABP_DIA", "mm[Hg]"),
        ("MDC_PRESS_BLD_ART_PULM_MEAN", "mm[Hg]"), ("MDC_PRESS_BLD_VEN_CENT_MEAN", "mm[Hg]"),
        ("cardiac_output", "L/min"),
    ]

    /// Units as people write them.
    static let words = codes.map {
        switch $0.1 {
        case "mm[Hg]": "mmHg"
        case "/min": "per minute"
        default: $0.1
        }
    }

    static func unit(of code: String) -> String {
        codes.firstIndex { $0.0 == code }.map { words[$0] } ?? "1"
    }

    private let aortic: Int
    private let pulmonary: Int
    private let rightAtrium: Int

    init(_ plan: CircuitPlan) throws(CirculationError) {
        aortic = try plan.branch("aorticValve")
        pulmonary = try plan.branch("pulmonaryValve")
        rightAtrium = try plan.compartment("rightAtrium")
    }

    func values(_ beat: CircuitBeat<Double8>) -> [Double8] {
        let perMmHg = Double8(filling: 1 / Units.mmHg)
        let root = beat.branches[aortic]
        return [
            Double8(filling: Units.minute) / beat.cycle, root.meanPressure * perMmHg,
            root.largestPressure * perMmHg, root.leastPressure * perMmHg,
            beat.branches[pulmonary].meanPressure * perMmHg,
            beat.compartments[rightAtrium].meanPressure * perMmHg,
            (root.forward - root.backward) / beat.cycle
                * Double8(filling: 1 / Units.litrePerMinute),
        ]
    }
}
