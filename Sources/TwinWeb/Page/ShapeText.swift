import Foundation
import Reports
public import TwinEngine

/// A shape as one line of JSON for the page: coefficients and triangles in base 64.
public enum ShapeText {
    /// - Parameters:
    ///   - run: what a run lends.
    ///   - name: of the run.
    public static func line(_ run: ShapeRun, name: String) -> String {
        let shape = run.shape
        let indices = shape.triangles.flatMap { [UInt32($0.x), UInt32($0.y), UInt32($0.z)] }
        func list(_ value: HeartShape.Features) -> String {
            "[" + (0..<4).map { JSONText.number(value[$0]) }.joined(separator: ",") + "]"
        }
        let lead = run.leadII.map { JSONText.number($0) }.joined(separator: ",")
        return "{\"run\":\(JSONText.quoted(name)),\"vertices\":\(shape.vertexCount),"
            + "\"coefficients\":\"\(base64(shape.coefficientNumbers))\",\"triangles\":\"\(base64(indices))\","
            + "\"means\":\(list(shape.means)),\"scales\":\(list(shape.scales)),"
            + "\"low\":\(list(shape.low)),\"high\":\(list(shape.high)),"
            + "\"errorMm\":\(JSONText.number(shape.error)),\"motionMm\":\(JSONText.number(shape.motion)),"
            + "\"leadII\":[\(lead)],\"samplePeriodMs\":\(JSONText.number(run.samplePeriod))}"
    }

    private static func base64<T: BitwiseCopyable>(_ values: [T]) -> String {
        values.withUnsafeBytes { Data($0).base64EncodedString() }
    }
}
