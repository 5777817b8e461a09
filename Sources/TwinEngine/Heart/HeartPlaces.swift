import Circuits
import Circulation
import Numerics

/// Where the circuit of an adult keeps what monitors measure.
package struct HeartPlaces: Sendable {
    let leftVentricle: Int
    let rightVentricle: Int
    let leftAtrium: Int
    let rightAtrium: Int
    package let systemicVeins: Int
    let aorticValve: Int
    private let arteries: Int
    private let pulmonaryArteries: Int
    private let pulmonaryValve: Int
    private let aorticSeries: Int
    private let pulmonarySeries: Int

    init(_ plan: CircuitPlan) throws(CirculationError) {
        leftVentricle = try plan.compartment("leftVentricle")
        rightVentricle = try plan.compartment("rightVentricle")
        leftAtrium = try plan.compartment("leftAtrium")
        rightAtrium = try plan.compartment("rightAtrium")
        systemicVeins = try plan.compartment("systemicVeins")
        arteries = try plan.compartment("systemicArteries")
        pulmonaryArteries = try plan.compartment("pulmonaryArteries")
        aorticValve = try plan.branch("aorticValve")
        pulmonaryValve = try plan.branch("pulmonaryValve")
        aorticSeries = try plan.address(of: "aorticValve.seriesResistance").slot
        pulmonarySeries = try plan.address(of: "pulmonaryValve.seriesResistance").slot
    }

    /// Pressure at the root of the aorta [kPa].
    @inline(__always)
    func aorticRoot(_ solver: CircuitSolver<Double>) -> Double {
        solver.pressure(arteries) + solver[aorticSeries] * solver.flow(aorticValve)
    }

    /// Pressure at the root of the pulmonary artery [kPa].
    @inline(__always)
    func pulmonaryRoot(_ solver: CircuitSolver<Double>) -> Double {
        solver.pressure(pulmonaryArteries) + solver[pulmonarySeries] * solver.flow(pulmonaryValve)
    }
}
