/// The registered building blocks of the circulation, sorted by identifier.
public enum Components {
    /// Every component.
    public static let all: [any CircuitComponent.Type] = [
        ChamberAdditive.self,
        ChamberElastance.self,
        ChamberExponential.self,
        ValveDiode.self,
        ValveOrifice.self,
        VesselRLC.self,
    ]
}
