import Quantities

/// What can go wrong while a three-dimensional heart is fitted.
public enum HeartCalibrationError: Error, Equatable, CustomStringConvertible {
    /// A number that no admissible value of a parameter reaches.
    case outOfReach(
        what: String, wanted: Double, low: Double, high: Double, unit: String, advice: String)
    /// A pressure at which the passive relation is not defined.
    case filling(pressure: Double, allowed: ClosedRange<Double>)
    /// No mesh of the wall to fit.
    case noMechanicsMesh
    /// Parameters that ended at the end of what is admissible.
    case onBound(parameters: [String])
    /// The corrections of contractility did not die out.
    case notConverged(rounds: Int, change: Double)
    /// A parameter that the ensemble can hardly draw inside its range.
    case ensemble(parameter: String)
    /// Sets of the loop around which no heart that was drawn has a beat.
    case ensembleWithoutBeat(sets: Int)
    /// The heart did not come to rest.
    case notPeriodic(beats: Int, change: Double)

    /// True where the search failed, false where the input is at fault.
    public var isDivergence: Bool {
        switch self {
        case .filling, .noMechanicsMesh: false
        default: true
        }
    }

    public var description: String {
        switch self {
        case .outOfReach(let what, let wanted, let low, let high, let unit, let advice):
            "heart calibration: \(what) of \(wanted.short) \(unit) is out of reach of this anatomy, which shows "
                + "\(low.short) to \(high.short) \(unit); \(advice)"
        case .filling(let pressure, let allowed):
            "heart calibration: the passive wall is fitted at end-diastolic pressures from "
                + "\(allowed.lowerBound.short) to \(allowed.upperBound.short) mmHg, not \(pressure.short); give "
                + "lv_end_diastolic_pressure, or leave the wall as it is with --stages electrics,contraction"
        case .noMechanicsMesh:
            "heart calibration: the file has no /hearttwin/mechanics_mesh; make one with hearttwin mesh remesh"
        case .onBound(let parameters):
            "heart calibration: the fit ends at the bound of \(parameters.joined(separator: ", ")): this anatomy "
                + "cannot become this patient. Check the measurements, and whether the anatomy is the patient's own"
        case .notConverged(let rounds, let change):
            "heart calibration: after \(rounds) rounds of beats and corrections the last one still was "
                + "\((100 * change).short) %"
        case .ensemble(let parameter):
            "heart calibration: equally likely hearts need \(parameter) outside its range: the measurements say next "
                + "to nothing about it. Give more of them"
        case .ensembleWithoutBeat(let sets):
            "heart calibration: for \(sets) of the loop's equally likely sets no heart that was drawn has a beat: the "
                + "measurements leave too much open. Give more of them"
        case .notPeriodic(let beats, let change):
            "heart calibration: after \(beats) beats something still changes by "
                + "\((100 * change).short) % a beat"
        }
    }
}
