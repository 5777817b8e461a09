import Fibres
import Geometry
import Glibc
import HeartModel
import Ionics
import MembraneModels
import Monodomain
import Numerics
import Quantities

/// Two ideal ventricles with a healed infarct of the lateral wall that a slow channel crosses.
///
/// ```
///            base
///     ┌────────────────┐          the scar seen from outside, 1.6 rad wide,
///     │      scar      │          z from −44 to 8 mm, through the whole wall
///     ╞═══╤════════════╡ 10 mm    channel: slow; its anterior end, the gate:
///     │g a t e         │          long action potentials instead
///     │      scar      │
///     └────────────────┘
///            apex
/// ```
///
/// A premature beat that the muscle around the gate conducts and the gate does not goes around the scar, enters
/// the channel at its inferior end, and leaves it through the gate when the muscle there has recovered:
/// block in one direction, and a circuit whose slow part is long enough. Muscle has the membrane of Fenton and
/// Karma's set mbr, whose action potential lasts 161 ms. Its fast current inactivates in muscle that is held
/// depolarised; Mitchell and Schaeffer's does not, so that the plateau beside a gate would excite it late.
///
/// All places, sizes and factors are assumed. What they stand for: bundles that survive in a scar and conduct slowly as a
/// whole, because activation zigzags through them (de Bakker et al., *Circulation* 88 (1993) 915–926,
/// doi:10.1161/01.cir.88.3.915), a fast current of less than half, and longer action potentials, as in
/// `TissueZone.borderZone`.
struct InfarctedVentricles {
    let anatomy: VentricularAnatomy
    /// Edge length along the wall [mm].
    let elementSize: Double
    /// One site on the endocardium of each segment of the left ventricle, in the order of their numbers.
    let sites: [ProgrammedStimulation.Site]
    private let frames: [FibreFrame]
    private let zoneOfTet: [UInt16]
    private let model: any IonicModel.Type

    /// Conduction is the same in all directions, so that elements of 2.5 mm carry fronts whatever the fibres do;
    /// assumed.
    static let muscle = TissueProperties(
        longitudinal: 0.42, transverse: 0.42, surfaceToVolume: 140, capacitance: 0.01)

    private static let halfWidth = 0.8
    private static let heights = -44.0...8.0
    private static let channel = -23.0 ... -13.0
    /// From here to the scar's anterior border the channel is the gate [rad].
    private static let gateBegin = 0.5
    /// A quarter of the fast current, which closes and leaks four times more slowly: fronts are those of the muscle,
    /// at half their velocity. Less of the current alone is blocked before it is slow.
    private static let slow = ["tauD": 4.0, "tauVPlus": 4.0, "tau0": 4.0]
    /// More of both slow currents: an action potential of 459 ms in a cell alone, less beside muscle.
    private static let long = ["tauR": 2.0 / 3, "tauSi": 0.6, "tauWPlus": 1.5]
    private static let zones: [TissueZone] = [
        .healthy, .scar, TissueZone("channel", remodelling: slow),
        TissueZone("gate", remodelling: long),
    ]
    /// A lesion through the wall and across the channel, in its middle.
    private static let lesion = AblationLine(
        corners: [Vec3(-28.5, 0, -25), Vec3(-28.5, 0, -11)], radius: 6)

    /// Makes the mesh and marks the infarct.
    ///
    /// - `elementSize` [mm]: also through the left wall; the right wall has two layers.
    init(elementSize: Double) throws {
        guard
            let model = MembraneModels.all.first(where: {
                $0.card.identifier == "fenton-karma-1998"
            })
        else {
            throw VerificationError.unusableReference(
                path: "the registry of membranes", reason: "no fenton-karma-1998")
        }
        self.model = model
        self.elementSize = elementSize
        let shape = IdealBiventricle.adult
        let wall = shape.left.outerShort - shape.left.innerShort
        anatomy = try shape.anatomy(
            elementSize: elementSize, leftLayers: Int((wall / elementSize).rounded()),
            rightLayers: 2)
        frames = try RuleBasedFibres.frames(on: anatomy)
        let mesh = anatomy.mesh
        zoneOfTet = zip(mesh.tets, anatomy.regions).map { tet, region in
            let sum = (0..<4).reduce(Vec3.zero) { $0 + mesh.points[Int(tet[$1])] }
            return region == .rightVentricle ? 0 : Self.zone(0.25 * sum)
        }
        sites = try Self.sites(anatomy)
    }

    /// Zone of a place in the wall of the left ventricle.
    private static func zone(_ place: Vec3) -> UInt16 {
        // The lateral wall lies on the side of −x; angles grow towards the anterior wall, on the side of +y.
        let angle = atan2(place.y, -place.x)
        guard abs(angle) < halfWidth, heights.contains(place.z) else { return 0 }
        guard channel.contains(place.z) else { return 1 }
        return angle > gateBegin ? 3 : 2
    }

    /// Means of the endocardium of the segments; of the muscle of the apex, which has no endocardium.
    private static func sites(
        _ anatomy: VentricularAnatomy
    ) throws -> [ProgrammedStimulation.Site] {
        let points = anatomy.mesh.points
        let curved = QuadraticTetMesh(curving: anatomy) {
            0.5 * (points[Int($0)] + points[Int($1)])
        }
        guard let wall = try SegmentedWall(curved) else {
            throw VerificationError.unusableReference(
                path: "the ideal ventricles", reason: "no septum")
        }
        var sums = [AHASegment: (place: Vec3, count: Double)]()
        func add(_ place: Vec3, to segment: AHASegment) {
            let known = sums[segment] ?? (.zero, 0)
            sums[segment] = (known.place + place, known.count + 1)
        }
        for (triangle, tag) in zip(anatomy.triangles, anatomy.triangleTags)
        where tag == .lvEndocardium {
            let sum = (0..<3).reduce(Vec3.zero) { $0 + points[Int(triangle[$1])] }
            let place = (1.0 / 3) * sum
            add(place, to: wall.segment(at: place))
        }
        if sums[.apex] == nil {
            for (tet, segment) in zip(anatomy.mesh.tets, wall.tets) where segment == .apex {
                let sum = (0..<4).reduce(Vec3.zero) { $0 + points[Int(tet[$1])] }
                add(0.25 * sum, to: .apex)
            }
        }
        return AHASegment.allCases.compactMap { segment in
            sums[segment].map {
                ProgrammedStimulation.Site(segment.name, at: (1 / $0.count) * $0.place)
            }
        }
    }

    /// What is left of the wall, with the channel or with a lesion across it.
    func tissue(ablated: Bool) throws -> ZonedTissue {
        try ZonedTissue(
            anatomy.mesh, frames: frames, zones: Self.zones, zoneOfTet: zoneOfTet,
            ablations: ablated ? [Self.lesion] : [])
    }

    /// The membranes of what is left.
    func membrane(_ tissue: ZonedTissue) throws -> MembraneAssignment {
        try tissue.membrane(Membrane(model), cells: [model.cellTypes[0]])
    }

    /// Velocity of plane fronts on elements of this size [mm/ms].
    ///
    /// - `slow`: in the channel.
    func velocity(slow: Bool) throws -> Double {
        let cell = model.cellTypes[0]
        return try ConductionVelocity(
            membrane: MembraneAssignment(
                model,
                cellType: slow
                    ? try cell.scaling(Self.slow, of: model.card, name: "channel") : cell),
            capacitance: Self.muscle.capacitancePerVolume, spacing: elementSize,
            mass: .consistent, settings: Self.settings
        ).velocity(conductivity: Self.muscle.longitudinal)
    }

    /// Steps of 0.1 ms: upstrokes of this membrane take several.
    static let settings = MonodomainSettings(timeStep: 0.1, voltageTolerance: 1e-2)
}
