import MembraneModels

/// What a substance leaves of the currents of ventricular cells.
struct ChannelBlock: Sendable {
    /// Shares [1].
    var remaining: [IonCurrent: Double]

    /// Parameters it may change.
    static let targets =
        IonCurrent.allCases.map { "cells." + name(of: $0) }
        + velocities.map { "activation." + $0 }

    /// Speeds of muscle and of its endocardial layer; Purkinje fibres keep theirs.
    private static let velocities = [
        "endocardialVelocity", "fibreVelocity", "normalVelocity", "sheetVelocity",
    ]

    private static func name(of current: IonCurrent) -> String { "\(current)" }

    /// Acts on a heart.
    ///
    /// - Throws: `HeartModelError` where a parameter would leave its range.
    func apply(to heart: inout TreatedHeart) throws {
        for current in IonCurrent.allCases {
            try heart.scale("cells." + Self.name(of: current), by: remaining[current] ?? 1)
        }
        let speed = (remaining[.sodium] ?? 1).squareRoot()
        for name in Self.velocities { try heart.scale("activation." + name, by: speed) }
    }
}
