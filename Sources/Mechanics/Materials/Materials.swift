/// The passive laws, sorted by identifier.
public enum Materials {
    /// Every registered law.
    public static let all: [any PassiveMaterial.Type] = [
        Guccione.self,
        HolzapfelOgden.self,
        HolzapfelOgdenLogistic.self,
        MooneyRivlin.self,
        NeoHookean.self,
        Usyk.self,
    ]
}
