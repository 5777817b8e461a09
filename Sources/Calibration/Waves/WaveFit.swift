/// How the fitted loop shows a wave.
public struct WaveFit: Sendable, Equatable {
    /// The wave.
    public let wave: MeasuredWave
    /// Where the onset of the QRS lies in the averaged wave [of `MeasuredWave.samples`].
    public let delay: Int
    /// The loop's curve at the same points.
    public let fitted: [Double]

    /// When the averaged wave begins, after the onset of the QRS [ms]: halfway up its rise, or for a record of one beat at
    /// its first sample; the way of the pulse and of the signal is in it.
    public var onsetMs: Double {
        let samples = MeasuredWave.samples
        return wave.period * Double((samples - delay) % samples) / Double(samples)
    }

    /// What deserves a second look.
    var remark: String? {
        wave.leftOut > 0
            ? "\(wave.kind.rawValue): \(wave.leftOut) of \(wave.leftOut + wave.beats) beats are irregular and left out"
            : nil
    }

    /// Root mean square difference, in the unit of the wave.
    public var error: Double {
        MeasuredWave.distance(wave.shifted(by: delay), fitted)
    }

    /// The same of the wave's mean value: what there is to explain.
    public var range: Double {
        let average = wave.mean.reduce(0, +) / Double(wave.mean.count)
        return MeasuredWave.distance(wave.mean, wave.mean.map { _ in average })
    }
}

/// Waves of a patient in a calibration: first by their ends and means, then point by point with the delays that the last
/// fit asks for.
struct WaveRounds {
    private let waves: [MeasuredWave]
    /// Rounds of shifting and fitting.
    private static let rounds = 3

    init(_ waves: [MeasuredWave]) { self.waves = waves }

    /// What waves tell of beside the factors of every calibration.
    func factors(beside known: [LoopFactor]) -> [LoopFactor] {
        var found: [LoopFactor] = []
        func add(_ name: String, _ summary: String, _ parameter: String, _ spread: Double) {
            guard !(known + found).contains(where: { $0.name == name }) else { return }
            found.append(LoopFactor(name, summary, spread: spread, [parameter: 1]))
        }
        for wave in waves {
            switch wave.kind {
            case .arterialPressure, .leftVolume:
                add(
                    "leftContraction", "duration of the left ventricle's contraction",
                    "leftVentricularContractionTime", 0.2)
            case .pulmonaryPressure, .rightVolume:
                add(
                    "rightContraction", "duration of the right ventricle's contraction",
                    "rightVentricularContractionTime", 0.2)
            }
            switch wave.kind {
            case .arterialPressure:
                add(
                    "systemicCharacteristic", "characteristic resistance of the aorta",
                    "systemicCharacteristicResistance", 0.5)
            case .pulmonaryPressure:
                add(
                    "pulmonaryCharacteristic", "characteristic resistance of the pulmonary artery",
                    "pulmonaryCharacteristicResistance", 0.5)
            case .leftVolume, .rightVolume: break
            }
        }
        return found
    }

    /// Targets to begin with: those of the patient, and ends and means of waves where they were not measured.
    func summaries(beside targets: [LoopTarget]) -> [LoopTarget] {
        let known = Set(targets.map(\.quantity))
        return waves.flatMap(\.summaries).filter { !known.contains($0.quantity) }
    }

    /// Fits, shifts and fits again.
    ///
    /// - Parameters:
    ///   - targets: measurements that are no waves.
    ///   - pose: the problem with some targets.
    func fit(
        _ targets: [LoopTarget], pose: ([LoopTarget]) throws -> LoopPosterior
    ) throws -> (posterior: LoopPosterior, fit: LaplaceApproximation, waves: [WaveFit]) {
        var posterior = try pose(targets + summaries(beside: targets))
        var fit = try LaplaceApproximation(of: posterior)
        guard !waves.isEmpty else { return (posterior, fit, []) }
        var shown: [WaveFit] = []
        for round in 0...Self.rounds {
            let curves = try self.curves(posterior, at: fit)
            shown = waves.enumerated().map { place, wave in
                WaveFit(
                    wave: wave,
                    delay: round == Self.rounds
                        ? shown[place].delay : wave.delay(to: curves[place]),
                    fitted: curves[place])
            }
            guard round < Self.rounds else { break }
            posterior = try pose(
                targets + shown.flatMap { $0.wave.points(delay: $0.delay) })
            fit = try LaplaceApproximation(of: posterior)
        }
        return (posterior, fit, shown)
    }

    /// The loop's curves at the points of the waves.
    private func curves(
        _ posterior: LoopPosterior, at fit: LaplaceApproximation
    ) throws -> [[Double]] {
        let study = try LoopStudy(
            base: posterior.study.base, factors: posterior.study.factors,
            readings: waves.flatMap { wave in (0..<MeasuredWave.shares).map(wave.reading) })
        let readings = try study.point(fit.point.logarithms).readings
        return waves.indices.map {
            Array(readings[$0 * MeasuredWave.shares..<($0 + 1) * MeasuredWave.shares])
        }
    }
}
