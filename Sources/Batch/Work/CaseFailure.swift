import Calibration
import Circulation
import HeartModel
import LoopLevel
import Quantities
import Scenarios

/// The documented exit code that a failed case stands for.
enum CaseFailure {
    /// 3 where a solver or a fit found nothing, 65 where the patient's numbers are at fault, 75 where time was short.
    static func exitCode(of error: any Error) -> Int32 {
        switch error {
        case is CirculationError: 3
        case let error as CalibrationError: error.isDivergence ? 3 : 65
        case is LoopTimeLimit: 75
        case is HeartModelError, is ParameterError, is QuantityError, is ScenarioError: 65
        default: 70
        }
    }
}
