import Fibres
import Geometry
import Glibc
package import Ionics
package import Monodomain
package import Numerics

/// Problems of the monodomain model whose solution is known: diffusion in tetrahedra, a front in space, a front in time.
package enum TissueOrders {
    static let all = [
        OrderStudy(
            "tissue, decay of cosines in anisotropic tetrahedra", expected: 2,
            spacings: [1.0 / 8, 1.0 / 12, 1.0 / 16]
        ) { try decay(cells: Int((1 / $0).rounded()), mass: .consistent) },
        OrderStudy(
            "tissue, bistable front by element size", expected: 2, spacings: [0.5, 0.25, 0.125]
        ) { try front(spacing: $0, mass: .consistent) },
        OrderStudy(
            "tissue, bistable front by time step", expected: 2, spacings: [0.1, 0.05, 0.025],
            error: steps),
    ]

    /// A solver whose nodes start from given voltages.
    ///
    /// - Parameter tolerance: of the voltage; far below the errors that are looked at, unless given.
    package static func solver(
        _ matrices: TissueMatrices, _ model: any IonicModel.Type, timeStep: Double,
        tolerance: Double = 1e-11, from voltage: (Vec3) -> Double
    ) throws -> MonodomainSolver {
        try MonodomainSolver(
            matrices,
            membrane: MembraneAssignment(
                model, cellTypes: Array(repeating: model.cellTypes[0], count: matrices.count),
                cellTypeOfNode: (0..<matrices.count).map { UInt16($0) },
                initialStates: matrices.points.map { [voltage($0)] }),
            stimuli: [],
            settings: MonodomainSettings(
                timeStep: timeStep, voltageTolerance: tolerance, activationThreshold: 0.5))
    }

    /// Cosines decay with known rates between insulated faces: relative L2 error in a cube of 1 mm after 1 ms.
    ///
    /// - Parameter speed: conductivities are so much larger and times so much shorter.
    package static func decay(
        cells: Int, mass: MassBlend, cut: SlabMesh.Cut = .five, speed: Double = 1
    ) throws -> Double {
        let tissue = TissueProperties(
            longitudinal: 0.2 * speed, transverse: 0.1 * speed, normal: 0.05 * speed,
            surfaceToVolume: 140, capacitance: 0.01)
        let slab = SlabMesh(size: Vec3(1, 1, 1), cells: SIMD3(cells, cells, cells), cut: cut)
        let frame = FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
        let matrices = try TissueMatrices(
            Tissue(try slab.mesh(), frames: [frame], regions: [tissue]), mass: mass)
        func mode(_ p: Vec3) -> Double { cos(.pi * p.x) * cos(.pi * p.y) * cos(.pi * p.z) }
        // Short steps: their error must not show beside that of the mesh.
        let run = try solver(matrices, PassiveMembrane.self, timeStep: 0.01 / speed, from: mode)
        try run.advance(to: 1 / speed)
        let sum = tissue.longitudinal + tissue.transverse + tissue.normal
        let left = exp(-.pi * .pi * sum / tissue.capacitancePerVolume * run.time)
        var (error, norm) = (0.0, 0.0)
        for (node, value) in run.voltage.enumerated() {
            let exact = left * mode(matrices.points[node])
            error += matrices.volume[node] * (value - exact) * (value - exact)
            norm += matrices.volume[node] * exact * exact
        }
        return (error / norm).squareRoot()
    }

    /// A bistable front that has crossed a cable of 30 mm for 2 ms, against its exact solution: L2 error.
    package static func front(spacing: Double, mass: MassBlend) throws -> Double {
        let diffusion = 2.5
        let cable = Cable(
            length: 30, elements: Int((30 / spacing).rounded()), conductivity: diffusion,
            capacitance: 1)
        let matrices = try TissueMatrices(cable, mass: mass)
        let width = (2 * diffusion / BistableMembrane.rate).squareRoot()
        let velocity =
            (diffusion * BistableMembrane.rate / 2).squareRoot()
            * (1 - 2 * BistableMembrane.threshold)
        func exact(_ x: Double, _ t: Double) -> Double {
            1 / (1 + exp((x - 12 - velocity * t) / width))
        }
        let run = try solver(matrices, BistableMembrane.self, timeStep: 0.002) { exact($0.x, 0) }
        try run.advance(to: 2)
        let squares = run.voltage.enumerated().reduce(0.0) { sum, node in
            let error = node.element - exact(matrices.points[node.offset].x, run.time)
            return sum + matrices.volume[node.offset] * error * error
        }
        return squares.squareRoot()
    }

    /// The same mesh with a hundredth of the longest step is the exact solution: largest error.
    private static func steps(step: Double) throws -> Double {
        func voltage(_ step: Double) throws -> [Double] {
            let cable = Cable(length: 10, elements: 40, conductivity: 0.25, capacitance: 1)
            let run = try solver(
                try TissueMatrices(cable, mass: .consistent), BistableMembrane.self,
                timeStep: step
            ) { 1 / (1 + exp(4 * ($0.x - 4))) }
            try run.advance(to: 0.8)
            return run.voltage
        }
        return zip(try voltage(step), try voltage(0.001)).map { abs($0 - $1) }.max() ?? .nan
    }
}
