/// A twelve-lead electrocardiogram over one cycle.
public struct Electrocardiogram: Sendable, Equatable {
    /// Distance of two samples [ms]; the first is at the time origin of the activation map.
    public let sampleStep: Double
    /// Samples of each lead [mV], in the order of ``ECGLead``.
    public let samples: [[Double]]

    /// Samples of one lead [mV].
    public subscript(lead: ECGLead) -> [Double] {
        samples[ECGLead.allCases.firstIndex(of: lead) ?? 0]
    }

    /// Number of samples of each lead.
    public var count: Int { samples[0].count }

    /// Makes the twelve leads from the ``ECGLead/independent`` ones, relative to their first sample.
    ///
    /// The first sample precedes or coincides with the first activation: its level is that of diastole,
    /// which an amplifier removes.
    public init(sampleStep: Double, independent: [SIMD8<Double>]) {
        precondition(!independent.isEmpty, "an electrocardiogram has at least one sample")
        self.sampleStep = sampleStep
        samples = ECGLead.allCases.map { lead in
            independent.map { lead.combined($0 - independent[0]) }
        }
    }
}
