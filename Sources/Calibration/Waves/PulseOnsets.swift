import Glibc
import Numerics

/// Where the beats of a pressure or volume wave begin, as far as the wave itself tells.
///
/// The slope sum function adds up all rises (of a volume: all falls) within the last 128 ms; it has one large maximum
/// in each upstroke, and a small one in a dicrotic wave. Beats are cut at maxima that are the largest within 250 ms to
/// both sides and above half the 90 % quantile of such maxima, halfway up their rise. Where in the rise that is does
/// not matter here: the delay of the whole wave is fitted.
///
/// Source: the slope sum of Zong, Heldt, Moody, Mark, *Computers in Cardiology* 30 (2003) 259–262 (abstract and
/// published code), whose thresholds follow the signal; ours look at the whole record.
public enum PulseOnsets {
    /// Length of the slope sum [ms].
    private static let window = 128.0
    /// Two onsets are at least this far apart [ms].
    private static let refractory = 250.0
    /// Samples are this far apart after resampling [ms].
    static let step = 4.0

    /// Times of the onsets [ms].
    ///
    /// - Parameters:
    ///   - time: increasing [ms].
    ///   - falling: whether beats begin where the wave falls, as a volume does.
    public static func find(time: [Double], values: [Double], falling: Bool) -> [Double] {
        guard let first = time.first, let last = time.last, last - first > 2 * window else {
            return []
        }
        let count = Int((last - first) / step) + 1
        let wave = resampled(time, values, from: first, count: count)
        let sign = falling ? -1.0 : 1.0
        let rises = (1..<count).map { max(0, sign * (wave[$0] - wave[$0 - 1])) }
        let width = Int((window / step).rounded())
        var sums: [Double] = []
        var sum = 0.0
        for (place, rise) in rises.enumerated() {
            sum += rise
            if place >= width { sum -= rises[place - width] }
            sums.append(max(sum, 0))
        }
        let reach = Int((refractory / step).rounded())
        let peaks = sums.indices.filter { place in
            let around = sums[max(0, place - reach)...min(sums.count - 1, place + reach)]
            return sums[place] > 0 && sums[place] == around.max()
                && (place == 0 || sums[place - 1] < sums[place])
        }
        guard !peaks.isEmpty else { return [] }
        let tall = Quantiles.of(peaks.map { sums[$0] }, at: [0.9])[0]
        let upwards = wave.map { sign * $0 }
        var onsets: [Double] = []
        for peak in peaks where sums[peak] > 0.5 * tall {
            let onset = first + step * halfway(upwards, around: peak + 1, width)
            // A flat maximum may count twice.
            if let last = onsets.last, onset - last < refractory { continue }
            onsets.append(onset)
        }
        return onsets
    }

    /// Where a wave is halfway up the rise that ends about a sample [samples].
    private static func halfway(_ wave: [Double], around end: Int, _ width: Int) -> Double {
        let margin = width / 2
        let range = max(0, end - width - margin)...min(wave.count - 1, end + margin)
        let foot = range.min { wave[$0] < wave[$1] } ?? end
        let top = (foot...range.upperBound).max { wave[$0] < wave[$1] } ?? end
        let level = 0.5 * (wave[foot] + wave[top])
        guard let above = (foot...top).first(where: { wave[$0] >= level }), above > foot else {
            return Double(foot)
        }
        return Double(above) - (wave[above] - level) / (wave[above] - wave[above - 1])
    }

    /// Linear between samples.
    static func resampled(
        _ time: [Double], _ values: [Double], from first: Double, count: Int,
        step: Double = PulseOnsets.step
    ) -> [Double] {
        var interval = 0
        return (0..<count).map { sample in
            let moment = first + step * Double(sample)
            while interval < time.count - 2, time[interval + 1] < moment { interval += 1 }
            let share = (moment - time[interval]) / (time[interval + 1] - time[interval])
            return values[interval] + share * (values[interval + 1] - values[interval])
        }
    }
}
