import Geometry
import Mechanics
import Numerics
import Reduction
import Testing

@Suite struct PrincipalModesTests {
    @Test func modesReproduceTheirSnapshotsToTheTolerance() throws {
        let model = try ReductionRig.model()
        let snapshots = try ReductionRig.motion(model).snapshots.map(\.displacement)
        let product = GradientProduct(model)
        for tolerance in [0.1, 0.01, 0.001] {
            let modes = try PrincipalModes(
                snapshots, product: product, tolerance: tolerance, maximum: 100)
            let basis = ReducedBasis(
                mean: modes.mean, modes: modes.modes, elements: [], weights: [])
            let projection = Projection(basis, product: product)
            var (left, whole) = (0.0, 0.0)
            for u in snapshots {
                let back = basis.displacement(projection.coordinates(u))
                left += square(product, zip(u, back).map { $0 - $1 })
                whole += square(product, zip(u, modes.mean).map { $0 - $1 })
            }
            let share = (left / whole).squareRoot()
            #expect(share <= tolerance * 1.0001, "\(share), tolerance \(tolerance)")
            #expect(abs(share - modes.remainder) <= 1e-6, "\(share), said \(modes.remainder)")
        }
    }

    @Test func modesAreOrthonormal() throws {
        let model = try ReductionRig.model()
        let snapshots = try ReductionRig.motion(model).snapshots.map(\.displacement)
        let product = GradientProduct(model)
        let modes = try PrincipalModes(snapshots, product: product, tolerance: 0.001, maximum: 100)
        let n = modes.mean.count
        let vectors = (0..<modes.count).map { Array(modes.modes[$0 * n..<($0 + 1) * n]) }
        let gram = product.gram(vectors)
        for i in 0..<modes.count {
            for j in 0...i {
                let expected = i == j ? 1.0 : 0
                #expect(abs(gram[j * modes.count + i] - expected) <= 1e-6, "(\(i), \(j))")
            }
        }
        // The dual vectors are the same product by another way.
        let dual = product.dual(vectors[0])
        let own = zip(dual, vectors[0]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(own - 1) <= 1e-9, "\(own)")
    }

    /// Rigid motions given first stay in the basis, and what they take counts as taken.
    @Test func givenModesComeFirst() throws {
        let model = try ReductionRig.model()
        let snapshots = try ReductionRig.motion(model).snapshots.map(\.displacement)
        let product = GradientProduct(model)
        let rigid = RigidMotions.motions(positions: model.mesh.points)
        let modes = try PrincipalModes(
            snapshots, product: product, given: rigid, tolerance: 0.01, maximum: 100)
        let basis = ReducedBasis(mean: modes.mean, modes: modes.modes, elements: [], weights: [])
        let projection = Projection(basis, product: product)
        for motion in rigid {
            let moved = zip(modes.mean, motion).map { $0 + $1 }
            let back = basis.displacement(projection.coordinates(moved))
            let left = square(product, zip(moved, back).map { $0 - $1 })
            #expect(left <= 1e-18 * square(product, motion), "\(left)")
        }
        var (left, whole) = (0.0, 0.0)
        for u in snapshots {
            let back = basis.displacement(projection.coordinates(u))
            left += square(product, zip(u, back).map { $0 - $1 })
            whole += square(product, zip(u, modes.mean).map { $0 - $1 })
        }
        #expect(abs((left / whole).squareRoot() - modes.remainder) <= 1e-6)
        #expect(modes.remainder <= 0.01 && modes.count > 6, "\(modes.remainder), \(modes.count)")
    }

    private func square(_ product: GradientProduct, _ u: [Double]) -> Double {
        product.gram([u])[0]
    }
}
