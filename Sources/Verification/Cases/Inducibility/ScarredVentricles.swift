import Fibres
import Geometry
import Glibc
import HeartModel
import Ionics
import MembraneModels
import Monodomain
import Numerics
import Quantities

/// Two ideal ventricles with a scar through the lateral wall of the left one, and a channel through it.
///
/// Half of an adult's size, elements of 1 mm; action potentials of about 110 ms and fronts of 0.4 m/s, so that a
/// circuit around the scar fits. The scar reaches from the base over 24 mm of the wall's height and 80 degrees
/// around the axis; the channel crosses it at half of that height, conducts at half of the velocity, and its
/// action potentials are half as long again. The channel may be ablated in its middle, through the whole wall.
/// All these numbers are chosen here.
struct ScarredVentricles {
    let tissue: ZonedTissue
    let matrices: TissueMatrices
    let membrane: MembraneAssignment
    /// Middles of the seventeen segments on the left endocardium [mm].
    let sites: [ProgrammedStimulation.Site]

    private static let scale = 0.5
    private static let spacing = 1.0
    /// Heights between which the wall of the left ventricle is scar [mm], and the channel through it.
    private static let scar = -14.0...11.0
    private static let channel = -4.0...0.0
    /// Half of the scar's angle around the axis, opposite the septum [degrees].
    private static let halfAngle = 40.0

    init(ablated: Bool) throws {
        let adult = IdealBiventricle.adult
        let (scale, left) = (Self.scale, adult.left)
        let ventricle = TruncatedEllipsoid(
            innerShort: scale * left.innerShort, innerLong: scale * left.innerLong,
            outerShort: scale * left.outerShort, outerLong: scale * left.outerLong,
            baseHeight: scale * left.baseHeight)
        let heart = IdealBiventricle(
            left: ventricle, rightCentre: adult.rightCentre, rightReach: scale * adult.rightReach,
            rightWidth: scale * adult.rightWidth, rightThickness: scale * adult.rightThickness,
            rightApex: scale * adult.rightApex)
        let anatomy = try heart.anatomy(elementSize: Self.spacing, leftLayers: 5, rightLayers: 2)
        let zones: [UInt16] = zip(anatomy.mesh.tets, anatomy.regions).map { tet, region in
            region == .rightVentricle ? 0 : Self.zone(Self.centroid(anatomy.mesh, tet))
        }
        tissue = try ZonedTissue(
            anatomy.mesh, frames: RuleBasedFibres.frames(on: anatomy),
            zones: [
                .healthy, .scar,
                TissueZone(
                    "channel", conductivityScales: (0.25, 0.25, 0.25),
                    remodelling: ["tauClose": 1.5]),
            ], zoneOfTet: zones, ablations: ablated ? [Self.lesion(ventricle)] : [])
        matrices = try TissueMatrices(
            tissue.tissue(
                TissueProperties(
                    longitudinal: 0.4, transverse: 0.4, surfaceToVolume: 100, capacitance: 0.01)),
            mass: .directional)
        guard
            let model = MembraneModels.all.first(where: {
                $0.card.identifier == "mitchell-schaeffer-2003"
            })
        else {
            throw VerificationError.unusableReference(
                path: "the registry of membranes", reason: "no mitchell-schaeffer-2003")
        }
        // Upstroke and fast repolarisation twice as slow as published: a front that elements of 1 mm resolve.
        let short = CellType(
            "short",
            parameters: ["tauIn": 0.6, "tauOut": 12, "tauClose": 70, "tauOpen": 60])
        membrane = try tissue.membrane(Membrane(model), cells: [short])
        sites = AHASegment.allCases.map {
            ProgrammedStimulation.Site($0.name, at: Self.middle($0, ventricle))
        }
    }

    /// Whether a node belongs to the channel.
    func isInChannel(_ node: Int) -> Bool { tissue.zoneOfNode[node] == 2 }

    private static func centroid(_ mesh: TetMesh, _ tet: SIMD4<Int32>) -> Vec3 {
        0.25 * (0..<4).reduce(Vec3.zero) { $0 + mesh.points[Int(tet[$1])] }
    }

    /// 0 healthy, 1 scar, 2 channel. The septum lies towards +x.
    private static func zone(_ place: Vec3) -> UInt16 {
        let angle = atan2(place.y, -place.x) * 180 / .pi
        guard abs(angle) < halfAngle, scar.contains(place.z) else { return 0 }
        return channel.contains(place.z) ? 2 : 1
    }

    /// Three passes across the channel, from the inner face of the wall to the outer one.
    private static func lesion(_ ventricle: TruncatedEllipsoid) -> AblationLine {
        let (low, high) = (channel.lowerBound - 1, channel.upperBound + 1)
        let radii = [0.15, 0.5, 0.85].map { ventricle.short($0) }
        return AblationLine(
            corners: [
                Vec3(-radii[0], 0, low), Vec3(-radii[0], 0, high), Vec3(-radii[1], 0, high),
                Vec3(-radii[1], 0, low), Vec3(-radii[2], 0, low), Vec3(-radii[2], 0, high),
            ], radius: 1.7)
    }

    /// Middle of a segment on the inner face: levels are thirds of the cavity's depth.
    private static func middle(_ segment: AHASegment, _ ventricle: TruncatedEllipsoid) -> Vec3 {
        let depth = ventricle.baseHeight + ventricle.innerLong
        let part =
            switch segment.level {
            case .basal: 1.0 / 6
            case .mid: 0.5
            case .apical: 5.0 / 6
            case .cap: 1.0
            }
        let z = ventricle.baseHeight - part * depth
        guard let degrees = segment.angle else { return Vec3(0, 0, z) }
        let ratio = z / ventricle.innerLong
        let radius = ventricle.innerShort * (1 - ratio * ratio).squareRoot()
        let angle = degrees * .pi / 180
        return Vec3(radius * cos(angle), radius * sin(angle), z)
    }
}
