import Fibres
import Foundation
import Geometry
import Numerics
import Patients
import Quantities

/// A small but complete patient on a truncated ellipsoid, with something in every field.
enum SamplePatient {
    /// Two parameters of an imaginary model.
    static let catalogue: ParameterCatalogue = [
        "passive.a": ParameterCard(
            "a", "stiffness", unit: "kPa", default: 0.5, range: 0.01...10, source: "test"),
        "circulation.systemicResistance": ParameterCard(
            "systemicResistance", "resistance", unit: "mmHg.s/mL", default: 1, range: 0.2...5,
            source: "test"),
        "fibres.endocardialAngle": ParameterCard(
            "endocardialAngle", "angle", unit: "deg", default: 60, range: -90...90, source: "test"),
    ]

    static func make(elementSize: Double = 10, full: Bool = true) throws -> Patient {
        let shape = TruncatedEllipsoid.land2015
        let anatomy = try shape.anatomy(elementSize: elementSize, layers: 1)
        var patient = Patient(
            subject: Subject(
                identifier: "sample-1", sex: .female, ageYears: 41, heightCm: 168.5, weightKg: 61),
            anatomy: anatomy)
        guard full else { return patient }
        patient.fibres = anatomy.mesh.tets.indices.map { index in
            let angle = Double(index)
            return FibreFrame(
                fibre: Vec3(cos(angle), sin(angle), 0), sheet: Vec3(-sin(angle), cos(angle), 0))
        }
        let rims = try anatomy.rims(of: .lvEndocardium)
        patient.valveRims = [ValveRim(valve: .mitral, vertices: rims[0].vertices)]
        let mesh = try shape.quadraticMesh(elementSize: elementSize, layers: 1)
        patient.mechanicsMesh = mesh
        patient.referenceState = ReferenceState(
            points: mesh.points.map { 0.95 * $0 },
            residualStretch: (0..<4 * mesh.tetCount).map {
                Mat3(
                    rows: Vec3(1 + 1e-3 * Double($0), 0.1, 0), Vec3(0, 1, -0.2), Vec3(0, 0, 0.9))
            }, imagedPressures: (left: 1.25, right: 0.5),
            provenance: "scaled, not computed")
        patient.conduction = Conduction(
            trees: [
                ConductionTree(
                    name: "left", points: [Vec3(0, 0, 0), Vec3(0, 0, -10.25), Vec3(3, 0, -12)],
                    edges: [SIMD2(0, 1), SIMD2(1, 2)])
            ],
            rootSites: [RootSite(position: Vec3(1, 2, -20), time: 2.5)])
        patient.electrodes = [
            Electrode(name: "V1", position: Vec3(60, -20, 5)),
            Electrode(name: "LL", position: Vec3(100, 200, -300)),
        ]
        patient.measurements = [
            "heart_rate": Measurement(try Quantity("68 /min"), kind: .measured, source: "ECG"),
            "systolic_pressure": Measurement(
                [118, 121, 117.5], unit: try Unit("mm[Hg]"), kind: .measured, site: "left arm",
                source: "cuff", uncertainty: 3),
        ]
        patient.waveforms = [
            "arterial_pressure": RecordedWaveform(
                time: [0, 10, 25], values: [80, 92.5, 110], unit: try Unit("mm[Hg]"),
                kind: .measured, site: "radial artery", source: "catheter", uncertainty: 2),
            "lv_volume": RecordedWaveform(
                time: [0, 40], values: [0.12, 0.11], unit: try Unit("L"), kind: .derived),
        ]
        patient.parameters = [
            "passive.a": StoredParameter(
                620, unit: try Unit("Pa"), bounds: 100...2000, standardDeviation: 55,
                provenance: "fit to end-diastolic volume"),
            "fibres.endocardialAngle": StoredParameter(55, unit: try Unit("deg")),
        ]
        patient.posterior = PosteriorEnsemble(
            names: ["passive.a", "circulation.systemicResistance"],
            units: [try Unit("Pa"), try Unit("mm[Hg].s/mL")],
            samples: [[620, 1.05], [585.5, 1.1], [1000 / 1.5, 0.1 + 0.9]], method: "laplace",
            provenance: "made up, not calibrated")
        patient.calibrations = [
            "loop": CalibrationRecord(
                factors: [
                    .init(
                        name: "resistance", summary: "resistance of the arteries", value: 1.2,
                        lower: 1.1, upper: 1.31, unit: try Unit("1"), informed: 0.96),
                    .init(
                        name: "blood", summary: "blood volume", value: 4.9, lower: 4.2, upper: 5.7,
                        unit: try Unit("L"), informed: -0.02),
                ], correlations: [[1, -0.3], [-0.3, 1]],
                readings: [
                    .init(
                        name: "systolic_pressure", unit: try Unit("mm[Hg]"), target: 118,
                        deviation: 3, fitted: 119.5)
                ],
                identifiability:
                    "The measurements fix the resistance.\nNothing tells of the blood.",
                notes: ["the size of an average adult is assumed"], provenance: "made up"),
            "heart": CalibrationRecord(
                factors: [], correlations: [], readings: [], identifiability: "Nothing was fitted."),
        ]
        patient.provenance = ["source": "made for tests", "licence": "Apache-2.0"]
        return patient
    }
}

/// A temporary folder that goes away with its last reference.
final class PatientFolder: Sendable {
    let path: String

    /// In memory where the system has such a place: ten thousand small files go through it.
    init() {
        let memory = "/dev/shm/"
        let parent =
            FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        path = parent + "hearttwin-patients-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    var contents: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
    }
}
