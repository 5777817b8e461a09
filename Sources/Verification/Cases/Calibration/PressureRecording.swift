import Foundation

/// Simultaneous pressures of a patient in intensive care, cut into beats at the R peaks.
///
/// MIMIC Database, record 041: Moody, Mark, *Comput. Cardiol.* 23 (1996) 657–660; Goldberger et al., *Circulation* 101 (2000)
/// e215–e220, doi:10.1161/01.CIR.101.23.e215 (PhysioNet, ODC-By 1.0).
struct PressureRecording {
    /// Means and standard deviations over the beats at equal shares of a beat [mmHg].
    struct Pulse {
        var mean: [Double]
        var deviation: [Double]
    }

    /// Heart rate [1/min].
    let heartRate: Double
    /// Number of whole beats.
    let beats: Int
    let arterial: Pulse
    let pulmonary: Pulse

    /// Reads the recording and averages its beats at `shares` shares of a beat.
    ///
    /// - Throws: ``VerificationError``.
    init(path: String, shares: Int) throws {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw VerificationError.missingReference(path: path)
        }
        let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .dropFirst().map { $0.split(separator: ",").compactMap { Double($0) } }
        guard rows.count > 100, rows.allSatisfy({ $0.count >= 5 }) else {
            throw VerificationError.unusableReference(path: path, reason: "rows are not numbers")
        }
        let peaks = Self.peaks(of: rows.map { $0[1] })
        guard peaks.count > 3 else {
            throw VerificationError.unusableReference(path: path, reason: "no QRS complexes")
        }
        let times = peaks.map { rows[$0][0] }
        beats = peaks.count - 1
        heartRate = 60 * Double(beats) / (times[beats] - times[0])
        func pulse(_ column: Int) -> Pulse {
            Self.pulse(rows.map { $0[column] }, between: peaks, shares: shares)
        }
        arterial = pulse(3)
        pulmonary = pulse(4)
    }

    /// Largest values of their neighbourhood, a quarter of a second to both sides, above half the largest.
    private static func peaks(of signal: [Double]) -> [Int] {
        let reach = 31
        let least = 0.5 * (signal.max() ?? 0)
        return signal.indices.filter { place in
            let around = signal[max(0, place - reach)...min(signal.count - 1, place + reach)]
            return signal[place] > least && signal[place] == around.max()
                && signal[max(0, place - 1)] < signal[place]
        }
    }

    private static func pulse(_ signal: [Double], between peaks: [Int], shares: Int) -> Pulse {
        let beats = zip(peaks, peaks.dropFirst()).map { start, end in
            (0..<shares).map { share in
                let place = Double(start) + Double(share) / Double(shares) * Double(end - start)
                let below = Int(place)
                return signal[below]
                    + (place - Double(below)) * (signal[below + 1] - signal[below])
            }
        }
        let count = Double(beats.count)
        let mean = (0..<shares).map { share in beats.reduce(0) { $0 + $1[share] } / count }
        let deviation = (0..<shares).map { share in
            (beats.reduce(0) {
                $0 + ($1[share] - mean[share]) * ($1[share] - mean[share])
            } / count).squareRoot()
        }
        return Pulse(mean: mean, deviation: deviation)
    }
}
