import Circuits
import Numerics
import Quantities

/// Gathers a ``BeatRecord`` step by step; its bytes are part of the twin's state.
struct BeatMeter: BitwiseCopyable {
    /// Length of the beat so far [ms].
    private(set) var duration = 0.0
    private var arterial = PulseMeter()
    private var pulmonary = PulseMeter()
    private var venousSum = 0.0
    private var atrialSum = 0.0
    private var ejected = 0.0
    private var onsetVolume = 0.0
    private var onsetPressure = 0.0
    private var leastVolume = Double.infinity

    /// A beat begins.
    mutating func begin(_ solver: CircuitSolver<Double>, _ places: HeartPlaces) {
        self = BeatMeter()
        onsetVolume = solver.volume(places.leftVentricle)
        onsetPressure = solver.pressure(places.leftVentricle)
    }

    /// A step of a length [ms] is over.
    @inline(__always)
    mutating func take(_ solver: CircuitSolver<Double>, _ places: HeartPlaces, _ dt: Double) {
        duration += dt
        arterial.take(places.aorticRoot(solver), dt)
        pulmonary.take(places.pulmonaryRoot(solver), dt)
        venousSum += dt * solver.pressure(places.rightAtrium)
        atrialSum += dt * solver.pressure(places.leftAtrium)
        ejected += dt * solver.flow(places.aorticValve)
        leastVolume = min(leastVolume, solver.volume(places.leftVentricle))
    }

    /// The beat that ends.
    func finished(number: UInt64, step: UInt64, faults: UInt64) -> BeatRecord {
        var beat = BeatRecord()
        beat.number = number
        beat.step = step
        beat.faults = faults
        beat.heartRate = Units.minute / duration
        beat.arterialMean = arterial.sum / duration / Units.mmHg
        beat.arterialSystolic = arterial.largest / Units.mmHg
        beat.arterialDiastolic = arterial.least / Units.mmHg
        beat.pulmonaryMean = pulmonary.sum / duration / Units.mmHg
        beat.pulmonarySystolic = pulmonary.largest / Units.mmHg
        beat.pulmonaryDiastolic = pulmonary.least / Units.mmHg
        beat.centralVenousMean = venousSum / duration / Units.mmHg
        beat.leftAtrialMean = atrialSum / duration / Units.mmHg
        beat.endDiastolicVolume = onsetVolume / Units.mL
        beat.endDiastolicPressure = onsetPressure / Units.mmHg
        beat.endSystolicVolume = leastVolume / Units.mL
        beat.strokeVolume = ejected / Units.mL
        beat.cardiacOutput = ejected / duration / Units.litrePerMinute
        return beat
    }
}

/// Least, largest and integral of a pressure.
private struct PulseMeter: BitwiseCopyable {
    var least = Double.infinity
    var largest = -Double.infinity
    var sum = 0.0

    @inline(__always)
    mutating func take(_ pressure: Double, _ dt: Double) {
        least = min(least, pressure)
        largest = max(largest, pressure)
        sum += dt * pressure
    }
}
