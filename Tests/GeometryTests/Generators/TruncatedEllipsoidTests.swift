import Geometry
import Glibc
import Numerics
import Testing

struct TruncatedEllipsoidTests {
    let shape = TruncatedEllipsoid.land2015

    /// Order of convergence between successive halvings of the element size.
    func orders(_ errors: [Double]) -> [Double] {
        zip(errors, errors.dropFirst()).map { log2($0 / $1) }
    }

    @Test func theBoundaryIsTaggedOnTheRightEllipsoids() throws {
        let anatomy = try shape.anatomy(elementSize: 3, layers: 2)
        let points = anatomy.mesh.points
        for (triangle, tag) in zip(anatomy.triangles, anatomy.triangleTags) {
            for k in 0..<3 {
                let p = points[Int(triangle[k])]
                let t: Double? = tag == .lvEndocardium ? 0 : tag == .epicardium ? 1 : nil
                guard let t else {
                    #expect(abs(p.z - 5) < 1e-12, "a base node lies at z = \(p.z), expected 5")
                    continue
                }
                let r = (p.x * p.x + p.y * p.y) / (shape.short(t) * shape.short(t))
                let level = r + p.z * p.z / (shape.long(t) * shape.long(t))
                #expect(abs(level - 1) < 1e-12, "level \(level), expected 1 for \(tag)")
            }
        }
        #expect(Set(anatomy.triangleTags) == [.lvEndocardium, .epicardium, .base])
    }

    @Test func eachSurfaceHasItsRims() throws {
        let mesh = try shape.quadraticMesh(elementSize: 4, layers: 1)
        #expect(try mesh.rims(of: .lvEndocardium).count == 1)
        #expect(try mesh.rims(of: .epicardium).count == 1)
        #expect(try mesh.rims(of: .base).count == 2)
        #expect(throws: GeometryError.emptySurface(tag: .rvEndocardium)) {
            try mesh.rims(of: .rvEndocardium)
        }
    }

    @Test func linearVolumesConvergeWithOrderTwo() throws {
        var wallErrors: [Double] = []
        var cavityErrors: [Double] = []
        for halvings in 0..<4 {
            let parts = 1 << halvings
            let anatomy = try shape.anatomy(elementSize: 4 / Double(parts), layers: parts)
            let wall = anatomy.mesh.tets.indices.reduce(0.0) { $0 + anatomy.mesh.volume($1) }
            let cavity = try Cavity(anatomy, endocardium: .lvEndocardium)
            wallErrors.append(abs(wall - shape.wallVolume))
            cavityErrors.append(abs(cavity.volume(anatomy.mesh.points) - shape.cavityVolume))
        }
        for errors in [wallErrors, cavityErrors] {
            let order = orders(errors).last ?? 0
            #expect(abs(order - 2) < 0.1, "observed order \(orders(errors)), expected 2 ± 0.1")
        }
    }

    @Test func curvedSurfacesConvergeWithOrderThree() throws {
        var errors: [Double] = []
        for halvings in 0..<4 {
            let parts = 1 << halvings
            let mesh = try shape.quadraticMesh(elementSize: 4 / Double(parts), layers: parts)
            errors.append(greatestDistance(mesh, centres(mesh.triangles(tagged: .epicardium))))
        }
        let order = orders(errors).last ?? 0
        #expect(abs(order - 3) < 0.1, "observed order \(orders(errors)), expected 3 ± 0.1")
    }

    /// Nodes and shape functions in the middle of each triangle.
    func centres(_ triangles: [Int32]) -> [[(node: Int32, weight: Double)]] {
        stride(from: 0, to: triangles.count, by: 6).map { start in
            (0..<6).map { (k: Int) -> (node: Int32, weight: Double) in
                (triangles[start + k], k < 3 ? -1.0 / 9 : 4.0 / 9)
            }
        }
    }

    /// Greatest distance of points from the epicardial ellipsoid, to first order.
    func greatestDistance(
        _ mesh: QuadraticTetMesh, _ centres: [[(node: Int32, weight: Double)]]
    ) -> Double {
        centres.map { centre in
            let p = centre.reduce(Vec3.zero) { $0 + $1.weight * mesh.points[Int($1.node)] }
            let short = shape.outerShort * shape.outerShort
            let long = shape.outerLong * shape.outerLong
            let level = (p.x * p.x + p.y * p.y) / short + p.z * p.z / long - 1
            return abs(level) / (2 * Vec3(p.x / short, p.y / short, p.z / long).norm)
        }.max() ?? 0
    }

    @Test func quadraticWallVolumeIsAccurate() throws {
        let mesh = try shape.quadraticMesh(elementSize: 2, layers: 1)
        let wall = (0..<mesh.tetCount).reduce(0.0) { $0 + mesh.element($1).volume }
        let error = abs(wall / shape.wallVolume - 1)
        #expect(error < 2e-4, "relative error \(error), expected below 2e-4")
    }

    @Test func coordinatesDescribeThePlaceInTheWall() throws {
        let mesh = try shape.quadraticMesh(elementSize: 4, layers: 1)
        let coordinates = try #require(mesh.coordinates)
        for (node, point) in mesh.points.enumerated() {
            let place = TruncatedEllipsoid.Place(
                s: coordinates.apicobasal[node], v: coordinates.rotational[node],
                t: coordinates.transmural[node])
            let distance = (shape.point(place) - point).norm
            #expect(distance < 1e-12, "node \(node) is \(distance) mm from its place")
        }
    }

    @Test func impossibleDimensionsAreRefused() {
        #expect(throws: GeometryError.self) { try shape.anatomy(elementSize: 0, layers: 1) }
        #expect(throws: GeometryError.self) { try shape.anatomy(elementSize: 2, layers: 0) }
        var thin = shape
        thin.outerShort = 6
        #expect(throws: GeometryError.self) { try thin.anatomy(elementSize: 2, layers: 1) }
    }
}
