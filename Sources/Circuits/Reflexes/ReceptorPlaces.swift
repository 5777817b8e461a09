import Circulation
import Numerics
import Quantities

/// Where in a circuit the receptors of ``Baroreflex`` sit.
struct ReceptorPlaces: Sendable {
    /// Compartments.
    let arteries: Int
    let rightAtrium: Int
    let leftVentricle: Int
    let rightVentricle: Int
    /// The thorax around the right atrium, where the circuit has one.
    let thorax: Int?

    /// Finds them.
    ///
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` where the circuit lacks a compartment.
    init(_ plan: CircuitPlan) throws(CirculationError) {
        arteries = try plan.compartment("systemicArteries")
        rightAtrium = try plan.compartment("rightAtrium")
        leftVentricle = try plan.compartment("leftVentricle")
        rightVentricle = try plan.compartment("rightVentricle")
        let around = plan.description.enclosures.first {
            $0.law == IntrathoracicPressure.card.identifier && $0.members.contains("rightAtrium")
        }
        if let around { thorax = try plan.enclosure(around.name) } else { thorax = nil }
    }

    /// Pressure of the right atrium, less that of the thorax [kPa].
    @inline(__always)
    func atrial<Real: CircuitReal>(_ solver: CircuitSolver<Real>) -> Real {
        let pressure = solver.pressure(rightAtrium)
        guard let thorax else { return pressure }
        return pressure - solver.enclosurePressure(thorax)
    }
}
