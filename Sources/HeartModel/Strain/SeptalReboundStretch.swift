/// Stretch of the septum in systole after it has begun to shorten: the mark of a septum that is activated before the
/// lateral wall, which then stretches it.
///
/// ```
/// SRS = Σ max(ε(k+1) − ε(k), 0)     from the first shortening to the closure of the aortic valve
/// ```
///
/// ε is the longitudinal strain of the septum of the apical four-chamber view: the basal and mid inferoseptal and the
/// apical septal segment, by their volumes. Stretch before the septum has shortened does not count.
///
/// Sources: De Boeck et al., *Eur. J. Heart Fail.* 11 (2009) 863–871, doi:10.1093/eurjhf/hfp107 (abstract: systolic stretch
/// following initial shortening, longitudinal, by speckle tracking); Leenders et al., *J. Card. Fail.* 18 (2012) 404–412,
/// doi:10.1016/j.cardfail.2012.02.001 (abstract: all systolic stretch after initial shortening in the septum). The
/// threshold of shortening is ours.
public enum SeptalReboundStretch {
    /// The septum of the four-chamber view.
    static let segments: [AHASegment] = [.basalInferoseptal, .midInferoseptal, .apicalSeptal]

    /// Strain below its highest value so far from which the septum counts as shortening; assumed, for unnoisy signals [1].
    private static let shortening = 1e-3

    /// Rebound stretch of a strain curve [1].
    ///
    /// - Parameters:
    ///   - strain: against QRS onset [1].
    ///   - times: of its samples after QRS onset [ms], increasing, as many.
    ///   - closure: of the aortic valve after QRS onset [ms]; the last piece of the curve ends there.
    public static func value(strain: [Double], times: [Double], until closure: Double) -> Double {
        precondition(strain.count == times.count, "a time for each sample")
        guard var highest = strain.first else { return 0 }
        var sum = 0.0
        var hasShortened = false
        for k in times.indices.dropFirst() where times[k - 1] < closure {
            let share = min((closure - times[k - 1]) / (times[k] - times[k - 1]), 1)
            let change = share * (strain[k] - strain[k - 1])
            if hasShortened {
                sum += max(change, 0)
            } else {
                let now = strain[k - 1] + change
                highest = max(highest, now)
                hasShortened = now < highest - shortening
            }
        }
        return sum
    }

    /// Rebound stretch of a heart's septum [1]; nil where its segments have no points to observe.
    public static func value(
        _ deformation: RegionalDeformation, until closure: Double
    ) -> Double? {
        let septum = deformation.parts.filter { part in
            part.segment.map { segments.contains($0) } ?? false
        }
        let volume = septum.reduce(0) { $0 + $1.volume }
        guard volume > 0, septum.allSatisfy({ $0.longitudinal.allSatisfy(\.isFinite) }) else {
            return nil
        }
        let strain = deformation.times.indices.map { frame in
            septum.reduce(0) { $0 + $1.volume * $1.longitudinal[frame] } / volume
        }
        return value(strain: strain, times: deformation.times, until: closure)
    }
}
