import Fibres
import FiniteElements
import Geometry
import Numerics

/// Some elements of a wall, each with nodes of its own and with a weight: their forces, their stiffness and
/// the contraction at their points.
///
/// The same kernels as for the whole wall; element e of the sample has the nodes 10 e … 10 e + 9. Supports,
/// cavities and valve planes are left out. With weights w the forces are those of the energy Σ w_e Ψ_e.
package final class SampledWall {
    /// The elements in the wall.
    package let elements: [Int]
    /// Quadrature points of all elements.
    package let pointCount: Int
    /// Quadrature points of an element.
    package let pointsPerElement: Int
    /// Scalar unknowns: thirty for each element.
    package var unknownCount: Int { 30 * elements.count }
    /// Numbers of one element's matrix in ``withStiffness(_:)``: 55 blocks of nine.
    package static let stiffnessCount = 9 * ElementBatches.pairCount

    private let system: WallSystem
    private let viscosity: Double
    private let direction: ActiveStress

    /// Samples a wall.
    ///
    /// - `weights`: one for each element, not negative.
    package init(_ model: MechanicsModel, elements: [Int], weights: [Double]) throws {
        precondition(elements.count == weights.count)
        let perTet = model.quadrature.count
        func points<Value>(_ values: [Value]) -> [Value] {
            values.isEmpty ? [] : elements.flatMap { values[perTet * $0..<perTet * ($0 + 1)] }
        }
        let mesh = QuadraticTetMesh(
            points: elements.flatMap { element in
                model.mesh.tets[10 * element..<10 * element + 10].map { model.mesh.points[Int($0)] }
            },
            tets: (0..<Int32(10 * elements.count)).map { $0 },
            regions: elements.map { model.mesh.regions[$0] }, triangles: [], triangleTags: [])
        let sample = try MechanicsModel(
            mesh: mesh, frames: points(model.frames), material: model.material,
            incompressibility: model.incompressibility, viscosity: model.viscosity,
            activeTension: model.activeTension, activeStress: model.activeStress, cavities: [],
            passiveScale: points(model.passiveScale), activeScale: points(model.activeScale),
            quadrature: model.quadrature, prestress: points(model.prestress))
        system = try WallSystem(sample)
        system.scaleVolumes(by: weights)
        self.elements = elements
        pointCount = sample.pointCount
        pointsPerElement = perTet
        viscosity = model.viscosity
        direction = model.activeStress
    }

    /// Displacement of the iterate [mm]; written by the caller.
    package var displacement: UnsafeMutablePointer<Double> { system.displacement.base }
    /// Forces of the last evaluation [mN].
    package var force: UnsafePointer<Double> { UnsafePointer(system.force.base) }

    /// Takes the start of a step: its displacement [mm] from ``displacement``, the stretch and state of the
    /// contraction at its points, and calcium at its start and its end.
    package func begin(
        calciumBefore: [Double], calciumAfter: [Double], stretch: [Double], active: [Double]
    ) {
        system.active.calciumBefore.assign(calciumBefore)
        system.active.calciumAfter.assign(calciumAfter)
        system.active.stretchBefore.assign(stretch)
        system.active.stateBefore.assign(active)
        keepStrain()
    }

    /// Takes ``displacement`` as that of the start of a step, for the viscous stress.
    package func keepStrain() {
        system.displacementBefore.assign(system.displacement)
        system.storeStrainBefore()
    }

    /// Advances the contraction to the stretch of ``displacement``.
    package func contract(dt: Double) {
        system.updateStretch(into: system.active.stretchAfter, along: direction)
        system.active.advance(dt: dt)
    }

    /// Takes a tension [kPa] with the regional factors, as states hold it.
    package func prescribe(tension: [Double]) { system.active.prescribe(tension) }

    /// Evaluates forces, and stiffness where wanted; returns the smallest det F.
    package func evaluate(dt: Double, wantsStiffness: Bool) -> Double {
        system.evaluate(
            pressures: [], surfacePressures: [], dt: dt, viscosityRate: viscosity / dt,
            wantsStiffness: wantsStiffness
        ).smallestJ
    }

    /// The element matrices of the last evaluation that wanted them: for each element the pairs of nodes
    /// a ≥ b, row by row, each a row-major block [mN/mm].
    package func withStiffness(_ body: (UnsafePointer<Double>) -> Void) {
        system.matrix.values.withUnsafeBufferPointer { values in
            if let base = values.baseAddress { body(base) }
        }
    }

    /// Stretch [1], tension [kPa] and states of contraction at the end of the step.
    package var contraction: (stretch: [Double], tension: [Double], active: [Double]) {
        (
            system.active.stretchAfter.array, system.active.tension.array,
            system.active.stateAfter.array
        )
    }
}
