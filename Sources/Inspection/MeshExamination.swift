import Geometry
import Patients

/// The verdict of `hearttwin mesh check` on one mesh: everything wrong with it, as sentences.
public struct MeshExamination: Sendable, Encodable {
    /// Name of the mesh.
    public var name: String
    /// True when a patient can be made of it.
    public var usable: Bool { problems.isEmpty }
    /// Why not: what, where, what to do.
    public var problems: [String]
    /// What costs accuracy.
    public var warnings: [String]

    private enum CodingKeys: String, CodingKey {
        case name, usable, problems, warnings
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encode(usable, forKey: .usable)
        try values.encode(problems, forKey: .problems)
        try values.encode(warnings, forKey: .warnings)
    }

    /// Examines a mesh of a file.
    ///
    /// All findings of `Geometry.MeshReport`, and where it finds none those checks that every patient
    /// file must pass.
    public init(_ content: MeshContent, file: String) {
        name = content.name
        problems = []
        warnings = []
        guard let report = content.report else {
            problems = [
                "the file has no cell arrays part and tag; cut and tag the ventricles of a labelled"
                    + " heart with hearttwin mesh import"
            ]
            return
        }
        problems = report.problems
        warnings = report.warnings
        guard problems.isEmpty else { return }
        do throws(PatientsError) {
            switch content.elements {
            case .linear(let anatomy):
                try MeshValidation(anatomy, file: file, labels: content.labels).run()
            case .quadratic(let mesh):
                try MeshValidation(mesh, file: file, labels: content.labels).run()
            case .untagged: break
            }
        } catch {
            problems = ["\(error)"]
        }
    }
}

extension MeshContent {
    /// Names of the parts of a mesh in messages: those of the patient file, or the VTU file's.
    fileprivate var labels: MeshValidation.Labels? {
        grid == nil
            ? nil
            : MeshValidation.Labels(
                points: "Points", tets: "tetrahedra", triangles: "triangles", tags: "tag")
    }
}
