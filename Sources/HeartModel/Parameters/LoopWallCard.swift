public import Quantities

/// Walls of the loop's ventricles where these are walls with patches; the three-dimensional heart has its own.
public enum LoopWallCard {
    /// The parameters: factors on the healthy adult's walls.
    public static let parameters: [ParameterCard] = [
        factor("leftArea", "reference area of the left wall and the septum"),
        factor("leftActiveStress", "active stress of the left wall and the septum"),
        factor("leftPassiveStress", "passive stress of the left wall and the septum"),
        factor("rightArea", "reference area of the right wall"),
        factor("rightActiveStress", "active stress of the right wall"),
        factor("rightPassiveStress", "passive stress of the right wall"),
    ]

    private static func factor(_ name: String, _ what: String) -> ParameterCard {
        ParameterCard(
            name, "Factor on the \(what), level loop with --ventricles walls", unit: "1",
            default: 1, range: 0.1...10,
            source: "1 is the healthy adult's wall (docs/triseg.md); found by calibrate --walls")
    }
}
