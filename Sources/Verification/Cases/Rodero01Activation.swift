import Electrophysiology
import Fibres
import Geometry
import Patients
public import Quantities

/// Total activation of a real heart: normal, bundle branch blocks and pacing.
///
/// All protocols share the published parameters of the activation model. The bands enclose clinical
/// values (normal QRS; bundle branch blocks and right ventricular pacing of hearts of normal size)
/// and leave room for the choice among published velocities; the order of the protocols is the
/// stronger test. Left ventricular totals and the effect of retrograde conduction through the Purkinje
/// trees are reported without being judged.
///
/// Sources: anatomy of Rodero et al., *PLoS Comput. Biol.* 17 (2021) e1008851,
/// doi:10.1371/journal.pcbi.1008851. Left bundle branch block and right ventricular pacing:
/// *J. Interv. Card. Electrophysiol.* (2019), doi:10.1007/s10840-019-00567-2 (LV total activation
/// 87 ± 21 and 103 ± 20 ms, QRS 157 ± 18 ms, in candidates for resynchronisation).
public struct Rodero01Activation: VerificationCase {
    public static let card = ModelCard(
        identifier: "rodero01-activation",
        summary: "Activation of a human biventricle: normal, bundle branch blocks, pacing",
        source: "Rodero et al. 2021, doi:10.1371/journal.pcbi.1008851; see the case's file")

    /// Makes the case.
    public init() {}

    /// Accepted total biventricular activation [ms].
    private static let bands: [(activation: ActivationProtocol, low: Double, high: Double)] = [
        (ActivationProtocols.normal, 60, 90),
        (ActivationProtocols.leftBundleBranchBlock, 105, 160),
        (ActivationProtocols.rightBundleBranchBlock, 95, 150),
        (ActivationProtocols.rightApicalPacing, 115, 180),
    ]

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let activation = try Self.activation(options)
        var maps: [String: ActivationMap] = [:]
        for activationProtocol in ActivationProtocols.all {
            let map = try activation.map(activationProtocol)
            maps[activationProtocol.identifier] = map
            options.progress(
                "\(activationProtocol.identifier): \(Int(map.total.rounded())) ms in all")
        }
        func total(_ activationProtocol: ActivationProtocol) -> Double {
            maps[activationProtocol.identifier]?.total ?? .nan
        }
        var checks = Self.bands.map { band in
            Check(
                "total activation, \(band.activation.identifier)", unit: "ms",
                observed: total(band.activation), low: band.low, high: band.high)
        }
        checks += Self.order(total)
        for activationProtocol in ActivationProtocols.all {
            let name = activationProtocol.identifier
            if !Self.bands.contains(where: { $0.activation == activationProtocol }) {
                checks.append(
                    Check(
                        "total activation, \(name)", unit: "ms",
                        observed: total(activationProtocol), gated: false))
            }
            checks.append(
                Check(
                    "left ventricular activation, \(name)", unit: "ms",
                    observed: maps[name]?.leftVentricularTotal ?? .nan, gated: false))
        }
        return checks + (try Self.retrograde(activation))
    }

    /// Smaller differences could be the error of the mesh: up to 0.8 ms against 1 mm elements.
    private static let clearDifference = 1.0

    /// Differences that must be clear (the last: not negative) for the order of the protocols.
    private static func order(_ total: (ActivationProtocol) -> Double) -> [Check] {
        let normal = total(ActivationProtocols.normal)
        let bundle = total(ActivationProtocols.leftBundleAreaPacing)
        let block = total(ActivationProtocols.leftBundleBranchBlock)
        let fusion = total(ActivationProtocols.leftBundleBranchBlockWithLateralPacing)
        let apex = total(ActivationProtocols.rightApicalPacing)
        return [
            Check(
                "left-bundle-area pacing later than normal", unit: "ms", observed: bundle - normal,
                low: clearDifference),
            Check(
                "left bundle branch block later than left-bundle-area pacing", unit: "ms",
                observed: block - bundle, low: clearDifference),
            Check(
                "left bundle branch block later than with left lateral pacing", unit: "ms",
                observed: block - fusion, low: clearDifference),
            Check(
                "right apical pacing not earlier than left bundle branch block", unit: "ms",
                observed: apex - block, low: 0),
        ]
    }

    /// What changes when the muscle can enter the trees.
    private static func retrograde(_ activation: VentricularActivation) throws -> [Check] {
        try bands.map { band in
            var activationProtocol = band.activation
            activationProtocol.retrogradeEntry = true
            return Check(
                "total activation, \(activationProtocol.identifier), retrograde entry", unit: "ms",
                observed: try activation.map(activationProtocol).total, gated: false)
        }
    }

    private static func activation(
        _ options: VerificationOptions
    ) throws -> VentricularActivation {
        let folder = options.dataDirectory + "/meshes/rodero-01/"
        let anatomy = try VentricularMeshFile.readLinear(path: folder + "biventricle-2mm.vtu")
        func tree(_ name: String) throws -> BundleBranch {
            let network = try LineNetworkFile.read(path: folder + name)
            return .tree(try PurkinjeTree(nodes: network.points, edges: network.edges))
        }
        let conduction = ConductionSystem(
            left: try tree("purkinje-left.vtu"), right: try tree("purkinje-right.vtu"))
        options.progress("mesh: \(anatomy.mesh.tets.count) tetrahedra")
        let frames = try RuleBasedFibres.frames(on: anatomy)
        options.progress("fibres done")
        return try VentricularActivation(anatomy: anatomy, frames: frames, conduction: conduction)
    }
}
