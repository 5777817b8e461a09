import Geometry
import Mechanics
import Numerics
import Testing

/// Problem 1 of the mechanics benchmark: a beam bent by pressure on its lower face.
///
/// Source: Land et al., *Proc. R. Soc. A* 471 (2015) 20150641, doi:10.1098/rspa.2015.0641: deflected
/// z of (10, 0.5, 1) between 4.151 and 4.185 mm in eleven codes, 4.1671 at high resolution.
@Suite struct LandBeamTests {
    static func tip(cells: (Int, Int, Int), _ incompressibility: Incompressibility) throws
        -> (z: Double, report: MechanicsReport)
    {
        let mesh = try TestMeshes.box(
            cells: cells, size: Vec3(10, 1, 1),
            tag: { $0.z < 1e-9 ? .lvEndocardium : .epicardium })
        let model = try MechanicsModel(
            mesh: mesh, frames: TestMeshes.frames(mesh),
            material: Guccione(values: ["C": 2, "bf": 8, "bt": 2, "bfs": 4]),
            incompressibility: incompressibility, cavities: [],
            pressureSurfaces: [PressureSurface(mesh, surface: .lvEndocardium)],
            isFixed: mesh.points.flatMap { [Bool](repeating: $0.x == 0, count: 3) })
        let solver = try MechanicsSolver(model)
        var state = MechanicsState(model)
        let report = try solver.equilibrium(&state, pressures: [], surfacePressures: [0.004])
        let end = solver.positions(state)[
            mesh.points.firstIndex { $0 == Vec3(10, 0.5, 1) } ?? 0]
        return (end.z, report)
    }

    @Test func tipDeflectionIsThatOfTheBenchmark() throws {
        let (z, report) = try Self.tip(cells: (10, 2, 2), .meanDilatation(bulkModulus: 1000))
        #expect((4.151...4.185).contains(z), "z \(z) mm, expected 4.151 to 4.185; \(report)")
    }
}
