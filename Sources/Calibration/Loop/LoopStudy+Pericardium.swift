import Circuits
import Circulation
import Glibc
import Quantities

extension LoopStudy {
    /// Mean right atrial pressure of a heart [mmHg].
    func centralVenousPressure(of point: LoopPoint) -> Double {
        zip(outputs, point.readings).first { $0.0.name == "central_venous_pressure" }?.1 ?? 0
    }

    /// Reference volume [mL] of a pericardium that presses on a heart with a pressure [mmHg], if the heart stays as it
    /// is.
    ///
    /// - Parameter point: the heart as it beats without a pericardium.
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` for a circuit without four chambers.
    func pericardialVolume(around point: LoopPoint, pressure: Double) throws -> Double {
        let content =
            try ["leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium"]
            .reduce(0.0) { $0 + point.state.volumes[try plan.compartment($1)] } / Units.mL
        // A heart with less pressure than that at the reference volume is not touched.
        let beyond = log(max(pressure / base["pericardialPressure"], 1))
        return content - beyond / base["pericardialStiffness"]
    }
}
