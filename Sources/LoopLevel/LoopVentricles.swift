package import Circuits
public import Circulation
public import Electrophysiology
import Geometry
import HeartModel
import Quantities

/// What the ventricles of the loop are.
public enum LoopVentricles: Sendable, Equatable {
    /// Time-varying elastances.
    case elastance
    /// Learned from a three-dimensional run.
    case learned(LearnedVentricles)
    /// Walls with patches, activated by these protocols before and after the change.
    case walls(before: ActivationProtocol, after: ActivationProtocol)
    /// Walls whose patches are activated at these times after the onset of the QRS [ms], of a patient's own anatomy,
    /// before and after the change.
    case timedWalls(before: [WallPatch: Double], after: [WallPatch: Double])

    /// The same without a change.
    public var before: LoopVentricles {
        switch self {
        case .elastance, .learned: self
        case .walls(let before, _): .walls(before: before, after: before)
        case .timedWalls(let before, _): .timedWalls(before: before, after: before)
        }
    }

    /// Whether a parameter of the circulation means nothing to them: learned ventricles bring their own times and unstressed
    /// volumes.
    func ignores(_ name: String) -> Bool {
        guard case .learned = self else { return false }
        return ["left", "right"].contains { side in
            [
                "Onset", "ContractionTime", "RelaxationTime", "RiseSkew",
                "ActiveUnstressedVolume", "PassiveUnstressedVolume",
            ].contains { name == LoopParameters.prefix + side + "Ventricular" + $0 }
        }
    }

    /// Parameters of the heart's wall that act on them, beyond those that act on all ventricles.
    var ownFactors: [String] {
        guard case .learned = self else { return [] }
        return LearnedVentricles.stiffnesses.map(\.wall)
    }

    /// Parameters of scar that act on them: those of walls, whose patches keep their times of activation.
    var scarParameters: [String] {
        switch self {
        case .elastance, .learned: []
        case .walls, .timedWalls:
            ScarCard.parameters.map { "scar." + $0.name }
                .filter { $0 != "scar." + ScarCard.conduction }
        }
    }

    /// Whether beats begin differently after the change.
    var changesActivation: Bool {
        switch self {
        case .elastance, .learned: false
        case .walls(let before, let after): before != after
        case .timedWalls(let before, let after): before != after
        }
    }
}

extension LoopVentricles {
    /// What tells them from others, the same in every process.
    var fingerprint: String {
        func text<Key>(_ values: [Key: Double]) -> String {
            values.map { "\($0.key)=\($0.value.bitPattern)" }.sorted().joined(separator: " ")
        }
        return switch self {
        case .elastance: "elastance"
        case .learned(let ventricles):
            "learned \(text(ventricles.left)) / \(text(ventricles.right)) of \(ventricles.wall)"
        case .walls(let before, let after): "walls \(before.identifier) \(after.identifier)"
        case .timedWalls(let before, let after): "timed walls \(text(before)) / \(text(after))"
        }
    }
}

/// Something that the elastances of the loop cannot represent.
public enum LoopVentriclesError: Error, Equatable, CustomStringConvertible {
    /// A scar without walls to lie in.
    case scarNeedsWalls
    /// A change of the pericardium around ventricles that were learned inside one.
    case pericardiumIsLearned
    /// Burnt tissue, whose way around the walls have no times for.
    case lesions
    /// A stimulus at a place for which the walls have no times.
    case unknownPlace(name: String)

    public var description: String {
        switch self {
        case .scarNeedsWalls:
            "a scar lies in a wall, and the loop's ventricles are elastances; add --ventricles walls"
        case .pericardiumIsLearned:
            "learned ventricles bring the pericardium of their run with them, which cannot be changed; use "
                + "--ventricles elastance or walls"
        case .lesions:
            "the loop's walls know no conduction around burnt tissue; --level heart does"
        case .unknownPlace(let name):
            "the loop's walls know no activation from \"\(name)\"; --level heart does"
        }
    }
}

extension AdultWalls {
    /// Walls with patches activated at given times [ms].
    init(activatedAt times: [Patch: Double]) {
        self.init(activatedFrom: [])
        delays = times
    }

    /// Walls activated by a protocol.
    ///
    /// - Throws: ``LoopVentriclesError/unknownPlace(name:)`` for a stimulus that is neither in the right apex nor on
    ///   the left free wall, ``LoopVentriclesError/lesions`` for burnt tissue.
    package init(_ activation: ActivationProtocol) throws(LoopVentriclesError) {
        guard activation.lesions.isEmpty else { throw .lesions }
        var origins: [(Origin, at: Double)] = []
        if let time = activation.branches[.left] { origins.append((.leftBranch, time)) }
        if let time = activation.branches[.right] { origins.append((.rightBranch, time)) }
        for stimulus in activation.pacing {
            origins.append((try Self.origin(stimulus.place), stimulus.time))
        }
        self.init(activatedFrom: origins)
    }

    /// Takes what a heart's walls differ in from the healthy adult's, and what of them is scar.
    mutating func take(_ heart: HeartParameters) {
        factors = heart.wallFactors
        let found = heart.wallScars
        (scars, scarStiffening) = (found.shares, found.stiffening)
    }

    private static func origin(
        _ place: PacingStimulus.Place
    ) throws(LoopVentriclesError) -> Origin {
        guard case .site(let site) = place else { throw .unknownPlace(name: "\(place)") }
        if site == .rightApex { return .rightApex }
        guard site.surface == .epicardium, site.regions == [.leftVentricle],
            let angle = site.fromSeptum
        else { throw .unknownPlace(name: site.name) }
        // From the centre of the septum by way of the anterior wall.
        let sites: [Origin] = [.anterior, .anterolateral, .lateral, .inferolateral, .inferior]
        let place = Int(((angle / .pi - 0.5) * 4).rounded())
        guard sites.indices.contains(place) else { throw .unknownPlace(name: site.name) }
        return sites[place]
    }
}

extension HeartParameters {
    /// How the patient's walls differ from the healthy adult's.
    var wallFactors: [AdultWalls.Factor: Double] {
        AdultWalls.Factor.allCases.reduce(into: [:]) { $0[$1] = given["walls." + $1.rawValue] }
    }

    /// What of the walls' patches is scar, and how stiff it is.
    var wallScars: WallScars {
        let shares = scarredPatches
        return WallScars(shares: shares, stiffening: shares.isEmpty ? 1 : scarStiffening)
    }
}

/// Scar in the walls of the loop.
struct WallScars: Equatable {
    /// Share of each patch; none where it is not named [1].
    var shares: [WallPatch: Double]
    /// Stiffness by that of muscle; 1 without scar [1].
    var stiffening: Double
}
