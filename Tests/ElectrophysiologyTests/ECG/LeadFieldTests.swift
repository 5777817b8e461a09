import Electrophysiology
import Fibres
import Foundation
import Geometry
import Numerics
import Testing

@Suite struct LeadFieldTests {
    let block = ECGBlock(half: Vec3(5, 5, 5), edge: 2.5)

    @Test func aUniformGradientIsADipoleFromAfar() throws {
        // Moment p = −D·∇Vm·V = −0.1 · 2 · 1000 along x; φ = p·r/(4π·σ·r³).
        let voltage = block.mesh.points.map { 2 * $0.x - 10 }
        let potentials = try [200.0, 400].map { distance in
            try block.field(leftArm: Vec3(distance, 0, 0)).potentials(of: voltage)[
                0]
        }
        let exact = -0.1 * 2 * 1000 / (4 * Double.pi * 0.2 * 200 * 200)
        let error = potentials[0] / exact - 1
        #expect(abs(error) < 1e-4, "φ \(potentials[0]) mV, expected \(exact), relative \(error)")
        let order = log2(potentials[0] / potentials[1])
        #expect(abs(order - 2) < 1e-3, "decays with r^−\(order), expected 2")
    }

    @Test func acrossTheDipoleThePotentialVanishes() throws {
        let voltage = block.mesh.points.map { 2 * $0.x }
        let side = try block.field(leftArm: Vec3(0, 0, 100)).potentials(of: voltage)
        let ahead = try block.field(leftArm: Vec3(100, 0, 0)).potentials(
            of: voltage)
        // The Kuhn mesh is not symmetric: zero to the square of edge over distance.
        #expect(abs(side[0]) < 3e-4 * abs(ahead[0]))
    }

    @Test func aUniformVoltageHasNoPotential() throws {
        let voltage = [Double](repeating: 37, count: block.mesh.points.count)
        let leads = try block.field(leftArm: Vec3(30, 10, 5)).potentials(
            of: voltage)
        #expect(leads.max() < 1e-12 && leads.min() > -1e-12, "\(leads)")
    }

    @Test func everyAxisCountsWithItsConductivity() throws {
        let voltage = block.mesh.points.map { $0.x }
        let conductivities = ECGConductivities(fibre: 0.2, sheet: 0.05, normal: 0.02, torso: 0.2)
        func potential(fibre: Vec3, sheet: Vec3) throws -> Double {
            try block.field(
                leftArm: Vec3(90, 0, 0), fibre: fibre, sheet: sheet, conductivities: conductivities
            ).potentials(of: voltage)[0]
        }
        let along = try potential(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
        let sheet = try potential(fibre: Vec3(0, 0, 1), sheet: Vec3(1, 0, 0))
        let normal = try potential(fibre: Vec3(0, 0, 1), sheet: Vec3(0, 1, 0))
        #expect(abs(along / sheet - 4) < 1e-5, "ratio \(along / sheet), expected 4")
        #expect(abs(along / normal - 10) < 1e-5, "ratio \(along / normal), expected 10")
    }

    @Test func theFieldConvergesWithTheSquareOfTheEdgeNearby() throws {
        // Voltage quadratic in x, electrode near: error of the mesh, not of the quadrature.
        let errors = try [5.0, 2.5, 1.25, 0.625].map { edge in
            let block = ECGBlock(half: Vec3(5, 5, 5), edge: edge)
            return try block.field(leftArm: Vec3(20, 3, 1)).potentials(
                of: block.mesh.points.map { $0.x * $0.x + $0.y * $0.x })[0]
        }
        let order = log2((errors[0] - errors[1]) / (errors[1] - errors[2]))
        #expect(abs(order - 2) < 0.1, "order \(order), expected 2; values \(errors)")
    }

    @Test func electrodesInTheWallAreRefused() {
        #expect(throws: ElectrophysiologyError.self) {
            try block.field(leftArm: Vec3(6, 0, 0))
        }
    }

    @Test func wrongCountsAreNamed() throws {
        #expect(
            throws: ElectrophysiologyError.countMismatch(
                what: "fibre frames", count: 0, expected: block.mesh.tets.count)
        ) {
            try LeadField(
                block.mesh, frames: [], electrodes: ECGElectrodes { _ in Vec3(0, 0, 99) },
                conductivities: ECGBlock.isotropic)
        }
        let field = try block.field(leftArm: Vec3(50, 0, 0))
        #expect(throws: ElectrophysiologyError.self) {
            try field.potentials(of: [1, 2, 3])
        }
    }

    @Test func conductivitiesComeFromTheirCards() throws {
        let velocities = ConductionVelocities(fibre: 0.6, sheet: 0.3, normal: 0.2)
        let changed = try ECGConductivities(["torsoConductivity": 0.25], velocities: velocities)
        #expect(changed.torso == 0.25)
        #expect(changed.fibre == 0.17)
        #expect(throws: ElectrophysiologyError.self) {
            try ECGConductivities(["torso": 1], velocities: velocities)
        }
        #expect(throws: ElectrophysiologyError.self) {
            try ECGConductivities(["torsoConductivity": 0], velocities: velocities)
        }
    }

    @Test func conductivitiesAgreeWithTheVelocities() throws {
        let velocities = ConductionVelocities(fibre: 0.6, sheet: 0.3, normal: 0.2)
        let found = try ECGConductivities(velocities: velocities)
        #expect(abs(found.sheet / found.fibre - 0.25) < 1e-12)
        #expect(abs(found.normal / found.fibre - 1.0 / 9) < 1e-12)
    }
}
