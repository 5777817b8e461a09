/// What the contractility of a three-dimensional wall multiplies where the ventricles are elastances.
public enum WallContractility {
    /// Parameters of the heart and the parameters of the circuit that follow them.
    public static let elastances = [
        (wall: "wall.contractilityLeft", circuit: "leftVentricle.activeElastance"),
        (wall: "wall.contractilityRight", circuit: "rightVentricle.activeElastance"),
    ]
}
