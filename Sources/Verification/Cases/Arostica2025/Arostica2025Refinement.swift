import Geometry
public import Quantities

/// Case 1 of one ventricle on finer and finer meshes and with shorter and shorter steps.
///
/// Reported, not judged: the table of docs/verification.md. Meshes of elements of the given size
/// are curved and made here; the published one has straight edges.
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

    /// Element size [mm] and elements through the wall.
    private static let meshes: [(size: Double, layers: Int)] = [(20, 1), (14, 1), (10, 1), (7, 2)]
    /// Steps [ms], on the mesh of 14 mm.
    private static let steps = [8.0, 4, 2, 1, 0.5]

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let meshes = options.quick ? Array(Self.meshes.prefix(2)) : Self.meshes
        let steps = options.quick ? Array(Self.steps.prefix(2)) : Self.steps
        var checks: [Check] = []
        for (size, layers) in meshes {
            let mesh = try Arostica2025Mesh.mono(
                Arostica2025Ellipsoid.mesh(elementSize: size, layers: layers))
            checks += try numbers(
                mesh, dt: 2, "\(Int(size)) mm, \(mesh.wall.tetCount) tetrahedra, 2 ms", options)
        }
        let mesh = try Arostica2025Mesh.mono(
            Arostica2025Ellipsoid.mesh(elementSize: 14, layers: 1))
        for dt in steps { checks += try numbers(mesh, dt: dt, "14 mm, \(dt) ms", options) }
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
