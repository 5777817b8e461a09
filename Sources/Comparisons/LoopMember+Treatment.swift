public import LoopLevel
public import Scenarios

extension LoopMember {
    /// A treated patient's loop.
    public init(_ treatment: PatientTreatment) {
        self.init(
            untreated: treatment.untreated, treated: treatment.treated,
            therapy: treatment.heart.therapy)
    }
}
