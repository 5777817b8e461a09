/// The catalogue of interventions, sorted by identifier.
public enum Interventions {
    /// The registry.
    public static let all: [any Intervention.Type] = [
        Ablation.self,
        AddToParameter.self,
        AorticStenosis.self,
        AorticValveReplacement.self,
        ArterialVasodilation.self,
        AtrialFibrillation.self,
        BetaBlockade.self,
        Breathing.self,
        BundleBranchBlock.self,
        CardiacResynchronisation.self,
        Diuresis.self,
        Dobutamine.self,
        Haemorrhage.self,
        IntraAorticBalloonPump.self,
        Inotropy.self,
        InteratrialShunt.self,
        IonChannelBlock.self,
        IonChannelDrug.self,
        LeftBundleAreaPacing.self,
        LegRaise.self,
        LeftVentricularAssistDevice.self,
        MitralEdgeToEdgeRepair.self,
        MitralRegurgitation.self,
        Nitroprusside.self,
        Noradrenaline.self,
        PatentDuctusArteriosus.self,
        PericardialEffusion.self,
        PotassiumChange.self,
        PulmonaryVasodilation.self,
        RateChange.self,
        RightVentricularPacing.self,
        ScaleParameter.self,
        Scar.self,
        SeptalReduction.self,
        SetParameter.self,
        VenoArterialECMO.self,
        VenaCavaOcclusion.self,
        Venodilation.self,
        VentricularSeptalDefect.self,
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
