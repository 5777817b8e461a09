public import Scenarios

extension LoopMember {
    /// A treated patient's loop.
    ///
    /// - Parameter walls: whether its ventricles are walls with patches, which know what starts a beat.
    public init(_ treatment: PatientTreatment, walls: Bool) {
        self.init(
            untreated: treatment.untreated, treated: treatment.treated,
            therapy: treatment.heart.therapy,
            ventricles: walls
                ? .walls(before: treatment.activation, after: treatment.heart.activation)
                : .elastance, steps: treatment.heart.steps)
    }
}
