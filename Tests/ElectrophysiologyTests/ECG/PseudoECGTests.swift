import Electrophysiology
import Fibres
import Foundation
import Geometry
import Numerics
import Testing

@Suite struct PseudoECGTests {
    /// A slab along x in which a plane wave runs at 0.5 mm/ms, 60 mm in 120 ms.
    let slab = ECGBlock(half: Vec3(30, 6, 6), edge: 2)
    var planeWave: [Double] { slab.mesh.points.map { ($0.x + 30) / 0.5 } }

    @Test func aWaveThatComesIsPositiveAndOneThatGoesNegative() throws {
        for (side, sign) in [(60.0, 1.0), (-60.0, -1.0)] {
            let ecg = try beat(slab, planeWave, leftArm: Vec3(side, 0, 0))[.i]
            for sample in 5...115 {
                #expect(sign * ecg[sample] > 0, "\(ecg[sample]) mV at \(sample) ms, \(side) mm")
            }
        }
    }

    @Test func aPassingWaveIsPositiveThenNegative() throws {
        let ecg = try beat(slab, planeWave, leftArm: Vec3(0, 40, 0))[.i]
        let crossing = try #require(
            (1..<200).first { ecg[$0] > 1e-3 && ecg[$0 + 1] <= 1e-3 && $0 > 20 })
        // The front passes the electrode at 60 ms; the upstroke takes 2 ms.
        #expect(abs(Double(crossing) - 61) <= 2, "changes sign at \(crossing) ms, expected 61 ± 2")
    }

    @Test func theQRSComplexLastsAsLongAsTheActivation() throws {
        let ecg = try beat(slab, planeWave, leftArm: Vec3(60, 0, 0))
        let waves = try ECGDelineation(ecg)
        let expected = 120.0 + 2
        #expect(
            abs(waves.qrsDuration - expected) <= 3,
            "QRS \(waves.qrsDuration) ms, expected \(expected) ± 3 (span + upstroke)")
    }

    @Test func theSamplesAreThoseOfAFinelyDividedMesh() throws {
        // The front is averaged over elements exactly: dividing them changes only the mean of the
        // kernel, by the square of edge over distance.
        let coarse = try beat(
            ECGBlock(half: Vec3(30, 6, 6), edge: 6), nil, leftArm: Vec3(200, 10, 0))[.i]
        let fine = try beat(
            ECGBlock(half: Vec3(30, 6, 6), edge: 1.5), nil, leftArm: Vec3(200, 10, 0))[.i]
        let scale = fine.map(abs).max() ?? 0
        let worst = zip(coarse, fine).map { abs($0 - $1) }.max() ?? .infinity
        #expect(worst < 0.01 * scale, "6 mm and 1.5 mm differ by \(worst / scale) of the peak")
    }

    @Test func theQRSComplexConvergesWithTheSquareOfTheEdge() throws {
        let waves = try [5.0, 2.5, 1.25, 0.625].map { edge in
            let block = ECGBlock(half: Vec3(10, 10, 10), edge: edge)
            let arrival = block.mesh.points.map { ($0 - Vec3(-14, -12, -11)).norm / 0.5 }
            return try beat(block, arrival, leftArm: Vec3(40, 10, 0))[.i]
        }
        let differences = (0..<3).map { distance(waves[$0], waves[$0 + 1]) }
        let order = log2(differences[1] / differences[2])
        #expect(abs(order - 2) < 0.15, "order \(order), expected 2; differences \(differences)")
    }

    @Test func frontsWithinElementsAreResolvedWhereNodesAlias() throws {
        // 5 mm elements cross in 10 ms, the upstroke takes 2 ms.
        let block = ECGBlock(half: Vec3(30, 10, 10), edge: 5)
        let arrival = block.mesh.points.map { ($0.x + 30) / 0.5 }
        let field = try block.field(leftArm: Vec3(200, 0, 0))
        let templates = try ECGBlock.templates()
        let resolved = try PseudoECG(block.mesh, leadField: field).beat(
            activation: arrival, template: arrival.map { _ in 0 }, templates: templates)[.i]
        let nodal = try (0..<120).map { time in
            try field.potentials(
                of: arrival.map { templates.voltage(0, at: Double(time) - $0) })[0]
        }
        let smooth = roughness(resolved)
        let rough = roughness(nodal)
        #expect(smooth < 0.05 * rough, "second differences \(smooth) and \(rough) mV")
    }

    @Test func oppositeTemplateGradientsGiveOppositeTWaves() throws {
        let long = try ECGBlock.templates(duration: 320)
        let short = try ECGBlock.templates(duration: 280)
        let templates = try VoltageTemplates(
            cycleLength: 600, sampleStep: 1, voltage: [long.voltage[0], short.voltage[0]])
        let field = try slab.field(leftArm: Vec3(60, 0, 0))
        let wave = slab.mesh.points.map { ($0.x + 30) / 5 }
        let amplitudes = try [false, true].map { reversed in
            let choice = slab.mesh.points.map { UInt8(($0.x > 0) != reversed ? 1 : 0) }
            let ecg = try PseudoECG(slab.mesh, leadField: field).beat(
                activation: wave, template: choice, templates: templates)
            return try ECGDelineation(ecg).tAmplitude(.i)
        }
        // The far end depolarises last and, with the shorter action potential, repolarises first: the T
        // wave is positive where the QRS complex is.
        #expect(amplitudes[0] > 0 && amplitudes[1] < 0, "T waves \(amplitudes) mV")
    }

    @Test func theBeatIsPeriodic() throws {
        let ecg = try beat(slab, planeWave, leftArm: Vec3(60, 0, 0))
        for lead in ECGLead.allCases {
            #expect(abs(ecg[lead][600] - ecg[lead][0]) < 1e-12)
            #expect(ecg[lead].count == 601)
        }
    }

    @Test func theSameInputGivesTheSameBits() throws {
        let first = try beat(slab, planeWave, leftArm: Vec3(60, 0, 0))
        #expect(try beat(slab, planeWave, leftArm: Vec3(60, 0, 0)) == first)
    }

    @Test func badInputIsNamed() throws {
        let field = try slab.field(leftArm: Vec3(60, 0, 0))
        let ecg = PseudoECG(slab.mesh, leadField: field)
        let templates = try ECGBlock.templates()
        let count = planeWave.count
        let zero = [UInt8](repeating: 0, count: count)
        #expect(throws: ElectrophysiologyError.self) {
            try ecg.beat(activation: [1], template: zero, templates: templates)
        }
        #expect(throws: ElectrophysiologyError.self) {
            try ecg.beat(
                activation: planeWave, template: [UInt8](repeating: 3, count: count),
                templates: templates)
        }
        #expect(throws: ElectrophysiologyError.self) {
            try ecg.beat(
                activation: planeWave.map { _ in .nan }, template: zero, templates: templates)
        }
        #expect(throws: ElectrophysiologyError.self) {
            try VoltageTemplates(cycleLength: 600, sampleStep: 1, voltage: [[1, 2]])
        }
    }

    /// Euclidean distance of two records.
    private func distance(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for (x, y) in zip(a, b) { sum += (x - y) * (x - y) }
        return sum.squareRoot()
    }

    /// Largest second difference while the front is well inside the block.
    private func roughness(_ record: [Double]) -> Double {
        var largest = 0.0
        for k in 30..<100 {
            largest = max(largest, abs(record[k + 1] - 2 * record[k] + record[k - 1]))
        }
        return largest
    }

    private func beat(
        _ block: ECGBlock, _ activation: [Double]?, leftArm: Vec3
    ) throws -> Electrocardiogram {
        let arrival = activation ?? block.mesh.points.map { ($0.x + block.half.x) / 0.5 }
        return try PseudoECG(block.mesh, leadField: block.field(leftArm: leftArm)).beat(
            activation: arrival, template: arrival.map { _ in 0 },
            templates: ECGBlock.templates())
    }
}
