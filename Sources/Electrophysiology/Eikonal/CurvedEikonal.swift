public import Fibres
public import Geometry
import Numerics

/// First arrival of fronts whose velocity depends on their curvature, in tissue without fast layers.
///
/// ```
/// √(∇T·V ∇T) = 1 + κ,     κ = (T̃ − T)/τ,     T̃ − τ·∇·(D∇T̃) = T,     n·D∇T̃ = 0
/// ```
///
/// V are the squared velocities of plane fronts, D = σ/(χCm) [mm²/ms]. For smooth fronts κ is ∇·(D∇T): a
/// convex front is slower, a concave one faster, and a front stands conormal to the surface. That is the
/// eikonal–diffusion equation; in isotropic tissue a spherical front of radius r moves with c − 2D/r as r
/// grows. κ is seen through a filter of the front's own width: what bends on less than that,
/// such as the ridge where two fronts meet, a front does not follow.
///
/// τ = 2·max D_d/v_d² over the axes d, twice the time in which a front crosses its width; where two plane
/// fronts meet head on, κ is then −0.7. Travel times in an element are multiplied by the mean of 1 + κ at its
/// corners, and by ``least`` where that is less, which happens where several fronts meet in a point. The fixed
/// point of march and filter is found by relaxation.
///
/// Source: Keener, *J. Math. Biol.* 29 (1991) 629–651, doi:10.1007/BF00163916 (velocity by curvature). The
/// filter and the iteration are ours.
public struct CurvedEikonal: Sendable {
    /// Fronts without curvature in the same tissue.
    public let plane: Eikonal
    /// Time τ of the filter [ms].
    public let filterTime: Double
    private let filter: CSRMatrix
    private let preconditioner: JacobiPreconditioner
    private let volume: [Double]

    /// Smallest factor on travel times [1]; assumed.
    public static let least = 0.2
    /// The iteration ends when no arrival changes by more [ms].
    public static let tolerance = 0.02
    private static let maximumIterations = 60
    /// Part of a change of κ that is taken [1]: all of it oscillates where fronts meet.
    private static let relaxation = 0.7
    /// Relative residual of the filter [1].
    private static let filterTolerance = 1e-7

    /// Prepares tissue for any number of solves.
    ///
    /// - `frames`: axes of each tetrahedron. `velocities`: of plane fronts, for all. `diffusivities`: D along
    ///   fibre, sheet and sheet normal [mm²/ms].
    /// - Throws: ``ElectrophysiologyError``: as ``Eikonal``, and for diffusivities that are not positive.
    public init(
        mesh: TetMesh, frames: [FibreFrame], velocities: ConductionVelocities,
        diffusivities: SIMD3<Double>
    ) throws(ElectrophysiologyError) {
        plane = try Eikonal(mesh: mesh, frames: frames, velocities: [velocities])
        for axis in 0..<3 where !(diffusivities[axis] > 0 && diffusivities[axis].isFinite) {
            throw .parameterOutOfRange(
                name: "the diffusivity along axis \(axis)", value: diffusivities[axis],
                allowed: 1e-9...1e3, unit: "mm2/ms")
        }
        let speeds = SIMD3(velocities.fibre, velocities.sheet, velocities.normal)
        let tau = 2 * (diffusivities / (speeds * speeds)).max()
        filterTime = tau
        var (matrix, volume) = Self.laplacian(mesh, frames, tau * diffusivities)
        for vertex in volume.indices {
            if let k = matrix.position(vertex, vertex) { matrix.value[k] += volume[vertex] }
        }
        do {
            preconditioner = try JacobiPreconditioner(diagonal: matrix.diagonal())
        } catch {
            throw .numerics(error)
        }
        filter = matrix
        self.volume = volume
    }

    /// ∫∇N·D∇N and the volume of each vertex [mm³].
    private static func laplacian(
        _ mesh: TetMesh, _ frames: [FibreFrame], _ diffusivities: SIMD3<Double>
    ) -> (CSRMatrix, [Double]) {
        var matrix = CSRMatrix(
            pattern: mesh.tets.flatMap { [$0[0], $0[1], $0[2], $0[3]] }, perCell: 4,
            rows: mesh.points.count)
        var volume = [Double](repeating: 0, count: mesh.points.count)
        for (tet, corners) in mesh.tets.enumerated() {
            let p = (0..<4).map { mesh.points[Int(corners[$0])] }
            let (a, b, c) = (p[1] - p[0], p[2] - p[0], p[3] - p[0])
            let six = a.dot(b.cross(c))
            let g1 = (1 / six) * b.cross(c)
            let g2 = (1 / six) * c.cross(a)
            let g3 = (1 / six) * a.cross(b)
            let gradients = [-1 * (g1 + g2 + g3), g1, g2, g3]
            let frame = frames[tet]
            let tensor =
                diffusivities.x * Mat3.outer(frame.fibre, frame.fibre)
                + diffusivities.y * Mat3.outer(frame.sheet, frame.sheet)
                + diffusivities.z * Mat3.outer(frame.normal, frame.normal)
            for i in 0..<4 {
                volume[Int(corners[i])] += six / 24
                let flux = (six / 6) * (tensor * gradients[i])
                for j in 0..<4 {
                    guard let k = matrix.position(Int(corners[i]), Int(corners[j])) else {
                        continue
                    }
                    matrix.value[k] += flux.dot(gradients[j])
                }
            }
        }
        return (matrix, volume)
    }

    /// Solves for the first arrivals [ms] at the vertices.
    ///
    /// Some ten to twenty marches. Same input, same bits.
    ///
    /// - `sources`: at least one, as in ``Eikonal/arrivalTimes(from:links:networkNodes:silent:)``.
    /// - Throws: ``ElectrophysiologyError``: as there; ``ElectrophysiologyError/notSettled(changes:tolerance:)``
    ///   where arrivals go on changing.
    public func arrivalTimes(
        from sources: [ActivationSource]
    ) throws(ElectrophysiologyError) -> [Double] {
        var times = try plane.arrivalTimes(from: sources)
        var curvature = [Double](repeating: 0, count: times.count)
        var smooth = times
        var changes: [Double] = []
        while changes.count < Self.maximumIterations {
            try applyFilter(times, &smooth)
            for vertex in curvature.indices {
                let seen = (smooth[vertex] - times[vertex]) / filterTime
                curvature[vertex] += Self.relaxation * (seen - curvature[vertex])
            }
            let next = try plane.slowed(by: factors(curvature)).arrivalTimes(from: sources)
            var change = 0.0
            for (a, b) in zip(times, next) { change = max(change, abs(a - b)) }
            changes.append(change)
            times = next
            if change <= Self.tolerance { return times }
        }
        throw .notSettled(changes: changes, tolerance: Self.tolerance)
    }

    /// T̃ from T; `smooth` is a guess on entry.
    private func applyFilter(
        _ times: [Double], _ smooth: inout [Double]
    ) throws(ElectrophysiologyError) {
        let right = zip(volume, times).map { $0 * $1 }
        do {
            _ = try PreconditionedCG(tolerance: Self.filterTolerance, maxIterations: 1000).solve(
                filter, right, preconditioner: preconditioner, from: &smooth)
        } catch {
            throw .numerics(error)
        }
    }

    /// Factors on the travel times in the tetrahedra.
    private func factors(_ curvature: [Double]) -> [Double] {
        plane.mesh.tets.map { t in
            let sum =
                curvature[Int(t[0])] + curvature[Int(t[1])] + curvature[Int(t[2])]
                + curvature[Int(t[3])]
            return max(Self.least, 1 + 0.25 * sum)
        }
    }
}
