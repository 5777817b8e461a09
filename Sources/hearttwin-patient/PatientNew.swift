public import ArgumentParser
import PatientModels
import CommandLineSupport
import Electrophysiology
import Foundation
import Geometry
import HeartModel
import MeshFormats
import Numerics
public import Patients
import Quantities

/// `hearttwin patient`: makes patient files.
struct PatientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patient", abstract: "Make and edit patient files.",
        subcommands: [
            PatientNew.self, PatientIdeal.self, PatientSet.self, PatientGet.self,
            PatientMerge.self, PatientStrip.self,
        ])
}

/// `hearttwin patient new`: a patient file from meshes.
struct PatientNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make a patient file from meshes.",
        discussion: """
            Either --anatomy and --mechanics, or --heart alone: a labelled four-chamber heart of ansys-health-heart or of the cohorts of \
            Strocchi et al. 2020 and Rodero et al. 2021, from which the ventricles are cut, tagged and remeshed (needs gmsh). Or --like \
            alone: the heart of another patient file. All of it and what is measured may stand in a file (--form) or be asked for (--guided).
            """)

    @Option(help: "Identifier of the subject.")
    var identifier: String?

    @Option(help: "Sex.")
    var sex: Subject.Sex?

    @Option(
        help:
            "A TOML file with [subject], [heart], [measurements], [models], [parameters], [provenance].",
        completion: .file(extensions: ["toml"]))
    var form: String?

    @Flag(help: "Ask for everything, with normal ranges.")
    var guided = false

    @Option(
        help:
            "A patient file whose heart is taken: meshes, conduction, electrodes, laws and parameters.",
        completion: .file(extensions: ["h5"]))
    var like: String?

    @Option(
        help: "Wall on linear tetrahedra (VTU or another format), with ventricular coordinates.")
    var anatomy: String?

    @Option(help: "Wall on quadratic tetrahedra (VTU or another format).")
    var mechanics: String?

    @Option(
        help:
            "Labelled four-chamber heart of a known cohort (VTK, VTU, CARP …), instead of the two meshes."
    )
    var heart: String?

    @Option(help: "Edge length of the mechanics mesh made of --heart [mm].")
    var size = 9.5

    @Option(help: "Left Purkinje tree (VTU or VTP lines), entered at its first point or --entry.")
    var leftTree: String?

    @Option(help: "Right Purkinje tree.")
    var rightTree: String?

    @Option(
        help:
            "Where the bundle branches enter given trees: first-point, or fascicles (Durrer et al. 1970)."
    )
    var entry: Entry = .firstPoint

    /// Where bundle branches enter.
    enum Entry: String, ExpressibleByArgument, CaseIterable {
        case firstPoint = "first-point"
        case fascicles
    }

    @Option(help: "Electrodes: a table electrode, x_mm, y_mm, z_mm separated by tabs.")
    var electrodes: String?

    @OptionGroup var stored: StoredParameterOptions

    @Option(help: "Where the anatomy comes from, with licence.")
    var source: String?

    @Option(name: .shortAndLong, help: "The patient file to write.")
    var output: String

    func validate() throws {
        guard form == nil || !guided else {
            throw ValidationError("--form and --guided exclude each other.")
        }
        guard form != nil || guided || identifier != nil else {
            throw ValidationError("Give --identifier, --form or --guided.")
        }
        if form == nil, !guided { try requireOneHeart(in: givenHeart) }
        guard size > 0, size.isFinite else { throw ValidationError("--size is more than 0 mm.") }
        if entry == .fascicles, leftTree == nil, rightTree == nil {
            throw ValidationError(
                "--entry fascicles says where branches enter given trees, but there are none; give "
                    + "--left-tree and --right-tree, or leave --entry out to have trees grown")
        }
    }

    private var givenHeart: PatientForm.Heart {
        PatientForm.Heart(like: like, published: heart, anatomy: anatomy, mechanics: mechanics)
    }

    private func requireOneHeart(in heart: PatientForm.Heart) throws {
        let hasMeshes = heart.anatomy != nil && heart.mechanics != nil
        let ways = [heart.like != nil, heart.published != nil, hasMeshes].filter { $0 }.count
        let hasHalf = (heart.anatomy != nil) != (heart.mechanics != nil)
        guard ways == 1, !hasHalf else {
            throw ValidationError(
                "Give --anatomy and --mechanics, or --heart alone, or --like alone.")
        }
    }

    func run() throws {
        var form = PatientForm(heart: givenHeart, assignments: [])
        if let path = self.form { form = try PatientForm(reading: path).overruled(by: givenHeart) }
        if guided { form = try GuidedForm.ask() }
        try requireOneHeart(in: form.heart)
        var patient = try NewHeart.patient(of: form.heart, size: form.heart.size ?? size)
        try addConduction(to: &patient)
        if let electrodes { patient.electrodes = try ElectrodeTable(path: electrodes).electrodes }
        var values = PatientAssignments(patient, source: "given to patient new")
        for assignment in form.assignments { try values.set(assignment) }
        values.apply(to: &patient)
        if let identifier { patient.subject.identifier = identifier }
        if let sex { patient.subject.sex = sex }
        guard !patient.subject.identifier.isEmpty else {
            throw ValidationError(
                "The form has no subject.identifier, and there is no --identifier.")
        }
        try stored.apply(to: &patient)
        if let source { patient.provenance["source"] = source }
        try patient.write(to: output, knowing: Patient.catalogue)
    }

    private func addConduction(to patient: inout Patient) throws {
        for (name, path) in [("left", leftTree), ("right", rightTree)] {
            guard let path else { continue }
            let lines = try LineNetworkFile.read(path: path)
            patient.conduction.trees.append(
                ConductionTree(name: name, points: lines.points, edges: lines.edges))
        }
        if entry == .fascicles {
            patient.conduction.rootSites = try BundleSide.allCases.flatMap { side in
                try FascicularSites.sites(side, on: patient.anatomy)
                    .map { RootSite(position: $0.point, time: $0.delay) }
            }
        }
    }
}

extension Subject.Sex: ExpressibleByArgument {}

/// `hearttwin patient ideal`: a patient file with an idealised anatomy.
struct PatientIdeal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ideal", abstract: "Make a patient file with an idealised anatomy.")

    @Option(name: .shortAndLong, help: "The patient file to write.")
    var output: String

    @Option(help: "Edge length of the electrical mesh [mm].")
    var electricalSize = 3.0

    @Option(help: "Edge length of the mechanics mesh [mm].")
    var mechanicalSize = 14.0

    @OptionGroup var stored: StoredParameterOptions

    func run() throws {
        let shape = IdealBiventricle.adult
        let anatomy = try shape.anatomy(
            elementSize: electricalSize, leftLayers: 3, rightLayers: 1)
        var patient = Patient(subject: Subject(identifier: "ideal-biv"), anatomy: anatomy)
        patient.mechanicsMesh = try shape.quadraticMesh(
            elementSize: mechanicalSize, leftLayers: 1, rightLayers: 1)
        try stored.apply(to: &patient)
        patient.provenance["source"] = "generated by hearttwin \(Version.current) patient ideal"
        try patient.write(to: output, knowing: Patient.catalogue)
    }
}

/// Parameters that go into a patient file.
struct StoredParameterOptions: ParsableArguments {
    @Option(
        name: .customLong("set"),
        help:
            "Store a parameter (section.name=value with unit, e.g. 'wall.passiveScaleLeft=0.7 1') or a law (contraction=rdq20-mf)."
    )
    var overrides: [String] = []

    @Option(help: "Where the stored values come from.")
    var parameterSource = "given on the command line of patient new"

    /// Stores the values with their provenance.
    func apply(to patient: inout Patient) throws {
        let given = try ParameterOverrides(overrides, environment: [:])
        patient.models.merge(given.choices) { $1 }
        for (name, value) in given.values {
            guard let card = HeartParameters.card(name) else { continue }
            patient.parameters[name] = StoredParameter(
                value, unit: try Unit(card.unit), provenance: parameterSource)
        }
    }
}

/// A table of electrode positions.
struct ElectrodeTable {
    /// The positions.
    let electrodes: [Electrode]

    /// Reads a table with a header line and the columns electrode, x_mm, y_mm, z_mm.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ElectrodeTableError(path: path, line: nil)
        }
        let text = String(decoding: data, as: UTF8.self)
        electrodes = try text.split(separator: "\n").dropFirst().enumerated().map { row, line in
            let fields = line.split(separator: "\t")
            let numbers = fields.dropFirst().compactMap { Double($0) }
            guard fields.count == 4, numbers.count == 3 else {
                throw ElectrodeTableError(path: path, line: row + 2)
            }
            return Electrode(
                name: String(fields[0]), position: Vec3(numbers[0], numbers[1], numbers[2]))
        }
    }
}

/// An electrode table that cannot be read, or a line that is not a name and three numbers.
struct ElectrodeTableError: CommandError {
    var path: String
    /// The line; nil when the file cannot be opened.
    var line: Int?

    /// The documented exit code.
    var exitCode: Int32 { line == nil ? CommandExit.missingFile : CommandExit.badData }

    var description: String {
        line.map { "\(path):\($0): expected electrode, x_mm, y_mm, z_mm separated by tabs" }
            ?? "\(path): no such file, or it cannot be read"
    }
}
