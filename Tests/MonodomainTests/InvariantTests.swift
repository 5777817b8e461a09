import Fibres
import Geometry
import Ionics
import Numerics
import Testing
import Verification

import Monodomain

@Suite struct InvariantTests {
    private func bumpy(_ blend: MassBlend) throws -> MonodomainSolver {
        let slab = SlabMesh(size: Vec3(2, 1, 1), cells: SIMD3(10, 5, 5))
        let turned = FibreFrame(
            fibre: Vec3(0.6, 0.8, 0), sheet: Vec3(-0.8, 0.6, 0))
        let tissue = try Tissue(
            try slab.mesh(), frames: [turned],
            regions: [
                TissueProperties(
                    longitudinal: 0.2, transverse: 0.02, surfaceToVolume: 140, capacitance: 0.01),
                TissueProperties(
                    longitudinal: 0.05, transverse: 0.04, surfaceToVolume: 100, capacitance: 0.01),
            ], regionOfTet: (0..<1500).map { $0 < 700 ? 0 : 1 })
        return try TissueOrders.solver(
            try TissueMatrices(tissue, mass: blend), PassiveMembrane.self, timeStep: 0.05,
            from: { $0.x > 0.7 && $0.y < 0.5 ? 100 : -20 })
    }

    @Test(arguments: [MassBlend.consistent, .lumped, .weight(0.3), .directional])
    func diffusionKeepsTheCharge(_ blend: MassBlend) throws {
        let run = try bumpy(blend)
        let before = run.matrices.charge(run.voltage)
        try run.advance(to: 5)
        let after = run.matrices.charge(run.voltage)
        #expect(abs(after - before) < 1e-9 * abs(before), "\(before) nC became \(after) nC")
    }

    @Test func whatStepsLeaveOverDoesNotAddUp() throws {
        let slab = SlabMesh(size: Vec3(4, 1, 1), spacing: 0.2, cut: .five)
        let tissue = try Tissue(
            try slab.mesh(), frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
            regions: [.niederer2011])
        let matrices = try TissueMatrices(tissue, mass: .directional)
        func run(_ tolerance: Double) throws -> [Double] {
            let run = try TissueOrders.solver(
                matrices, PassiveMembrane.self, timeStep: 0.05, tolerance: tolerance,
                from: { $0.x < 1 ? 100 : 0 })
            let before = matrices.charge(run.voltage)
            try run.advance(to: 50)
            // One step's residual at most: the tolerance on every node.
            let all = matrices.capacitance.reduce(0, +)
            #expect(abs(matrices.charge(run.voltage) - before) <= 2 * tolerance * all)
            return run.voltage
        }
        // A thousand steps whose changes are below the tolerance at the end.
        let (coarse, fine) = (try run(0.05), try run(1e-9))
        for (a, b) in zip(coarse, fine) { #expect(abs(a - b) < 0.2, "\(a) mV, exact \(b)") }
    }

    @Test func theOrderOfTheNodesDoesNotMatter() throws {
        // In the mesh's order tiles of the matrix are held by diagonals, in any other by rows.
        let mesh = try SlabMesh(size: Vec3(3, 1, 1), spacing: 0.25, cut: .five).mesh()
        let count = mesh.points.count
        // By squares modulo a prime: a linear rule would keep the distances between neighbours.
        let prime = 1009
        #expect(2 * count < prime)
        let order = (0..<count).sorted { $0 * $0 % prime < $1 * $1 % prime }
        var place = [Int](repeating: 0, count: count)
        for (new, old) in order.enumerated() { place[old] = new }
        var points = mesh.points
        for (old, new) in place.enumerated() { points[new] = mesh.points[old] }
        let shuffled = TetMesh(
            points: points,
            tets: mesh.tets.map { t in
                SIMD4(
                    Int32(place[Int(t.x)]), Int32(place[Int(t.y)]), Int32(place[Int(t.z)]),
                    Int32(place[Int(t.w)]))
            })
        func voltage(_ mesh: TetMesh) throws -> [Double] {
            let tissue = try Tissue(
                mesh, frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
                regions: [.niederer2011])
            let run = try TissueOrders.solver(
                try TissueMatrices(tissue, mass: .directional), PassiveMembrane.self,
                timeStep: 0.05, tolerance: 1e-9, from: { $0.x < 1 && $0.y < 0.6 ? 100 : 0 })
            try run.advance(to: 1)
            return run.voltage
        }
        let (ordered, other) = (try voltage(mesh), try voltage(shuffled))
        for old in 0..<count { #expect(abs(ordered[old] - other[place[old]]) < 1e-7) }
    }

    @Test(arguments: [MassBlend.consistent, .lumped, .weight(0.3), .directional])
    func diffusionNeverGainsEnergy(_ blend: MassBlend) throws {
        let run = try bumpy(blend)
        let matrices = run.matrices
        func energy(_ v: [Double]) -> Double {
            var product = v
            CSRMatrix(
                rowStart: matrices.stiffness.rowStart, column: matrices.stiffness.column,
                value: matrices.mass
            ).multiply(v, into: &product)
            return zip(v, product).reduce(0) { $0 + $1.0 * $1.1 }
        }
        var last = energy(run.voltage)
        #expect(last > 0)
        for _ in 0..<40 {
            try run.step()
            let now = energy(run.voltage)
            #expect(now <= last, "energy rose from \(last) to \(now) at \(run.time) ms")
            last = now
        }
    }

    @Test func rowsOfTheMatricesSumToCapacitanceAndZero() throws {
        let slab = SlabMesh(size: Vec3(1, 1, 1), cells: SIMD3(3, 3, 3), cut: .fiveTurned)
        let tissue = try Tissue(
            try slab.mesh(), frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
            regions: [.niederer2011])
        for blend in [MassBlend.consistent, .lumped, .weight(0.7), .directional] {
            let matrices = try TissueMatrices(tissue, mass: blend)
            let ones = [Double](repeating: 1, count: matrices.count)
            let flux = matrices.stiffness.applied(to: ones)
            #expect(flux.allSatisfy { abs($0) < 1e-14 })
            let pattern = matrices.stiffness
            let sums = CSRMatrix(
                rowStart: pattern.rowStart, column: pattern.column, value: matrices.mass
            ).applied(to: ones)
            for (sum, capacitance) in zip(sums, matrices.capacitance) {
                #expect(abs(sum - capacitance) < 1e-14)
            }
            #expect(abs(matrices.volume.reduce(0, +) - 1) < 1e-13)
        }
    }

    @Test func aCableIsABlendExactly() throws {
        let cable = Cable(length: 2, elements: 10, conductivity: 0.13, capacitance: 1.4)
        let size = 0.2 / (0.13 / 1.4).squareRoot()
        let directional = try TissueMatrices(cable, mass: .directional)
        let weighted = try TissueMatrices(
            cable, mass: .weight(MassBlend.weight(forRelativeSize: size)))
        #expect(directional.mass == weighted.mass)
    }

    @Test func directionalMassIsPositiveOnCoarseElements() throws {
        // Elements thirty front widths across: the weights are as negative as they become.
        for cut in SlabMesh.Cut.allCases {
            let slab = SlabMesh(size: Vec3(20, 20, 20), cells: SIMD3(4, 4, 4), cut: cut)
            let tissue = try Tissue(
                try slab.mesh(), frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
                regions: [
                    TissueProperties(
                        longitudinal: 0.02, transverse: 0.02, surfaceToVolume: 140,
                        capacitance: 0.01)
                ])
            let matrices = try TissueMatrices(tissue, mass: .directional)
            let least = smallestRatio(matrices)
            #expect(least > 0.015, "\(cut): smallest eigenvalue over lumped mass \(least)")
        }
    }

    /// Smallest eigenvalue of the mass matrix over the lumped one, by power iteration from above.
    private func smallestRatio(_ matrices: TissueMatrices) -> Double {
        let pattern = matrices.stiffness
        let mass = CSRMatrix(
            rowStart: pattern.rowStart, column: pattern.column, value: matrices.mass)
        var x = (0..<matrices.count).map { Double(($0 * 7919) % 101) - 50 }
        var ratio = 0.0
        for _ in 0..<400 {
            let product = mass.applied(to: x)
            // Eigenvalues of the blend lie under 2: 2 − M/L has the smallest on top.
            let next = (0..<x.count).map { 2 * x[$0] - product[$0] / matrices.capacitance[$0] }
            let norm = next.map { $0 * $0 }.reduce(0, +).squareRoot()
            let old = x.map { $0 * $0 }.reduce(0, +).squareRoot()
            ratio = 2 - norm / old
            x = next.map { $0 / norm }
        }
        return ratio
    }
}
