import Geometry
import Monodomain
import Numerics
import Testing

@Suite struct RotorFilamentTests {
    private let mesh: TetMesh

    init() throws {
        mesh = try SlabMesh(size: Vec3(8, 8, 2), spacing: 0.5, cut: .five).mesh()
    }

    /// Filaments of a field whose phase turns once around each of some vertical lines.
    private func filaments(
        around lines: [(x: Double, y: Double)], drift: Double = 0
    ) throws -> [RotorFilaments.Filament] {
        // (Re, Im) of Π (p − line): the zeros are the lines.
        let values = mesh.points.map { p -> (Double, Double) in
            var (re, im) = (1.0, 0.0)
            for line in lines {
                let (a, b) = (p.x - line.x - drift * p.z, p.y - line.y)
                (re, im) = (re * a - im * b, re * b + im * a)
            }
            return (re, im)
        }
        return try RotorFilaments(mesh).filaments(
            now: values.map { $0.0 - 40 }, before: values.map { $0.1 - 40 }, centre: -40)
    }

    @Test func aVortexHasOneFilamentThroughTheWall() throws {
        let found = try filaments(around: [(3.3, 4.4)])
        #expect(found.count == 1)
        let one = try #require(found.first)
        #expect((one.centre - Vec3(3.3, 4.4, 1)).norm < 0.3, "\(one.centre)")
        // It crosses all four layers of cells.
        #expect(one.tets.count >= 4)
    }

    @Test func anObliqueFilamentStaysInOnePiece() throws {
        let found = try filaments(around: [(2.3, 4.4)], drift: 1.1)
        #expect(found.count == 1)
        let one = try #require(found.first)
        #expect((one.centre - Vec3(2.3 + 1.1, 4.4, 1)).norm < 0.4, "\(one.centre)")
    }

    @Test func twoVorticesAreTwoFilaments() throws {
        let found = try filaments(around: [(2.2, 2.3), (6.1, 5.4)])
        #expect(found.count == 2)
        let places = found.map(\.centre).sorted { $0.x < $1.x }
        #expect((places[0] - Vec3(2.2, 2.3, 1)).norm < 0.4)
        #expect((places[1] - Vec3(6.1, 5.4, 1)).norm < 0.4)
    }

    @Test func aPlaneWaveHasNone() throws {
        let now = mesh.points.map { $0.x < 4 ? 0 : -80.0 }
        let before = mesh.points.map { $0.x < 3 ? 0 : -80.0 }
        #expect(try RotorFilaments(mesh).filaments(now: now, before: before, centre: -40).isEmpty)
        #expect(throws: MonodomainError.self) {
            _ = try RotorFilaments(mesh).filaments(now: [0], before: before, centre: -40)
        }
    }
}
