/// The contraction models, sorted by identifier.
public enum ActiveTensions {
    /// Every registered model.
    public static let all: [any ActiveTensionModel.Type] = [
        BestelClementSorine.self,
        Land2017.self,
        ActiveTensionPrescribed.self,
        RDQ20MF.self,
        ActiveTensionTwitch.self,
    ]
}
