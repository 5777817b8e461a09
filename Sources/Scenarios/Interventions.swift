/// The catalogue of interventions, sorted by identifier.
public enum Interventions {
    /// The registry.
    public static let all: [any Intervention.Type] = [
        AddToParameter.self,
        AorticStenosis.self,
        AorticValveReplacement.self,
        ArterialVasodilation.self,
        BundleBranchBlock.self,
        CardiacResynchronisation.self,
        Haemorrhage.self,
        Inotropy.self,
        LeftBundleAreaPacing.self,
        MitralEdgeToEdgeRepair.self,
        MitralRegurgitation.self,
        PulmonaryVasodilation.self,
        RateChange.self,
        RightVentricularPacing.self,
        ScaleParameter.self,
        SetParameter.self,
        Venodilation.self,
        VolumeLoading.self,
    ]

    /// The intervention with an identifier.
    ///
    /// - Throws: ``ScenarioError/unknownIntervention(name:known:)``.
    public static func named(_ identifier: String) throws(ScenarioError) -> any Intervention.Type {
        guard let found = all.first(where: { $0.card.identifier == identifier }) else {
            throw .unknownIntervention(name: identifier, known: all.map { $0.card.identifier })
        }
        return found
    }
}
