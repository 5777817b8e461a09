public import Scenarios

extension LoopMember {
    /// A treated patient's loop.
    ///
    /// - Parameters:
    ///   - walls: whether its ventricles are walls with patches, which know what starts a beat.
    ///   - learned: ventricles learned from a three-dimensional run, in place of elastances.
    public init(
        _ treatment: PatientTreatment, walls: Bool, learned: LearnedVentricles? = nil
    ) {
        self.init(
            untreated: treatment.untreated, treated: treatment.treated,
            therapy: treatment.heart.therapy,
            ventricles: walls
                ? .walls(before: treatment.activation, after: treatment.heart.activation)
                : learned.map { .learned($0) } ?? .elastance,
            steps: treatment.heart.steps)
    }
}
