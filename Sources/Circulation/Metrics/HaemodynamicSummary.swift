/// Numbers that describe a heart beat, from its traces. Internal units.
///
/// End-diastole is QRS onset (the first sample), never maximum volume. End-systole is minimum
/// volume.
public struct HaemodynamicSummary: Sendable, Equatable {
    /// Left ventricle.
    public var left: VentricularSummary
    /// Right ventricle.
    public var right: VentricularSummary
    /// Aortic root.
    public var aorta: PressureSummary
    /// Main pulmonary artery.
    public var pulmonaryArtery: PressureSummary
    /// Left atrium.
    public var leftAtrium: PressureSummary
    /// Right atrium.
    public var rightAtrium: PressureSummary
    /// Mitral inflow.
    public var mitral: FillingSummary
    /// Tricuspid inflow.
    public var tricuspid: FillingSummary
    /// Time from the end of ejection to the onset of filling of the left ventricle [ms]; zero where one is not seen.
    public var leftIsovolumicRelaxation: Double
    /// Largest volume of the left atrium [mm³].
    public var largestLeftAtrialVolume: Double
    /// Least volume of the left atrium [mm³].
    public var leastLeftAtrialVolume: Double
    /// Heart rate [1/ms].
    public var heartRate: Double
    /// Net flow through the aortic valve per time [mm³/ms].
    public var cardiacOutput: Double
    /// Flow through the systemic vessels per time, with what a pump adds [mm³/ms].
    public var systemicFlow: Double
    /// Flow through the pulmonary vessels per time [mm³/ms].
    public var pulmonaryFlow: Double
    /// Mean pressure drop over the aortic valve while blood goes forward [kPa].
    public var aorticGradient: Double

    /// Summarises one beat.
    ///
    /// - Parameters:
    ///   - traces: one beat from QRS onset to QRS onset, at least three samples.
    ///   - atrialOnset: start of atrial contraction after QRS onset [ms], separates early and late
    ///     filling; about 120–200 ms before the end of the beat.
    public init(_ traces: BeatTraces, atrialOnset: Double) {
        left = VentricularSummary(
            traces, volume: traces.trace(\.leftVentricleVolume),
            pressure: traces.pressure(\.leftVentricle), outflow: traces.trace(\.aorticFlow))
        right = VentricularSummary(
            traces, volume: traces.trace(\.rightVentricleVolume),
            pressure: traces.pressure(\.rightVentricle),
            outflow: traces.trace(\.pulmonaryFlow))
        aorta = PressureSummary(traces, traces.pressure(\.aorta))
        pulmonaryArtery = PressureSummary(traces, traces.pressure(\.pulmonaryArtery))
        leftAtrium = PressureSummary(traces, traces.pressure(\.leftAtrium))
        rightAtrium = PressureSummary(traces, traces.pressure(\.rightAtrium))
        mitral = FillingSummary(
            traces, flow: traces.trace(\.mitralFlow), atrialOnset: atrialOnset)
        tricuspid = FillingSummary(
            traces, flow: traces.trace(\.tricuspidFlow), atrialOnset: atrialOnset)
        heartRate = 1 / traces.period
        cardiacOutput = traces.mean(traces.trace(\.aorticFlow))
        systemicFlow = traces.mean(traces.trace(\.systemicFlow))
        pulmonaryFlow = traces.mean(traces.trace(\.pulmonaryArterialFlow))
        aorticGradient = Self.gradient(traces)
        let atrium = traces.trace(\.leftAtriumVolume)
        largestLeftAtrialVolume = atrium.max() ?? 0
        leastLeftAtrialVolume = atrium.min() ?? 0
        leftIsovolumicRelaxation = Self.pause(
            traces.time, from: traces.trace(\.aorticFlow), to: traces.trace(\.mitralFlow))
    }

    /// Resistance of the systemic vessels [kPa·ms/mm³].
    public var systemicResistance: Double { (aorta.mean - rightAtrium.mean) / systemicFlow }
    /// Resistance of the pulmonary vessels [kPa·ms/mm³].
    public var pulmonaryResistance: Double {
        (pulmonaryArtery.mean - leftAtrium.mean) / pulmonaryFlow
    }

    private static func gradient(_ traces: BeatTraces) -> Double {
        let drops = zip(traces.pressure(\.leftVentricle), traces.pressure(\.aorta)).map { $0 - $1 }
        let isForward = traces.trace(\.aorticFlow).map { $0 > 0 ? 1.0 : 0 }
        let time = traces.integral(isForward)
        return time > 0 ? traces.integral(zip(drops, isForward).map { $0 * $1 }) / time : 0
    }

    /// Share of the peak flow above which a valve counts as open [1].
    private static let openingThreshold = 0.01

    /// Time from the end of one flow to the next start of another, both by a hundredth of their peaks [ms].
    private static func pause(_ time: [Double], from out: [Double], to into: [Double]) -> Double {
        func crossing(_ values: [Double], _ k: Int, _ level: Double) -> Double {
            time[k - 1] + (level - values[k - 1]) / (values[k] - values[k - 1])
                * (time[k] - time[k - 1])
        }
        let outLevel = openingThreshold * (out.max() ?? 0)
        let intoLevel = openingThreshold * (into.max() ?? 0)
        guard outLevel > 0, intoLevel > 0,
            let end = out.indices.dropFirst().last(where: {
                out[$0 - 1] > outLevel && out[$0] <= outLevel
            }),
            let start = into.indices.dropFirst().first(where: {
                $0 >= end && into[$0 - 1] <= intoLevel && into[$0] > intoLevel
            })
        else { return 0 }
        return max(crossing(into, start, intoLevel) - crossing(out, end, outLevel), 0)
    }
}

/// Highest, lowest and mean pressure of a site over a beat [kPa].
public struct PressureSummary: Sendable, Equatable {
    /// Highest (systolic) pressure.
    public var systolic: Double
    /// Lowest (diastolic) pressure.
    public var diastolic: Double
    /// Time average.
    public var mean: Double

    /// Summarises a pressure trace.
    public init(_ traces: BeatTraces, _ pressure: [Double]) {
        systolic = pressure.max() ?? 0
        diastolic = pressure.min() ?? 0
        mean = traces.mean(pressure)
    }
}

/// How a ventricle filled: early and late (atrial) inflow.
public struct FillingSummary: Sendable, Equatable {
    /// Peak flow before atrial contraction [mm³/ms].
    public var earlyPeak: Double
    /// Peak flow after the start of atrial contraction [mm³/ms].
    public var latePeak: Double
    /// Ratio of the peak flows, infinite without an A wave: a late peak below a hundredth of the early one.
    /// Equal to the ratio of velocities where the orifice is fully open.
    public var earlyToLate: Double
    /// Share of the forward filling volume after the start of atrial contraction [1].
    public var atrialShare: Double
    /// Backward share of the flow through the valve over the beat [1].
    public var regurgitantFraction: Double

    /// Late by early peak below which no Doppler record would show an A wave; assumed [1].
    private static let leastLateShare = 0.01

    /// Summarises an inflow trace [mm³/ms].
    public init(_ traces: BeatTraces, flow: [Double], atrialOnset: Double) {
        let split = traces.time.firstIndex { $0 >= atrialOnset } ?? traces.count
        let between = traces.value(flow, at: atrialOnset)
        earlyPeak = max(flow[..<split].max() ?? 0, between)
        latePeak = max(flow[split...].max() ?? 0, between)
        earlyToLate = latePeak > Self.leastLateShare * earlyPeak ? earlyPeak / latePeak : .infinity
        let forward = flow.map { max($0, 0) }
        let total = traces.integral(forward)
        let late = traces.integral(forward, over: atrialOnset...(.infinity))
        atrialShare = total > 0 ? late / total : 0
        regurgitantFraction = total > 0 ? 1 - traces.integral(flow) / total : 0
    }
}
