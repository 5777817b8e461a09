import Circulation
import Foundation
import HeartModel
import Mechanics

/// What the chosen steps and tolerances of a beat cost in accuracy, and what they save.
///
/// The beat from end-diastole is computed as the main job does it and once more with fixed steps of 1 ms and
/// Newton iterations down to a relative force of ``exact``; numbers are compared.
struct BeatAccuracy {
    let model: HeartModel

    /// Relative out-of-balance force of the reference [1].
    private static let exact = 1e-6
    /// Ticks of 1 ms.
    private static let millisecond = 4
    /// Distance of two compared frames [ms].
    private static let interval = 10.0

    /// A beat with what it took.
    private struct Beat {
        var metrics: [HeartMetric]
        /// Fibre stretch at the quadrature points at each frame [1].
        var stretch: [[Double]]
        var effort: MechanicsEffort
        var seconds: Double
    }

    /// A table of all numbers of both beats.
    func table() throws -> String {
        let (chosen, exact) = (try chosen(), try reference())
        var lines = [
            "| number | unit | chosen | 1 ms, converged | difference |", "|---|---|---|---|---|",
        ]
        for (a, b) in zip(chosen.metrics, exact.metrics) where a.identifier == b.identifier {
            lines.append(
                String(
                    format: "| %@ | %@ | %.4g | %.4g | %.3f %% |", a.name, a.unit, a.value, b.value,
                    100 * (a.value / b.value - 1)))
        }
        lines.append(
            String(
                format:
                    "| fibre stretch, all points and frames (rms, of its change) | 1 | | | %.3f %% |",
                100 * Self.stretchError(chosen, exact)))
        for (name, beat) in [("chosen", chosen), ("1 ms, converged", exact)] {
            let effort = beat.effort
            lines.append(
                String(
                    format:
                        "\n%@: %d steps, %d iterations, %d factorisations, %.1f s of processor time.",
                    name, effort.steps, effort.iterations, effort.factorisations, beat.seconds))
        }
        return lines.joined(separator: "\n")
    }

    private func beat(_ settings: NewtonSettings, _ control: StepControl) throws -> Beat {
        let begun = Clocks.cpu
        var start = model.endDiastole
        start.control = control
        let simulation = try HeartSimulation(model, state: start, settings: settings)
        let run = HeartRun(simulation)
        let first = model.positions(start)
        var smallest = Double.infinity
        var then = first
        var stretch: [[Double]] = []
        _ = try run.beat { step, state in
            if (step.time / Self.interval).rounded() * Self.interval == step.time {
                stretch.append(state.wall.stretch)
            }
            if step.loop.leftVentricleVolume < smallest {
                smallest = step.loop.leftVentricleVolume
                then = model.positions(state)
            }
            return true
        }
        let strain = LeftVentricularStrain(points: model.points, endDiastole: first, now: then)
        return Beat(
            metrics: HeartMetrics.haemodynamic(run.summary(0)) + HeartMetrics.deformation(strain),
            stretch: stretch, effort: simulation.effort, seconds: Clocks.cpu - begun)
    }

    private func chosen() throws -> Beat { try beat(HeartSimulation.settings, StepControl()) }

    private func reference() throws -> Beat {
        var control = StepControl()
        control.largest = Self.millisecond
        control.pressureChangeAimed = .infinity
        var settings = NewtonSettings()
        settings.forceTolerance = Self.exact
        return try beat(settings, control)
    }

    /// Root mean square of the difference of stretches over that of their change since the first frame [1].
    private static func stretchError(_ a: Beat, _ b: Beat) -> Double {
        var difference = 0.0
        var size = 0.0
        guard let first = b.stretch.first else { return .nan }
        for (x, y) in zip(a.stretch, b.stretch) {
            for i in x.indices {
                difference += (x[i] - y[i]) * (x[i] - y[i])
                size += (y[i] - first[i]) * (y[i] - first[i])
            }
        }
        return (difference / size).squareRoot()
    }
}
