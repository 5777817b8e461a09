import Electrophysiology
import Geometry
import Numerics
import Testing

struct ActivationErrorTests {
    private let flat = FlatVentricles()

    @Test func aProtocolNeedsTheBranchesItStarts() throws {
        let rightOnly = ConductionSystem(left: nil, right: .tree(try FlatVentricles.rightTree()))
        let activation = try flat.activation(rightOnly)
        #expect(throws: ElectrophysiologyError.missingBranch(side: "left", known: ["right"])) {
            try activation.map(ActivationProtocols.normal)
        }
        #expect(throws: Never.self) {
            try activation.map(ActivationProtocols.leftBundleBranchBlock)
        }
    }

    @Test func sitesNeedCoordinatesAndTheirSurface() throws {
        var anatomy = flat.anatomy
        anatomy.coordinates = nil
        #expect(
            throws: ElectrophysiologyError.missingCoordinates(purpose: "the site \"rv-apex\"")
        ) { try VentricularSite.rightApex.vertex(on: anatomy) }
        anatomy = flat.anatomy
        anatomy.regions = anatomy.regions.map { $0 == .septum ? .leftVentricle : $0 }
        #expect(
            throws: ElectrophysiologyError.siteNotFound(
                name: "septum", reason: "no tetrahedron is marked as septum")
        ) { try VentricularSite.leftLateral.vertex(on: anatomy) }
        let nowhere = VentricularSite(
            name: "base", surface: .base, regions: [.septum], apicobasal: 1)
        #expect(throws: ElectrophysiologyError.self) { try nowhere.vertex(on: flat.anatomy) }
    }

    @Test func aTreeFarFromTheEndocardiumIsRefused() throws {
        let tree = try PurkinjeTree(
            nodes: [Vec3(18, 8, 0), Vec3(18, 8, -6)], edges: [SIMD2(0, 1)])
        let far = ConductionSystem(left: .tree(tree), right: nil)
        #expect(
            throws: ElectrophysiologyError.sourceOutsideTissue(
                point: Vec3(18, 8, -6), distance: 6, allowed: 5)
        ) { try flat.activation(far) }
    }

    @Test func stimuliOutsideTheMeshAreRefused() throws {
        let activation = try flat.activation()
        // This number is a node of the left tree, not of the muscle.
        let vertex = flat.box.mesh.points.count
        let start = ActivationProtocol(
            identifier: "x", summary: "", pacing: [PacingStimulus(.vertex(vertex))])
        #expect(
            throws: ElectrophysiologyError.vertexOutOfRange(
                what: "pacing stimulus", index: 0, vertex: vertex, vertices: vertex)
        ) { try activation.map(start) }
        let nothing = ActivationProtocol(identifier: "none", summary: "")
        #expect(throws: ElectrophysiologyError.noSources) { try activation.map(nothing) }
    }

    @Test func everyErrorIsOneSentence() {
        let point = Vec3(1, 2, 3)
        let errors: [ElectrophysiologyError] = [
            .velocityNotPositive(name: "fibre velocity", value: 0, place: "in the tissue"),
            .countMismatch(what: "fibre frames", count: 1, expected: 2),
            .vertexOutOfRange(what: "link", index: 0, vertex: 9, vertices: 8),
            .invertedTetrahedron(tet: 3, volume: -1), .frameNotOrthonormal(tet: 4), .noSources,
            .timeNotValid(what: "the delay of link 0", value: -1),
            .sourceOutsideTissue(point: point, distance: 5, allowed: 2),
            .unreachable(vertices: 1, of: 2, first: 0, at: point),
            .disconnectedTree(nodes: 1, of: 2, first: 1),
            .missingBranch(side: "left", known: []), .missingCoordinates(purpose: "a site"),
            .siteNotFound(name: "a", reason: "b"),
            .noRepolarisation(template: 0, share: 0.9),
            .parameterOutOfRange(name: "a", value: 1, allowed: 2...3, unit: "ms"),
            .unknownIdentifier(kind: "protocol", name: "a", known: ["b"]),
        ]
        for error in errors {
            let text = error.description
            #expect(!text.isEmpty && !text.contains("\n") && !text.hasSuffix("."), "\(text)")
        }
    }
}
