import Electrophysiology
import Geometry
import Numerics
import Testing

struct VentricularActivationTests {
    private let flat = FlatVentricles()

    private func vertex(_ x: Double, _ y: Double, _ z: Double) -> Int {
        flat.box.vertex(Int(x / 2), Int(y / 2), Int(z / 2))
    }

    private func expectEqual(_ observed: Double, _ expected: Double, _ what: String) {
        #expect(
            abs(observed - expected) < 1e-9, "\(what): \(observed) ms, expected \(expected) ms")
    }

    @Test func terminalsStartTheMuscleAfterTheJunctionDelay() throws {
        let map = try flat.activation().map(ActivationProtocols.normal)
        // 12 mm of Purkinje fibre at 3 mm/ms to both left terminals, 10 mm to the right one.
        expectEqual(map.times[vertex(24, 2, 0)], 4 + 3.4, "left apical terminal")
        expectEqual(map.times[vertex(30, 8, 0)], 4 + 3.4, "left lateral terminal")
        expectEqual(map.times[vertex(4, 8, 0)], 10.0 / 3 + 3.4, "right terminal")
        expectEqual(map.onset, 10.0 / 3 + 3.4, "onset")
        #expect(map.treeTimes[.left]?[1] == 2)
        #expect(map.timesFromOnset.min() == 0)
    }

    @Test func theEndocardiumConductsFasterThanTheMuscle() throws {
        let activation = try flat.activation()
        let start = ActivationProtocol(
            identifier: "point", summary: "", pacing: [PacingStimulus(.vertex(vertex(0, 0, 0)))])
        let map = try activation.map(start)
        // Along the edge of the surface, where the scheme is exact: 1 mm/ms on the right and the left
        // endocardium alike, slower than that nowhere.
        expectEqual(map.times[vertex(32, 0, 0)], 32, "far end of the endocardium")
        #expect(map.times[vertex(32, 0, 8)] > 32 + 8 / 0.67)
        expectEqual(map.total, map.times.max() ?? 0, "total")
        #expect(map.latestVertex.map { map.times[$0] } == map.times.max())
    }

    @Test func aBlockedBranchIsActivatedThroughTheSeptum() throws {
        let activation = try flat.activation()
        let normal = try activation.map(ActivationProtocols.normal)
        let blocked = try activation.map(ActivationProtocols.leftBundleBranchBlock)
        #expect(blocked.total > normal.total)
        #expect(blocked.leftVentricularTotal > normal.leftVentricularTotal)
        let left = vertex(30, 8, 0)
        // 26 mm of endocardium from the right terminal; the tree does not conduct.
        expectEqual(blocked.times[left], 10.0 / 3 + 3.4 + 26, "left lateral wall")
        #expect(blocked.treeTimes[.left]?.allSatisfy { $0 == .infinity } == true)
    }

    @Test func retrogradeEntryLeadsThroughTheTreeAndBack() throws {
        let activation = try flat.activation(
            nil, try ActivationParameters(["purkinjeVelocity": 6, "endocardialVelocity": 0.4]))
        var pacing = ActivationProtocol(
            identifier: "pace", summary: "", pacing: [PacingStimulus(.vertex(vertex(30, 8, 0)))])
        let oneWay = try activation.map(pacing)
        pacing.retrogradeEntry = true
        let both = try activation.map(pacing)
        // Up 6 mm and down 6 mm of fibre between the two junctions.
        expectEqual(both.times[vertex(24, 2, 0)], 3.4 + 12.0 / 6 + 3.4, "other left terminal")
        expectEqual(both.treeTimes[.left]?[0] ?? .nan, 3.4 + 12.0 / 6, "left root")
        #expect(oneWay.times[vertex(24, 2, 0)] > 12)
        #expect(oneWay.treeTimes[.left]?[0] == .infinity)
        #expect(zip(both.times, oneWay.times).allSatisfy { $0 <= $1 + 1e-9 })
    }

    @Test func breakthroughsStandInForTrees() throws {
        let conduction = ConductionSystem(
            left: .breakthroughs([
                BreakthroughSite(point: Vec3(24, 2, 0), delay: 7.4),
                BreakthroughSite(point: Vec3(30, 8, 0), delay: 7.4),
            ]), right: .breakthroughs([BreakthroughSite(point: Vec3(4, 8, 0), delay: 10 / 3 + 3.4)])
        )
        let sites = try flat.activation(conduction).map(ActivationProtocols.normal)
        let trees = try flat.activation().map(ActivationProtocols.normal)
        let difference = zip(sites.times, trees.times).map { abs($0 - $1) }.max() ?? .infinity
        #expect(difference < 1e-9, "differs by \(difference) ms, expected below 1e-9 ms")
        #expect(sites.treeTimes.isEmpty)
        let delayed = try flat.activation(conduction).map(ActivationProtocols.leftBundleAreaPacing)
        #expect(delayed.times[vertex(4, 8, 0)] > sites.times[vertex(4, 8, 0)])
    }

    @Test func sitesOfUnknownSideGoToTheNearerEndocardium() {
        let left = BreakthroughSite(point: Vec3(24, 2, 0.5), delay: 1)
        let right = BreakthroughSite(point: Vec3(4, 8, 0.5), delay: 2)
        let both = ConductionSystem(breakthroughs: [right, left], on: flat.anatomy)
        #expect(both.branches == [.left: .breakthroughs([left]), .right: .breakthroughs([right])])
        let one = ConductionSystem(breakthroughs: [left], on: flat.anatomy)
        #expect(one.branches == [.left: .breakthroughs([left])])
    }

    @Test func slowerRegionsAreSlowerThereOnly() throws {
        let conduction = ConductionSystem(left: nil, right: nil)
        let start = ActivationProtocol(
            identifier: "top", summary: "", pacing: [PacingStimulus(.vertex(vertex(0, 8, 8)))])
        let same = try flat.activation(conduction).map(start)
        let slow = try flat.activation(
            conduction, try ActivationParameters(["leftVentricleScale": 0.5])
        ).map(start)
        #expect(slow.times[vertex(8, 8, 8)] == same.times[vertex(8, 8, 8)])
        #expect(slow.times[vertex(32, 8, 8)] > same.times[vertex(32, 8, 8)] + 1)
    }

    @Test func sitesAreFoundByTheirVentricularCoordinates() throws {
        let apex = try VentricularSite.rightApex.vertex(on: flat.anatomy)
        #expect(flat.anatomy.mesh.points[apex].y == 0)
        #expect(flat.anatomy.mesh.points[apex].x <= 16)
        let lateral = try VentricularSite.leftLateral.vertex(on: flat.anatomy)
        // Opposite the septum's centre, x = 32, at apicobasal 0.7 (12/16 is nearer than 10/16).
        #expect(lateral == vertex(32, 12, 8))
    }

    @Test func theSameProtocolGivesTheSameBits() throws {
        let a = try flat.activation().map(ActivationProtocols.biventricularPacing)
        let b = try flat.activation().map(ActivationProtocols.biventricularPacing)
        #expect(a.times.map(\.bitPattern) == b.times.map(\.bitPattern))
    }

    /// Half the speed everywhere, on the fast surface as well, takes twice the time to the bit.
    @Test func slowTissueTakesItsTime() throws {
        let flat = FlatVentricles()
        let plan = ActivationProtocol(
            identifier: "corner", summary: "A corner", pacing: [PacingStimulus(.vertex(0))])
        func times(_ slowing: [Double]?) throws -> [Double] {
            try VentricularActivation(
                anatomy: flat.anatomy, frames: flat.frames, conduction: FlatVentricles.conduction(),
                slowing: slowing
            ).map(plan).times
        }
        let normal = try times(nil)
        let tets = flat.anatomy.mesh.tets.count
        #expect(try times([Double](repeating: 1, count: tets)) == normal)
        let slow = try times([Double](repeating: 0.5, count: tets))
        for (before, after) in zip(normal, slow) {
            #expect(abs(after - 2 * before) < 1e-9 * max(before, 1), "\(before), then \(after)")
        }
        // A slow left wall delays the places in it, and none before it.
        let left = try times(
            flat.anatomy.regions.map { $0 == .leftVentricle ? 0.25 : 1 })
        let inside = flat.anatomy.mesh.points.indices.filter {
            flat.anatomy.mesh.points[$0].x > 24
        }
        #expect(inside.allSatisfy { left[$0] > normal[$0] + 5 })
        #expect(zip(normal, left).allSatisfy { $1 >= $0 - 1e-9 })
        #expect(throws: ElectrophysiologyError.self) { _ = try times([1, 1]) }
    }
}
