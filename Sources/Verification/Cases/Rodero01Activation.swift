import PatientModels
import Electrophysiology
import Fibres
import Geometry
import HeartModel
import Patients
public import Quantities

/// Total activation of a real heart: normal, bundle branch blocks and pacing.
///
/// All protocols share one set of velocities, the patient file's. The bands enclose clinical
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
        let patient = try Patient(
            reading: options.dataDirectory + "/patients/rodero-01.h5", knowing: Patient.catalogue)
        let heart = try patient.heartAnatomy()
        options.progress("mesh: \(heart.electrical.mesh.tets.count) tetrahedra")
        let parameters = try patient.heartParameters()
        let frames = try RuleBasedFibres.frames(
            on: heart.electrical,
            angles: try FibreAngles(values: parameters.section("fibres")))
        options.progress("fibres done")
        let activation = try VentricularActivation(
            anatomy: heart.electrical, frames: frames, conduction: heart.conduction,
            parameters: try ActivationParameters(parameters.section("activation")))
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
        checks += try Self.retrograde(activation)
        return checks
            + (try Self.electrocardiogram(heart, parameters))
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

    /// Form of the electrocardiogram of the normal beat.
    ///
    /// Source: Surawicz et al., *Circulation* 119 (2009) e235–e240,
    /// doi:10.1161/CIRCULATIONAHA.108.191095 (adult QRS axis −30° to 90°). Signs of the net QRS
    /// deflection: negative in aVR, from negative in V1 to positive in V6, in healthy adults.
    private static func electrocardiogram(
        _ anatomy: HeartAnatomy, _ parameters: HeartParameters
    ) throws -> [Check] {
        let waves = try ElectricalBeat(
            anatomy, parameters: parameters, activation: ActivationProtocols.normal,
            cycleLength: cycleLength
        ).waves.get()
        func net(_ lead: ECGLead) -> Double {
            let amplitudes = waves.qrsAmplitudes[ECGLead.allCases.firstIndex(of: lead) ?? 0]
            return amplitudes.positive + amplitudes.negative
        }
        return [
            Check(
                "QRS duration, normal", unit: "ms", observed: waves.qrsDuration, low: 70,
                high: 110),
            Check(
                "frontal QRS axis, normal", unit: "deg", observed: waves.frontalAxis * 180 / .pi,
                low: -30, high: 90),
            Check("net QRS in aVR, normal", unit: "mV", observed: net(.aVR), high: 0),
            Check("net QRS in V1, normal", unit: "mV", observed: net(.v1), high: 0),
            Check("net QRS in V6, normal", unit: "mV", observed: net(.v6), low: 0),
        ]
            + ECGLead.allCases.map {
                Check(
                    "T wave in \($0), normal", unit: "mV", observed: waves.tAmplitude($0),
                    gated: false)
            }
    }

    /// Of the membrane models behind the electrocardiogram [ms].
    private static let cycleLength = 857.0
}
