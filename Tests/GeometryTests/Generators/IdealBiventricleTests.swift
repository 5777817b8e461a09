import Geometry
import Numerics
import Testing

struct IdealBiventricleTests {
    let shape = IdealBiventricle.adult

    func volume(_ report: MeshReport, _ tag: SurfaceTag) -> Double {
        guard case .closed(let volume, rims: 1) = report.cavities[tag] else { return .nan }
        return volume
    }

    @Test(arguments: [(24.0, 1, 1), (16, 1, 1), (12, 1, 1), (10, 1, 2), (7, 2, 1), (4, 3, 2)])
    func meshesOfAllSizesAreSound(size: Double, left: Int, right: Int) throws {
        let report = MeshReport(
            try shape.quadraticMesh(elementSize: size, leftLayers: left, rightLayers: right))
        #expect(report.problems == [])
        #expect((report.worstScaledJacobian ?? 0) > 0.15, "\(report.worstScaledJacobian ?? 0)")
        #expect(report.smallestDihedral > 0.08, "smallest angle \(report.smallestDihedral) rad")
        #expect(Set(report.triangles.keys) == Set(SurfaceTag.allCases))
        #expect(Set(report.regionVolumes.keys) == Set(WallRegion.allCases))
    }

    @Test func coarseMeshesAreSmall() throws {
        let mesh = try shape.quadraticMesh(elementSize: 16, leftLayers: 1, rightLayers: 1)
        let unknowns = 3 * mesh.points.count
        #expect((3000...4000).contains(unknowns), "\(unknowns) unknowns")
    }

    @Test func theLeftVentricleIsTheEllipsoid() throws {
        let report = MeshReport(
            try shape.quadraticMesh(elementSize: 7, leftLayers: 1, rightLayers: 1))
        let left = volume(report, .lvEndocardium)
        // The report splits curved triangles into four flat ones: half a percent at this size.
        #expect(abs(left / shape.left.cavityVolume - 1) < 0.005, "cavity \(left) mm³")
        let wall =
            (report.regionVolumes[.leftVentricle] ?? 0) + (report.regionVolumes[.septum] ?? 0)
        #expect(abs(wall / shape.left.wallVolume - 1) < 1e-3, "wall \(wall) mm³")
    }

    @Test func linearCavitiesConvergeToTheCurvedOnes() throws {
        let curved = MeshReport(
            try shape.quadraticMesh(elementSize: 4, leftLayers: 1, rightLayers: 1))
        for tag in [SurfaceTag.lvEndocardium, .rvEndocardium] {
            let errors = try [8.0, 4, 2].map { size in
                let linear = MeshReport(
                    try shape.anatomy(elementSize: size, leftLayers: 1, rightLayers: 1))
                return abs(volume(linear, tag) / volume(curved, tag) - 1)
            }
            // Second order: each halving leaves about a quarter.
            #expect(errors[2] < 0.0015 && errors[2] < errors[0] / 9, "\(tag): \(errors)")
        }
    }

    @Test func volumesAreThoseOfAdults() throws {
        let report = MeshReport(try shape.anatomy(elementSize: 3, leftLayers: 1, rightLayers: 1))
        // End-diastolic ranges of women and men together, Petersen et al. 2017, table 2.
        #expect((88_000...218_000).contains(volume(report, .lvEndocardium)))
        #expect((85_000...248_000).contains(volume(report, .rvEndocardium)))
    }

    @Test func coordinatesRunFromApexToBaseAndThroughTheWalls() throws {
        let mesh = try shape.quadraticMesh(elementSize: 10, leftLayers: 1, rightLayers: 1)
        let coordinates = try #require(mesh.coordinates)
        #expect(coordinates.apicobasal.min() == 0)
        #expect(abs((coordinates.apicobasal.max() ?? 0) - 1) < 1e-12)
        for (tag, depth) in [(SurfaceTag.lvEndocardium, 0.0), (.epicardium, 1)] {
            let nodes = Set(mesh.triangles(tagged: tag))
            #expect(nodes.allSatisfy { abs(coordinates.transmural[Int($0)] - depth) < 1e-12 })
        }
        #expect(coordinates.rotational.allSatisfy { abs($0) <= .pi })
    }

    @Test func impossibleDimensionsAreRefused() {
        for change: (inout IdealBiventricle) -> Void in [
            { $0.rightCentre = 1.5 }, { $0.rightWidth = 40 }, { $0.rightApex = -80 },
            { $0.rightThickness = 0 }, { $0.rightReach = .nan }, { $0.left.outerLong = 10 },
        ] {
            var other = shape
            change(&other)
            #expect(throws: GeometryError.self) {
                try other.anatomy(elementSize: 10, leftLayers: 1, rightLayers: 1)
            }
        }
        #expect(throws: GeometryError.self) {
            try shape.anatomy(elementSize: 10, leftLayers: 1, rightLayers: 0)
        }
        #expect(throws: GeometryError.self) {
            try shape.anatomy(elementSize: -1, leftLayers: 1, rightLayers: 1)
        }
    }
}
