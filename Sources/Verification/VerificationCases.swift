/// Every verification case, sorted by identifier.
public enum VerificationCases {
    /// The registry.
    public static let all: [any VerificationCase.Type] = [
        CirculationCase.self,
        HealthyAdultCase.self,
        HealthyLoopCase.self,
        Land2015Case.self,
        Rodero01Activation.self,
    ]
}
