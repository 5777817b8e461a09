import FiniteElements
import Geometry
import Mechanics
import Numerics

/// One problem of the elastodynamics benchmark: a heart, what acts on it, and where it is observed.
///
/// Stiffness and peak stress are parameters, as the blinded problems of the benchmark need.
///
/// Source: Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
/// doi:10.1016/j.cma.2024.117485.
struct Arostica2025Problem: Sendable {
    /// Name for progress and files.
    var name: String
    /// The case in the table of reference curves.
    var referenceCase: String
    /// Values of the passive law by the names of its card; the others keep the benchmark's.
    var passive: [String: Double] = [:]
    /// Values of the contraction law by the names of its card; nil without contraction.
    var contraction: [String: Double]?
    /// Pressures of the endocardia, left first; none for a heart without blood.
    var pressures: [Arostica2025Pressure] = []
    /// Stiffness of the springs on the base [kPa/mm].
    var baseStiffness: Double
    /// Observed points [mm].
    var points: [(name: String, place: Vec3)]

    /// Contraction alone (0A), pressure alone (0B) or both (1) in one ventricle.
    ///
    /// - `passive`, `peakStress` [kPa]: for the blinded variants.
    static func mono(
        _ name: String, contracts: Bool, isLoaded: Bool, passive: [String: Double] = [:],
        peakStress: Double = 150
    ) -> Arostica2025Problem {
        Arostica2025Problem(
            name: "mono-\(name)", referenceCase: name, passive: passive,
            contraction: contracts
                ? ["peakStress": peakStress, "systoleOnset": 160, "diastoleOnset": 484] : nil,
            pressures: isLoaded ? [.mono] : [], baseStiffness: 0.1,
            points: [("p0", Vec3(25, 30, 0)), ("p1", Vec3(0, 30, 0))])
    }

    /// Contraction and pressure in both ventricles.
    static func biv(
        passive: [String: Double] = [:], peakStress: Double = 150
    ) -> Arostica2025Problem {
        Arostica2025Problem(
            name: "biv", referenceCase: "coarse", passive: passive,
            contraction: [
                "peakStress": peakStress, "systoleOnset": 163, "diastoleOnset": 500,
            ], pressures: [.left, .right], baseStiffness: 1,
            points: [
                ("p0", Vec3(25, 30, 0)), ("p1", Vec3(0, 30, 0)), ("p2", Vec3(25, 0, 72)),
            ])
    }

    /// The endocardia, left first.
    var endocardia: [SurfaceTag] {
        referenceCase == "coarse" ? [.lvEndocardium, .rvEndocardium] : [.lvEndocardium]
    }

    /// Springs and dampers of the epicardium along its normal [kPa/mm], [kPa·ms/mm].
    private static let epicardium = (stiffness: 100.0, damping: 5.0)
    /// Dampers of the base, in all directions [kPa·ms/mm].
    private static let baseDamping = 5.0
    /// κ [kPa], η [kPa·ms].
    private static let bulkModulus = 1000.0
    private static let viscosity = 100.0

    /// The wall.
    ///
    /// The surfaces are loaded by pressures on the muscle alone: nothing closes the base.
    ///
    /// - Throws: `MechanicsError`.
    func model(_ mesh: Arostica2025Mesh) throws -> MechanicsModel {
        try MechanicsModel(
            mesh: mesh.wall, frames: mesh.frames,
            material: try HolzapfelOgdenLogistic(values: passive),
            incompressibility: .pointwise(bulkModulus: Self.bulkModulus),
            viscosity: Self.viscosity, activeStress: ActiveStress(measure: .secondPiola),
            supports: [
                .pericardium(
                    stiffness: Self.epicardium.stiffness, damping: Self.epicardium.damping),
                SurfaceSupport(
                    surface: .base, direction: .normal, stiffness: baseStiffness,
                    tangentialStiffness: baseStiffness, damping: Self.baseDamping,
                    tangentialDamping: Self.baseDamping),
            ], cavities: [],
            pressureSurfaces: pressures.isEmpty
                ? [] : endocardia.map { PressureSurface(mesh.wall, surface: $0) },
            quadrature: Arostica2025Mesh.quadrature)
    }

    /// What acts at ascending times [ms] from zero.
    ///
    /// - Throws: `ParameterError` for values outside the card of the contraction law.
    func loads(at times: [Double]) throws -> [WallLoad] {
        let pressures = self.pressures.map { $0.values(at: times) }
        let tension =
            try contraction.map { try BestelClementSorine(parameters: $0).tensions(at: times) }
            ?? times.map { _ in 0 }
        return times.indices.map { index in
            WallLoad(surfacePressures: pressures.map { $0[index] }, tension: tension[index])
        }
    }
}

extension BestelClementSorine {
    /// The tension at ascending times [ms] from rest at zero [kPa].
    fileprivate func tensions(at times: [Double]) -> [Double] {
        var now = 0.0
        var state = 0.0
        var stretch = 1.0
        return times.map { time in
            var (start, end) = (now, time)
            var (next, tension, slope) = (0.0, 0.0, 0.0)
            advance(
                ActiveTensionBatch(
                    count: 1, stateStride: 1, calciumBefore: &start, calciumAfter: &end,
                    stretchBefore: &stretch, stretchAfter: &stretch, stateBefore: &state,
                    stateAfter: &next, tension: &tension, tensionDerivative: &slope),
                dt: time - now)
            state = next
            now = time
            return tension
        }
    }
}
