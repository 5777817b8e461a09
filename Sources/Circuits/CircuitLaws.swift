/// The registered laws of circuits, sorted by identifier.
public enum CircuitLaws {
    /// Laws of compartments.
    public static let compartments: [any CompartmentLaw.Type] = [
        AdditiveChamber.self,
        Cavity.self,
        ElasticCompartment.self,
        ExponentialChamber.self,
        IntramyocardialVessel.self,
        LinearChamber.self,
        Reservoir.self,
    ]

    /// Laws of branches.
    public static let branches: [any BranchLaw.Type] = [
        DiodeValve.self,
        ObstructedValve.self,
        OrificeShunt.self,
        OrificeValve.self,
        PrescribedFlow.self,
        RotaryPump.self,
        VesselLumen.self,
    ]

    /// Laws of enclosures.
    public static let enclosures: [any EnclosureLaw.Type] = [
        BalloonPump.self,
        IntrathoracicPressure.self,
        LearnedVentricle.self,
        Pericardium.self,
    ]

    /// Laws of muscles.
    public static let muscles: [any MuscleLaw.Type] = [
        OneFibreChamber.self,
        TriSeg.self,
    ]
}
