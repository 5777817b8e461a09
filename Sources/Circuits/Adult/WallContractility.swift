/// What the contractility of a three-dimensional wall multiplies where the ventricles are elastances.
public enum WallContractility {
    /// Parameters of the heart and the parameters of the circuit that follow them.
    public static let elastances = [
        (wall: "wall.contractilityLeft", circuit: "leftVentricle.activeElastance"),
        (wall: "wall.contractilityRight", circuit: "rightVentricle.activeElastance"),
    ]

    /// The same where the ventricles are walls of patches.
    public static let walls = [
        (wall: "wall.contractilityLeft", circuit: "ventricles.leftContractility"),
        (wall: "wall.contractilityRight", circuit: "ventricles.rightContractility"),
    ]
}
