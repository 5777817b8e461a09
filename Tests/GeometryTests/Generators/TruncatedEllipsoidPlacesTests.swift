import Geometry
import Glibc
import Numerics
import TestSupport
import Testing

struct TruncatedEllipsoidPlacesTests {
    let shape = TruncatedEllipsoid.land2015

    @Test(arguments: [-0.02, 0, 0.3, 0.5, 1, 1.02])
    func aPlaceIsFoundFromItsPoint(t: Double) {
        for s in [0.01, 0.3, 0.7, 1] {
            for v in [-3.0, -1, 0.2, 2.5] {
                let place = TruncatedEllipsoid.Place(s: s, v: v, t: t)
                let found = shape.place(of: shape.point(place))
                let error = max(abs(found.s - s), abs(found.v - v), abs(found.t - t))
                #expect(error < 1e-12, "\(found), expected \(place)")
            }
        }
        let apex = shape.place(of: Vec3(0, 0, -shape.long(t)))
        #expect(abs(apex.t - t) < 1e-12 && apex.s == 0, "\(apex), expected depth \(t) at the apex")
    }

    @Test func tangentsAreDerivatives() {
        let h = 1e-6
        for place in [(0.2, 0.4, 0.0), (0.6, -2.0, 0.5), (0.95, 3.0, 1.0)] {
            let (s, v, t) = place
            func point(_ ds: Double, _ dv: Double) -> Vec3 {
                shape.point(TruncatedEllipsoid.Place(s: s + ds, v: v + dv, t: t))
            }
            let along = (point(h, 0) - point(-h, 0)).normalized
            let around = (point(0, h) - point(0, -h)).normalized
            let found = shape.tangents(TruncatedEllipsoid.Place(s: s, v: v, t: t))
            #expect((found.meridian - along).norm < 1e-8, "\(found.meridian), expected \(along)")
            #expect((found.parallel - around).norm < 1e-8, "\(found.parallel), expected \(around)")
        }
    }

    @Test func gradedElementsAreSmallAtTheApex() throws {
        func shortest(_ grading: Double) throws -> (apex: Double, base: Double) {
            let mesh = try shape.quadraticMesh(elementSize: 3, layers: 1, apexGrading: grading)
            let coordinates = try #require(mesh.coordinates)
            var (apex, base) = (Double.infinity, Double.infinity)
            for tet in 0..<mesh.tetCount {
                for edge in QuadraticTetMesh.tetEdges {
                    let (a, b) = (
                        Int(mesh.tets[10 * tet + edge.x]), Int(mesh.tets[10 * tet + edge.y])
                    )
                    if coordinates.transmural[a] != coordinates.transmural[b] { continue }
                    let length = (mesh.points[a] - mesh.points[b]).norm
                    let (s, r) = (coordinates.apicobasal[a], coordinates.apicobasal[b])
                    if s == r { continue }
                    if min(s, r) == 0 { apex = min(apex, length) }
                    if max(s, r) == 1 { base = min(base, length) }
                }
            }
            return (apex, base)
        }
        let uniform = try shortest(1)
        let graded = try shortest(1.5)
        #expect(graded.apex < 0.5 * uniform.apex, "\(graded), uniform \(uniform)")
        #expect(abs(graded.base / uniform.base - 1) < 0.2, "\(graded), uniform \(uniform)")
        #expect(throws: GeometryError.self) {
            try shape.quadraticMesh(elementSize: 3, layers: 1, apexGrading: 0.5)
        }
    }

    /// Curved edges of second degree through exact nodes: the volume has an error of fourth order.
    @Test func theVolumeOfTheGradedWallConvergesWithOrderFour() throws {
        let levels = [2, 3, 4, 6, 8]
        let errors = try levels.map { level in
            let mesh = try shape.quadraticMesh(
                elementSize: 9 / Double(level), layers: level, apexGrading: 1.5)
            let wall = (0..<mesh.tetCount).reduce(0.0) { $0 + mesh.element($1).volume }
            return abs(wall - shape.wallVolume)
        }
        let order = observedOrder(spacings: levels.map { 1 / Double($0) }, errors: errors)
        #expect(abs(order - 4) < 0.1, "order \(order), expected 4; errors \(errors)")
    }
}
