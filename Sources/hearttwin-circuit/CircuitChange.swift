import Circuits
import Circulation
import CommandLineSupport
import Quantities

/// A value other than the file's: `element.parameter=value unit`.
struct CircuitChange {
    /// Place in the plan and value in internal units.
    let internalValue: (slot: Int, value: Double)

    /// Reads a change.
    ///
    /// - Throws: ``CircuitChangeError``.
    init(_ text: String, _ plan: CircuitPlan) throws {
        do {
            guard let equals = text.firstIndex(of: "=") else {
                throw CircuitChangeError(text: text, reason: "is not element.parameter=value")
            }
            let (slot, card) = try plan.address(of: String(text[..<equals]))
            let unit = try Unit(card.unit)
            var number = String(text[text.index(after: equals)...])
            if card.unit == "1", Double(number) != nil { number += " 1" }
            let value = try Quantity(number, like: unit).value(in: unit)
            guard card.range.contains(value) else {
                throw CircuitChangeError(
                    text: text,
                    reason:
                        "is outside \(card.range.lowerBound) \u{2026} \(card.range.upperBound) \(card.unit)"
                )
            }
            internalValue = (slot, value * unit.factor)
        } catch let error as CircuitChangeError {
            throw error
        } catch {
            throw CircuitChangeError(text: text, reason: "\(error)")
        }
    }
}

/// A change that cannot be made.
struct CircuitChangeError: CommandError {
    var text: String
    var reason: String

    var exitCode: Int32 { CommandExit.usage }
    var description: String { "--set \"\(text)\": \(reason)" }
}
