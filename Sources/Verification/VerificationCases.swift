/// Every verification case, sorted by identifier.
public enum VerificationCases {
    /// The registry.
    public static let all: [any VerificationCase.Type] = [
        ArchetypesCase.self,
        Arostica2025Biv.self,
        Arostica2025Mono.self,
        Arostica2025Refinement.self,
        CableVelocity.self,
        TruthRecovery.self,
        CathEcho.self,
        CirculationCase.self,
        HealthyAdultCase.self,
        HealthyLoopCase.self,
        HealthySexes.self,
        InterventionsCase.self,
        Land2015Case.self,
        Niederer2011Case.self,
        OrdersCase.self,
        PressureWaveforms.self,
        ReactionEikonalCase.self,
        RobustnessCase.self,
        Rodero01Activation.self,
        SingleCellCase.self,
    ]
}
