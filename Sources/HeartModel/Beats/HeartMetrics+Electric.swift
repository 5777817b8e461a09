import Electrophysiology
import Geometry
import Glibc
import Quantities

extension HeartMetrics {
    /// Activation, the intervals of the electrocardiogram where it has a T wave, and how long action potentials last.
    ///
    /// The QT interval is corrected by Fridericia, `QTc = QT/∛(RR/1 s)`: *Acta Med. Scand.* 53 (1920) 469–486,
    /// doi:10.1111/j.0954-6820.1920.tb18266.x (from memory).
    public static func electric(_ electrics: ElectricalBeat) -> [HeartMetric] {
        func time(_ id: String, _ name: String, _ value: Double) -> HeartMetric {
            HeartMetric(identifier: id + "Ms", name: name, unit: "ms", value: value)
        }
        let tissue = electrics.repolarisation
        let regional = [
            (WallRegion.leftVentricle, "apd90Left", "LV free wall"),
            (.septum, "apd90Septum", "septum"), (.rightVentricle, "apd90Right", "RV free wall"),
        ].compactMap { region, id, place in
            tissue.means[region].map { time(id, "action potential duration (90 %), \(place)", $0) }
        }
        let intervals = (try? electrics.waves.get()).map { waves in
            [
                time("qrsDuration", "QRS duration", waves.qrsDuration),
                time("qtInterval", "QT interval", waves.qtInterval),
                time(
                    "qtc", "QT interval corrected for rate (Fridericia)",
                    corrected(waves.qtInterval, cycle: electrics.cycleLength)),
                time("tPeakToEnd", "T peak to T end", waves.tPeakToEnd),
                HeartMetric(
                    identifier: "qrsAxisDeg", name: "frontal QRS axis", unit: "deg",
                    value: waves.frontalAxis * 180 / .pi),
            ]
        }
        return [
            time("activationTotal", "biventricular activation", electrics.activation.total),
            time(
                "activationLeft", "activation of LV and septum",
                electrics.activation.leftVentricularTotal),
        ] + (intervals ?? []) + [
            time("apd90Mean", "action potential duration (90 %), both ventricles", tissue.mean)
        ] + regional + [
            time(
                "apd90Spread", "longest less shortest action potential duration",
                tissue.durationSpread),
            time(
                "repolarisationSpread", "first to last repolarisation", tissue.timeSpread),
        ]
    }

    /// A QT interval by Fridericia [ms].
    package static func corrected(_ interval: Double, cycle: Double) -> Double {
        interval / cbrt(cycle / Units.second)
    }
}
