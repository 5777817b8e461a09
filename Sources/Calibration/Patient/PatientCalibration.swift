import Circuits
public import Circulation
import Numerics
public import Patients
import Quantities

/// The closed loop fitted to what is known of a patient.
///
/// The population's adult, scaled to the body's surface where height and weight are known and beating at
/// the patient's rate, is the centre of the prior; ``LoopFactors`` are fitted to the measurements. Parameters
/// of the file that no factor moves stay as they are.
public struct PatientCalibration: Sendable {
    /// How the posterior is drawn.
    public enum Method: String, Sendable, CaseIterable {
        /// From a normal distribution around the best fit, weighted by the posterior.
        case laplace
        /// From the posterior itself, by sequential Monte Carlo.
        case smc
    }

    /// The patient's closed loop at the best fit.
    public let loop: LoopParameters
    /// The problem.
    public let posterior: LoopPosterior
    /// The best fit and its covariance.
    public let fit: LaplaceApproximation
    /// Equally likely sets of factors.
    public let sample: PosteriorSample
    /// How they were drawn.
    public let method: Method
    /// What each set shows, set by set in the order of the study's readings; without those sets that do not
    /// settle.
    public let readings: [[Double]]
    /// How it shows recorded waves.
    public let waves: [WaveFit]
    /// What was assumed or left out, one sentence each.
    public let notes: [String]

    /// Body surface of the population's adult [m²].
    ///
    /// Source: end-diastolic volume over its index, 160/81 for men and 132/76 for women, Kawel-Boehm et al.
    /// 2015, PMC7758747 table 3; mean of both.
    package static let adultSurface = (160.0 / 81 + 132.0 / 76) / 2

    /// Fits a patient.
    ///
    /// - Parameters:
    ///   - count: sets drawn from the posterior, at least two.
    ///   - seed: of the random numbers.
    /// - Throws: ``CalibrationError``; `CirculationError` for a loop that does not run.
    public init(
        of patient: Patient, method: Method = .laplace, count: Int = 400, seed: UInt64 = 1
    ) throws {
        try self.init(of: try KnownPatient(patient), method: method, count: count, seed: seed)
    }

    /// Fits what is known of a patient without an anatomy.
    ///
    /// - Throws: as the other initialiser.
    public init(
        of patient: KnownPatient, method: Method = .laplace, count: Int = 400, seed: UInt64 = 1
    ) throws {
        precondition(count >= 2, "an ensemble has at least two members")
        let known = try MeasuredTargets(of: patient.measurements, readings: Self.readings())
        guard !known.targets.isEmpty || !patient.waves.isEmpty else {
            throw CalibrationError.nothingMeasured(usable: AdultOutput.names)
        }
        let rounds = WaveRounds(patient.waves)
        let heartRate = known.heartRate ?? patient.waves.first.map { Units.minute / $0.period }
        let compared = Contradictions(
            known.targets + rounds.summaries(beside: known.targets), heartRate: heartRate,
            rateOfIntervals: known.rateOfIntervals,
            areOfGroups: patient.measurements.values.contains { $0.kind == .population },
            assumed: known.assumed)
        let contradictions =
            compared.all + Contradictions.rates(of: patient.waves, heartRate: known.heartRate)
            + Contradictions.intervals(known.intervals, heartRate: heartRate)
        guard contradictions.isEmpty else { throw CalibrationError.contradictory(contradictions) }
        var notes = patient.notes + known.notes + compared.doubts
        let base = try Self.base(
            of: patient, heartRate: heartRate,
            leaks: known.targets.contains { $0.quantity == "mitral_regurgitant_fraction" },
            obstructs: known.targets.contains { $0.quantity == AdultOutput.outflowGradient },
            atrioventricular: known.atrioventricularInterval,
            notes: &notes)
        let rate = known.heartRateDeviation.map {
            [LoopFactors.heartRate(spread: $0 / base["heartRate"])]
        }
        func pose(_ base: LoopParameters, _ targets: [LoopTarget]) throws -> LoopPosterior {
            let factors = LoopFactors.all(measured: targets.map(\.quantity)) + (rate ?? [])
            return try LoopPosterior(
                base: base, factors: factors + rounds.factors(beside: factors), targets: targets)
        }
        let best = try rounds.fit(known.targets) { try pose(base, $0) }
        waves = best.waves
        let (posterior, fit) = try Self.fit(
            best.posterior, best.fit, pericardium: patient.hasPericardium, pose: pose)
        guard fit.onBound.isEmpty else {
            throw CalibrationError.onBound(
                parameters: fit.onBound.map { posterior.study.factors[$0].summary })
        }
        (self.posterior, self.fit) = (posterior, fit)
        loop = try posterior.study.parameters(fit.point.logarithms)
        self.method = method
        sample =
            switch method {
            case .laplace:
                PosteriorSample(laplace: fit, of: posterior, count: count, seed: seed)
            case .smc:
                PosteriorSample(sampling: posterior, from: fit, count: count, seed: seed)
            }
        readings = posterior.study.readings(sample.sets, near: fit.point).compactMap { $0 }
        if method == .laplace, sample.effectiveShare < PosteriorSample.fewEffective {
            let share = Int((100 * sample.effectiveShare).rounded())
            notes.append(
                "only \(share) % of the draws carry weight: the loop is far from linear here, and "
                    + "--method smc draws better ones")
        }
        let lost = count - readings.count
        if lost > 0 {
            notes.append("\(lost) of \(count) sets do not settle and show nothing")
        }
        self.notes = notes
    }

    /// Covariance of the factors' logarithms, row by row: of the draws where enough of them count, else of the
    /// linear model around the best fit.
    public var covariance: [Double] { sample.moments?.covariance ?? fit.covariance }

    /// The best fit; with a pericardium that has grown to the heart, so that at the onset of the QRS it leaves the right
    /// ventricle the transmural pressure that was measured at this right atrial pressure.
    ///
    /// Source: balloons on the right ventricle of seven patients, transmural 1.2, 2.3 and 3.4 mmHg at central venous pressures
    /// of 5, 10 and 15 mmHg: Hamilton et al., *Circulation* 90 (1994) 2492, doi:10.1161/01.CIR.90.5.2492 (abstract). Nine
    /// patients after drainage had 0.5 mmHg at 12.9 mmHg: Smiseth et al., *J. Am. Coll. Cardiol.* 7 (1986) 307–314 (abstract).
    private static func fit(
        _ posterior: LoopPosterior, _ fit: LaplaceApproximation, pericardium: Bool,
        pose: (LoopParameters, [LoopTarget]) throws -> LoopPosterior
    ) throws -> (LoopPosterior, LaplaceApproximation) {
        guard pericardium else { return (posterior, fit) }
        let venous = posterior.study.centralVenousPressure(of: fit.point)
        let targets =
            posterior.targets + [
                LoopTarget(
                    AdultOutput.pericardialExcess, -Self.transmuralShare * venous,
                    deviation: Self.pericardialPrecision)
            ]
        let enclosed = try pose(
            posterior.study.base.replacing([
                LoopParameters.prefix + "pericardialVolume":
                    posterior.study.pericardialVolume(
                        around: fit.point, pressure: (1 - Self.transmuralShare) * venous)
            ]), targets)
        return (enclosed, try LaplaceApproximation(of: enclosed))
    }

    /// Transmural pressure of the right ventricle by the right atrial pressure, a line through the source's three points [1].
    private static let transmuralShare = 0.23

    /// How closely that is aimed at, assumed [mmHg].
    private static let pericardialPrecision = 0.5

    /// From the P wave to the contraction of each atrium [ms]; assumed, as in the healthy adult's table.
    private static let atrialDelays = [("leftAtrial", 60.0), ("rightAtrial", 45.0)]

    /// Names and units of what the loop shows.
    private static func readings() throws -> [(name: String, unit: String)] {
        let plan = try CircuitPlan(LoopParameters.healthyAdult.circuit)
        return try AdultOutput.names.compactMap { name in
            try AdultOutput(name, in: plan).map { (name, $0.unit) }
        }
    }

    /// The centre of the prior.
    private static func base(
        of patient: KnownPatient, heartRate: Double?, leaks: Bool, obstructs: Bool,
        atrioventricular: Double?, notes: inout [String]
    ) throws -> LoopParameters {
        var base = LoopParameters.healthyAdult
        let bulge = LoopParameters.prefix + "outflowBulgeArea"
        if obstructs, !base.hasObstruction, patient.parameters[bulge] == nil {
            // Before the size is known, so that the outflow tract has that of its ventricle.
            base = try base.replacing([bulge: LoopFactors.bulgeToStartFrom])
            notes.append(
                "lv_outflow_gradient: a septum that takes \(LoopFactors.bulgeToStartFrom.short) cm2 of an average adult's "
                    + "outflow tract is assumed")
        }
        if let surface = patient.bodySurfaceAreaM2 {
            base = try base.scaled(by: surface / adultSurface)
        } else {
            notes.append("height or weight is not known: the size of an average adult is assumed")
        }
        let moved = Set(LoopFactors.all.flatMap { $0.members.map(\.parameter) })
        var kept: [String: Double] = [:]
        for card in LoopParameters.cards where !moved.contains(card.name) {
            let name = LoopParameters.prefix + card.name
            guard let stored = patient.parameters[name] else { continue }
            kept[name] = try stored.unit.convert(stored.value, to: try Unit(card.unit))
        }
        let rate = LoopParameters.prefix + "heartRate"
        if let heartRate { kept[rate] = heartRate }
        if kept[rate] == nil {
            notes.append("heart_rate is not known: \(base["heartRate"].short)/min is assumed")
        }
        if let atrioventricular {
            for (atrium, delay) in Self.atrialDelays {
                kept[LoopParameters.prefix + atrium + "Onset"] = delay - atrioventricular
            }
        }
        if leaks, base["mitralLeakArea"] == 0, kept[LoopParameters.prefix + "mitralLeakArea"] == nil
        {
            kept[LoopParameters.prefix + "mitralLeakArea"] = LoopFactors.leakToStartFrom
        }
        return try base.replacing(kept)
    }
}
