import Geometry
public import Quantities

/// Case 1 of one ventricle on finer and finer meshes and with shorter and shorter steps.
///
/// Reported, not judged: the table of docs/verification.md. The meshes are made here, once with curved
/// and once with straight edges like the published one. Facets matter: the springs of the epicardium, a
/// hundred times stiffer than the muscle, act along their normals and hinder the sliding of a faceted wall.
/// The codes agree on the published facets; a smooth wall moves farther.
///
/// Source: Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
/// doi:10.1016/j.cma.2024.117485.
public struct Arostica2025Refinement: VerificationCase {
    public static let card = ModelCard(
        identifier: "arostica2025-refinement",
        summary: "The same ventricle by element size and time step",
        source: "Arostica et al. 2025, doi:10.1016/j.cma.2024.117485")

    /// Makes the case.
    public init() {}

    /// A mesh of two elements through the wall.
    private struct Mesh {
        /// Edge length [mm].
        var size: Double
        var isStraight: Bool

        var label: String { "\(Int(size)) mm \(isStraight ? "straight" : "curved")" }

        func wall() throws -> Arostica2025Mesh {
            try .mono(
                Arostica2025Ellipsoid.mesh(elementSize: size, layers: 2, isStraight: isStraight))
        }
    }

    private static let meshes = [
        Mesh(size: 20, isStraight: false), Mesh(size: 14, isStraight: false),
        Mesh(size: 10, isStraight: false), Mesh(size: 7, isStraight: false),
        Mesh(size: 14, isStraight: true), Mesh(size: 10, isStraight: true),
        Mesh(size: 7, isStraight: true), Mesh(size: 5, isStraight: true),
    ]
    /// The mesh of the steps, and the steps beside the 2 ms of all meshes [ms].
    private static let stepped = Mesh(size: 10, isStraight: true)
    private static let steps = [8.0, 4, 1, 0.5]

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let meshes = options.quick ? Array(Self.meshes.prefix(2)) : Self.meshes
        let stepped = options.quick ? Self.meshes[0] : Self.stepped
        let steps = options.quick ? Array(Self.steps.prefix(2)) : Self.steps
        var checks: [Check] = []
        for mesh in meshes {
            checks += try numbers(mesh.wall(), dt: 2, "\(mesh.label), 2 ms", options)
        }
        let wall = try stepped.wall()
        for dt in steps {
            checks += try numbers(wall, dt: dt, "\(stepped.label), \(dt) ms", options)
        }
        return checks
    }

    private func numbers(
        _ mesh: Arostica2025Mesh, dt: Double, _ label: String, _ options: VerificationOptions
    ) throws -> [Check] {
        let problem = Arostica2025Problem.mono("1", contracts: true, isLoaded: true)
        let curves = try Arostica2025Run(problem: problem, mesh: mesh, dt: dt, label: label)
            .curves(options)
        let comparison = try Arostica2025Comparison(problem, curves, label: label, options)
        return comparison.distances(high: nil) + [
            Check(
                "\(label), p0 ux: peak", unit: "mm", observed: comparison.peak("p0", "ux"),
                gated: false),
            Check(
                "\(label): least volume", unit: "mL",
                observed: (curves.volumes[0].min() ?? .nan) / Units.mL, gated: false),
        ]
    }
}
