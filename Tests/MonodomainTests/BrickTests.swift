import Fibres
import Foundation
import Geometry
import Monodomain
import Numerics
import TestSupport
import Testing

/// Slabs on trilinear bricks.
@Suite struct BrickTests {
    private static let blends = [MassBlend.consistent, .lumped, .weight(0.4), .directional]
    private let slab = SlabMesh(size: Vec3(3, 2, 1.5), cells: SIMD3(4, 3, 2))
    /// Not along the edges.
    private let conductivity = TissueProperties.niederer2011.conductivity(
        FibreFrame(
            fibre: Vec3(2, 1, 2) / 3, sheet: Vec3(-2, 2, 1) / 3))

    private func product(_ matrices: TissueMatrices, _ values: [Double], _ x: [Double]) -> [Double]
    {
        CSRMatrix(
            rowStart: matrices.stiffness.rowStart, column: matrices.stiffness.column,
            value: values
        ).applied(to: x)
    }

    private func energy(_ matrices: TissueMatrices, _ values: [Double], _ x: [Double]) -> Double {
        zip(x, product(matrices, values, x)).reduce(0) { $0 + $1.0 * $1.1 }
    }

    @Test(arguments: blends) func linearFieldsAndChargesAreExact(_ blend: MassBlend) throws {
        let matrices = try TissueMatrices(
            slab, conductivity: conductivity, capacitance: 1.4, mass: blend)
        #expect(matrices.points == (try slab.mesh()).points)
        let g = Vec3(0.3, -1.1, 0.7)
        let field = matrices.points.map { g.dot($0) + 5 }
        let exact = g.dot(conductivity * g) * 9
        let found = energy(matrices, matrices.stiffness.value, field)
        #expect(abs(found / exact - 1) < 1e-12)
        let ones = [Double](repeating: 1, count: matrices.count)
        #expect(
            product(matrices, matrices.stiffness.value, ones).allSatisfy { abs($0) < 1e-12 })
        // The rows of the mass add up to the capacitance of their nodes.
        for (sum, capacitance) in zip(product(matrices, matrices.mass, ones), matrices.capacitance)
        {
            #expect(abs(sum - capacitance) < 1e-12)
        }
        #expect(abs(matrices.capacitance.reduce(0, +) - 1.4 * 9) < 1e-12)
    }

    @Test(arguments: [MassBlend.consistent, .lumped, .weight(0.4), .directional])
    func aFieldAlongOneEdgeIsThatOfACable(_ blend: MassBlend) throws {
        // 0.25 mm along the fibre: the weight is positive, and the same for bricks and cables.
        let slab = SlabMesh(size: Vec3(2, 0.6, 0.4), cells: SIMD3(8, 2, 2))
        let tissue = TissueProperties.niederer2011
        let matrices = try TissueMatrices(
            slab,
            conductivity: tissue.conductivity(
                FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))),
            capacitance: tissue.capacitancePerVolume, mass: blend)
        let cable = try TissueMatrices(
            Cable(
                length: 2, elements: 8, conductivity: tissue.longitudinal,
                capacitance: tissue.capacitancePerVolume), mass: blend)
        func field(_ p: Vec3) -> Double { (p.x * p.x) - 3 * p.x }
        let (brick, fibre) = (matrices.points.map(field), cable.points.map(field))
        let section = 0.6 * 0.4
        for (found, wanted) in [
            (
                energy(matrices, matrices.stiffness.value, brick),
                energy(cable, cable.stiffness.value, fibre)
            ), (energy(matrices, matrices.mass, brick), energy(cable, cable.mass, fibre)),
        ] { #expect(abs(found / (section * wanted) - 1) < 1e-12) }
    }

    @Test(arguments: [MassBlend.consistent, .lumped, .weight(0.4)])
    func ratesOfDecayAreOfSecondOrder(_ blend: MassBlend) throws {
        let sigma = TissueProperties.niederer2011.conductivity(
            FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0)))
        // v = cos πx cos πy cos πz on the unit cube decays with π²·(σx + σy + σz)/C.
        let exact = .pi * .pi * (sigma.column0.x + sigma.column1.y + sigma.column2.z)
        let cells = [8, 12, 16]
        let errors = try cells.map { count -> Double in
            let matrices = try TissueMatrices(
                SlabMesh(size: Vec3(1, 1, 1), cells: SIMD3(count, count, count)),
                conductivity: sigma, capacitance: 1, mass: blend)
            let field = matrices.points.map {
                cos(.pi * $0.x) * cos(.pi * $0.y) * cos(.pi * $0.z)
            }
            return abs(
                energy(matrices, matrices.stiffness.value, field)
                    / energy(matrices, matrices.mass, field) - exact)
        }
        let order = observedOrder(spacings: cells.map { 1 / Double($0) }, errors: errors)
        #expect(abs(order - 2) < 0.1, "\(blend): observed order \(order), errors \(errors)")
    }

    @Test func directionalMassIsPositiveOnCoarseBricks() throws {
        let slab = SlabMesh(size: Vec3(20, 20, 20), cells: SIMD3(4, 4, 4))
        for tensor in [conductivity, 0.02 * Mat3.identity] {
            let matrices = try TissueMatrices(
                slab, conductivity: tensor, capacitance: 1.4, mass: .directional)
            // The most jagged fields, and some without order.
            for seed in 0..<40 {
                let field = matrices.points.indices.map { node -> Double in
                    let (i, j, k) = (node % 5, node / 5 % 5, node / 25)
                    switch seed {
                    case 0: return (i + j + k) % 2 == 0 ? 1 : -1
                    case 1: return (i + j) % 2 == 0 ? 1 : -1
                    case 2: return (j + k) % 2 == 0 ? 1 : -1
                    case 3: return i % 2 == 0 ? 1 : -1
                    default: return Double((node * 7919 + seed * 104_729) % 101) - 50
                    }
                }
                let lumped = zip(matrices.capacitance, field).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
                #expect(energy(matrices, matrices.mass, field) > 0.0099 * lumped)
            }
        }
    }

    @Test func whatIsNoSlabIsRefused() throws {
        for (size, cells, capacitance) in [
            (Vec3(0, 1, 1), SIMD3(1, 1, 1), 1.4), (Vec3(1, 1, 1), SIMD3(1, 0, 1), 1.4),
            (Vec3(1, 1, 1), SIMD3(1, 1, 1), -1),
        ] {
            #expect(throws: MonodomainError.self) {
                _ = try TissueMatrices(
                    SlabMesh(size: size, cells: cells), conductivity: conductivity,
                    capacitance: capacitance, mass: .consistent)
            }
        }
        #expect(throws: MonodomainError.self) {
            _ = try TissueMatrices(
                slab, conductivity: conductivity, capacitance: 1.4, mass: .weight(1.2))
        }
    }
}
