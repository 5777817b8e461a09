import FiniteElements
import Fibres
import Foundation
import Geometry
import Numerics
import Testing

@Suite struct RuleBasedFibresTests {
    /// About the size of a human left ventricle; apex at −z.
    static let ellipsoid = TruncatedEllipsoid(
        innerShort: 24, innerLong: 60, outerShort: 34, outerLong: 69, baseHeight: 15)
    /// Thin enough that harmonic and geometric depth agree.
    static let thin = TruncatedEllipsoid(
        innerShort: 30, innerLong: 60, outerShort: 32, outerLong: 62, baseHeight: 15)
    static let degree = Double.pi / 180

    @Test func framesAreOrthonormalEverywhereIncludingTheApex() throws {
        let linear = try RuleBasedFibres.frames(
            on: Self.ellipsoid.anatomy(elementSize: 5, layers: 3))
        let quadratic = try RuleBasedFibres.frames(
            on: Self.ellipsoid.quadraticMesh(elementSize: 12, layers: 1), quadrature: .degree2)
        let septal = try RuleBasedFibres.frames(on: Self.withSeptum(elementSize: 5, layers: 3))
        for frame in linear + quadratic + septal {
            let defects = [
                frame.fibre.dot(frame.fibre) - 1, frame.sheet.dot(frame.sheet) - 1,
                frame.fibre.dot(frame.sheet),
            ]
            let largest = defects.map(abs).max() ?? .infinity
            #expect(largest < 1e-12, "observed defect \(largest), tolerance 1e-12")
        }
    }

    @Test func helixAngleFollowsTheHarmonicDepthInTheFreeWall() throws {
        let mesh = try Self.ellipsoid.quadraticMesh(elementSize: 6, layers: 2)
        let fields = try VentricularFields(mesh)
        let rule = TetQuadrature.degree2
        let frames = try RuleBasedFibres.frames(in: fields, at: rule.points)
        let depth = try fields.space.samples(of: fields.epicardial, at: rule.points).values
        let positions = try fields.space.interpolate(fields.space.points, at: rule.points)
        var worst = 0.0
        var sum = 0.0
        var count = 0.0
        for (index, frame) in frames.enumerated() where abs(positions[index].z) < 12 {
            let angle = Self.helixAngle(frame.fibre, at: positions[index], of: Self.ellipsoid)
            let error = angle - (60 - 120 * depth[index])
            worst = max(worst, abs(error))
            sum += error * error
            count += 1
        }
        let rms = (sum / count).squareRoot()
        #expect(worst < 3, "largest error \(worst)°, tolerance 3°")
        #expect(rms < 0.7, "rms error \(rms)°, tolerance 0.7°")
    }

    @Test func helixAngleIsLinearInTheDepthOfAThinWall() throws {
        let mesh = try Self.thin.quadraticMesh(elementSize: 6, layers: 1)
        let depthOfNodes = try #require(mesh.coordinates?.transmural)
        let space = try ScalarSpace(mesh)
        let rule = TetQuadrature.degree2
        let frames = try RuleBasedFibres.frames(on: mesh, quadrature: rule)
        let depth = try space.samples(of: depthOfNodes, at: rule.points).values
        let positions = try space.interpolate(space.points, at: rule.points)
        let chosen = frames.indices.filter { abs(positions[$0].z) < 12 }
        let line = Self.line(
            chosen.map { depth[$0] },
            chosen.map { Self.helixAngle(frames[$0].fibre, at: positions[$0], of: Self.thin) })
        #expect(abs(line.intercept - 60) < 2, "endocardium \(line.intercept)°, expected 60 ± 2")
        #expect(abs(line.slope + 120) < 3, "slope \(line.slope)°, expected −120 ± 3")
        #expect(line.rms < 1.5, "rms about the line \(line.rms)°, tolerance 1.5°")
    }

    @Test func endocardialHelixIsRightHandedAndEpicardialLeftHanded() throws {
        let anatomy = try Self.ellipsoid.anatomy(elementSize: 4, layers: 6)
        let frames = try RuleBasedFibres.frames(on: anatomy)
        let depth = try #require(anatomy.coordinates?.transmural)
        var layers = (endo: 0, epi: 0)
        for (tet, frame) in frames.enumerated() {
            let nodes = (0..<4).map { Int(anatomy.mesh.tets[tet][$0]) }
            let mean = 0.25 * nodes.map { depth[$0] }.reduce(0, +)
            let position = 0.25 * nodes.map { anatomy.mesh.points[$0] }.reduce(.zero, +)
            guard abs(position.z) < 12, mean < 1.0 / 6 || mean > 5.0 / 6 else { continue }
            // Looking at the wall from outside with the base up, right is counterclockwise
            // seen from the base.
            let right = Vec3(-position.y, position.x, 0)
            let up = Vec3(0, 0, 1)
            let climbsToTheRight = frame.fibre.dot(right) * frame.fibre.dot(up) > 0
            #expect(climbsToTheRight == (mean < 0.5), "at \(position), depth \(mean)")
            if mean < 0.5 { layers.endo += 1 } else { layers.epi += 1 }
        }
        #expect(layers.endo > 100 && layers.epi > 100)
    }

    @Test func acrossTheSeptumTheHelixTurnsFromLeftToMinusRightAngle() throws {
        let anatomy = try Self.withSeptum(elementSize: 4, layers: 4)
        let angles = try FibreAngles(values: ["alphaEndoRight": 60, "betaEndoRight": -20])
        let fields = try VentricularFields(anatomy)
        let centroid = [Vec3(0.25, 0.25, 0.25)]
        let frames = try RuleBasedFibres.frames(in: fields, at: centroid, angles: angles)
        let share = try fields.space.samples(of: fields.leftShare, at: centroid).values
        let positions = try fields.space.interpolate(fields.space.points, at: centroid)
        var worst = 0.0
        for (index, frame) in frames.enumerated() {
            let p = positions[index]
            guard abs(p.z) < 8, p.x > 0, abs(p.y) < 0.3 * p.x else { continue }
            let angle = Self.helixAngle(frame.fibre, at: p, of: Self.ellipsoid)
            worst = max(worst, abs(angle - (60 - 120 * (1 - share[index]))))
        }
        #expect(worst > 0 && worst < 5, "largest error \(worst)°, tolerance 5°")
    }

    @Test func fibresPointCounterclockwiseAndSheetsOutwards() throws {
        let anatomy = try Self.withSeptum(elementSize: 5, layers: 3)
        let fields = try VentricularFields(anatomy)
        let centroid = [Vec3(0.25, 0.25, 0.25)]
        let frames = try RuleBasedFibres.frames(in: fields, at: centroid)
        let positions = try fields.space.interpolate(fields.space.points, at: centroid)
        for (frame, position) in zip(frames, positions) {
            #expect(frame.fibre.dot(fields.longAxis.circumferential(position)) >= 0)
            #expect(frame.sheet.dot(fields.longAxis.radius(position)) >= 0)
        }
    }

    @Test func theSameMeshGivesTheSameBits() throws {
        let anatomy = try Self.withSeptum(elementSize: 6, layers: 2)
        #expect(try RuleBasedFibres.frames(on: anatomy) == RuleBasedFibres.frames(on: anatomy))
    }

    @Test func meshesWithoutTheSurfacesAreRefused() throws {
        let whole = try Self.ellipsoid.anatomy(elementSize: 12, layers: 1)
        let missing: [(SurfaceTag, FibresError)] = [
            (.base, .missingSurface(tag: .base)), (.epicardium, .missingSurface(tag: .epicardium)),
            (.lvEndocardium, .missingSurface(tag: .lvEndocardium)),
        ]
        for (tag, error) in missing {
            var anatomy = whole
            anatomy.triangleTags = whole.triangleTags.map { $0 == tag ? .rvEndocardium : $0 }
            #expect(throws: error) { try RuleBasedFibres.frames(on: anatomy) }
        }
    }

    @Test func aLeftCavityWithoutRimIsRefused() throws {
        var anatomy = try Self.ellipsoid.anatomy(elementSize: 8, layers: 3)
        let endocardium = Set(
            anatomy.triangles(tagged: .lvEndocardium).flatMap { [$0.x, $0.y, $0.z] })
        for (index, triangle) in anatomy.triangles.enumerated()
        where anatomy.triangleTags[index] == .base {
            if (0..<3).contains(where: { endocardium.contains(triangle[$0]) }) {
                anatomy.triangleTags[index] = .epicardium
            }
        }
        #expect(throws: FibresError.noLeftRim) { try RuleBasedFibres.frames(on: anatomy) }
    }

    /// The ellipsoid with the outside of a sector around +x as right endocardium: a septum.
    static func withSeptum(elementSize: Double, layers: Int) throws -> VentricularAnatomy {
        var anatomy = try ellipsoid.anatomy(elementSize: elementSize, layers: layers)
        for (index, triangle) in anatomy.triangles.enumerated()
        where anatomy.triangleTags[index] == .epicardium {
            let centre = (0..<3).map { anatomy.mesh.points[Int(triangle[$0])] }.reduce(.zero, +) / 3
            if centre.z > -40, abs(centre.y) < 1.2 * centre.x {
                anatomy.triangleTags[index] = .rvEndocardium
            }
        }
        return anatomy
    }

    /// Angle of a fibre from the circumferential towards the meridian of its ellipsoid [°].
    static func helixAngle(_ fibre: Vec3, at p: Vec3, of shape: TruncatedEllipsoid) -> Double {
        let circumferential = Vec3(-p.y, p.x, 0).normalized
        let a = (p.x * p.x + p.y * p.y).squareRoot()
        // Normal of the confocal-like ellipsoid through the point with the mean axes' ratio.
        let ratio = shape.short(0.5) / shape.long(0.5)
        let normal = Vec3(p.x, p.y, p.z * ratio * ratio).normalized
        #expect(a > 0)
        let meridian = normal.cross(circumferential)
        let sign: Double = fibre.dot(circumferential) < 0 ? -1 : 1
        return atan2(sign * fibre.dot(meridian), sign * fibre.dot(circumferential)) / degree
    }

    static func line(
        _ x: [Double], _ y: [Double]
    ) -> (intercept: Double, slope: Double, rms: Double) {
        let n = Double(x.count)
        let meanX = x.reduce(0, +) / n
        let meanY = y.reduce(0, +) / n
        let sxx = x.map { ($0 - meanX) * ($0 - meanX) }.reduce(0, +)
        let sxy = zip(x, y).map { ($0 - meanX) * ($1 - meanY) }.reduce(0, +)
        let slope = sxy / sxx
        let intercept = meanY - slope * meanX
        let residual = zip(x, y).map { pow($1 - intercept - slope * $0, 2) }.reduce(0, +)
        return (intercept, slope, (residual / n).squareRoot())
    }
}
