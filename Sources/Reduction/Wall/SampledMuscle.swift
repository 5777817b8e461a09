import FiniteElements
import Geometry
package import Mechanics
import Numerics

/// The sampled muscle of a reduced wall, in parts of a few elements.
///
/// What is done to one part (displacements of its nodes, stretch, contraction, forces, their work on the modes) is done at once and by
/// one thread, so that the modes of the part, some 350 kB, are read from memory once and are still in the cache of
/// the core for the work. Parts depend on the sample only and their results are added in order: the same bits whatever the
/// number of threads.
package final class SampledMuscle: @unchecked Sendable {
    /// Elements of a part: three panels.
    package static let partSize = 24

    /// A part.
    private struct Part {
        let wall: SampledWall
        let panels: ModePanels
        /// Its points among all.
        let points: Range<Int>
    }

    /// What an iterate does in one part.
    package struct Forces: Sendable {
        /// Work on each mode.
        package var force: [Double]
        /// Smallest det F.
        package var smallestJ: Double
    }

    /// Quadrature points of all elements.
    package let pointCount: Int
    /// Quadrature points of an element.
    package let pointsPerElement: Int
    private let modes: Int
    private let parts: [Part]
    /// Coordinates at which the parts stand, and those to which contraction has been advanced in this step.
    private var expanded: [Double]?
    private var contracted: [Double]?

    /// Samples a wall.
    package init(_ model: MechanicsModel, basis: ReducedBasis) throws {
        modes = basis.count
        pointsPerElement = model.quadrature.count
        var parts: [Part] = []
        var points = 0
        for first in stride(from: 0, to: basis.elements.count, by: Self.partSize) {
            let range = first..<min(first + Self.partSize, basis.elements.count)
            let elements = Array(basis.elements[range])
            let wall = try SampledWall(
                model, elements: elements, weights: Array(basis.weights[range]))
            parts.append(
                Part(
                    wall: wall,
                    panels: ModePanels(basis, tets: model.mesh.tets, elements: elements),
                    points: points..<points + wall.pointCount))
            points += wall.pointCount
        }
        self.parts = parts
        pointCount = points
    }

    /// Number of parts.
    package var count: Int { parts.count }

    /// Takes the start of a step at coordinates q; contraction and calcium as `SampledWall` does, at all points.
    package func begin(
        _ q: [Double], calciumBefore: [Double], calciumAfter: [Double], stretch: [Double],
        active: [Double]
    ) {
        let all = pointCount
        let isThere = expanded == q
        Parallel.forEachChunk(count: parts.count, grain: 1) { index, _ in
            let part = parts[index]
            if !isThere { part.panels.expand(q, into: part.wall.displacement) }
            let states = all > 0 ? active.count / all : 0
            part.wall.begin(
                calciumBefore: Array(calciumBefore[part.points]),
                calciumAfter: Array(calciumAfter[part.points]),
                stretch: Array(stretch[part.points]),
                active: (0..<states).flatMap { k in
                    active[k * all + part.points.lowerBound..<k * all + part.points.upperBound]
                })
        }
        expanded = q
        contracted = nil
    }

    /// Says that the next calls for parts are for coordinates q, all of them; returns whether contraction is there.
    func move(to q: [Double]) -> Bool {
        defer { (expanded, contracted) = (q, q) }
        return contracted == q
    }

    /// The forces of one part at coordinates q, with the contraction advanced to there.
    package func forces(part index: Int, _ q: [Double], dt: Double) -> Forces {
        let part = parts[index]
        part.panels.expand(q, into: part.wall.displacement)
        part.wall.contract(dt: dt)
        let smallestJ = part.wall.evaluate(dt: dt, wantsStiffness: false)
        var force = [Double](repeating: 0, count: modes)
        part.panels.addWork(of: part.wall.force, to: &force)
        return Forces(force: force, smallestJ: smallestJ)
    }

    /// The stiffness of one part at coordinates q, as ``ModePanels/stiffness(_:)``.
    ///
    /// - `isThere`: the forces there were the last ones that were asked for.
    func stiffness(part index: Int, _ q: [Double], dt: Double, isThere: Bool) -> [Float] {
        let part = parts[index]
        if !isThere {
            part.panels.expand(q, into: part.wall.displacement)
            part.wall.contract(dt: dt)
        }
        _ = part.wall.evaluate(dt: dt, wantsStiffness: true)
        var result: [Float] = []
        part.wall.withStiffness { result = part.panels.stiffness($0) }
        return result
    }

    /// Stretch [1], tension [kPa] and states of contraction at the end of the step, at all points.
    var contraction: (stretch: [Double], tension: [Double], active: [Double]) {
        let found = parts.map(\.wall.contraction)
        let states = found.first.map { $0.active.count / max($0.stretch.count, 1) } ?? 0
        return (
            found.flatMap(\.stretch), found.flatMap(\.tension),
            (0..<states).flatMap { k in
                found.flatMap { part in
                    part.active[k * part.stretch.count..<(k + 1) * part.stretch.count]
                }
            }
        )
    }
}
