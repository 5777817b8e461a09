import Numerics
import Quantities

// Checks of single values, shared by the parts of a patient.
extension Patient {
    /// Checks one stored parameter against its card.
    static func validate(
        _ parameter: StoredParameter, _ name: String, file: String,
        knowing catalogue: ParameterCatalogue
    ) throws(PatientsError) {
        guard let card = catalogue[name] else {
            throw .unknownParameter(
                file: file, name: name, known: catalogue.parameters.keys.sorted())
        }
        let object = PatientSchema.parameter.path([name])
        var scaled: [(label: String, value: Double)] = []
        do throws(QuantityError) {
            let cardUnit = try Unit(card.unit)
            scaled.append((object, try parameter.unit.convert(parameter.value, to: cardUnit)))
            if let bounds = parameter.bounds {
                let lower = try parameter.unit.convert(bounds.lowerBound, to: cardUnit)
                let upper = try parameter.unit.convert(bounds.upperBound, to: cardUnit)
                scaled.append((object + "@lower", lower))
                scaled.append((object + "@upper", upper))
            }
        } catch {
            throw .units(file: file, object: object, problem: error)
        }
        for (label, value) in scaled {
            guard value.isFinite else {
                throw .notFinite(file: file, object: label, index: [], value: "\(value)")
            }
            guard card.range.contains(value) else {
                throw .outOfRange(
                    file: file, object: label, index: [], value: "\(value.short) \(card.unit)",
                    allowed:
                        "\(card.range.lowerBound.short) to \(card.range.upperBound.short) \(card.unit)"
                )
            }
        }
        if let bounds = parameter.bounds, !bounds.contains(parameter.value) {
            throw .outOfRange(
                file: file, object: object, index: [],
                value: "\(parameter.value.short) \(parameter.unit.symbol)",
                allowed: "its own bounds, \(bounds.lowerBound.short) to \(bounds.upperBound.short)")
        }
        if let deviation = parameter.standardDeviation, !(deviation >= 0 && deviation.isFinite) {
            throw .outOfRange(
                file: file, object: object + "@sd", index: [], value: deviation.short,
                allowed: "0 or more")
        }
    }

    /// Checks a chosen law against the laws there are.
    static func validate(
        model: String, _ name: String, file: String, knowing catalogue: ParameterCatalogue
    ) throws(PatientsError) {
        guard let choice = catalogue.choice(name) else {
            throw .unknownChoice(file: file, name: name, known: catalogue.choices.map(\.name))
        }
        guard choice.known.contains(model) else {
            throw .unknownValue(
                file: file, object: PatientSchema.model.path([name]), index: [], value: model,
                known: choice.known)
        }
    }

    static func require(
        _ value: Double, in entry: SchemaEntry, index: [Int], file: String
    ) throws(PatientsError) {
        guard value.isFinite else {
            throw .notFinite(file: file, object: entry.path, index: index, value: "\(value)")
        }
        guard let range = entry.range, !range.contains(value) else { return }
        let unit = entry.unit.map { " \($0)" } ?? ""
        throw .outOfRange(
            file: file, object: entry.path, index: index, value: "\(value.short)\(unit)",
            allowed: "\(range.lowerBound.short) to \(range.upperBound.short)\(unit)")
    }

    static func require(
        _ node: Int32, below count: Int, _ object: String, _ index: [Int], file: String
    ) throws(PatientsError) {
        guard node >= 0, Int(node) < count else {
            throw .outOfRange(
                file: file, object: object, index: index, value: "\(node)",
                allowed: "0 to \(count - 1)")
        }
    }

    static func requireFinite(
        _ points: [Vec3], _ object: String, file: String
    ) throws(PatientsError) {
        for (row, point) in points.enumerated() where !point.isFinite {
            let values = [point.x, point.y, point.z]
            let column = values.firstIndex { !$0.isFinite } ?? 0
            throw .notFinite(
                file: file, object: object, index: [row, column], value: "\(values[column])")
        }
    }

    /// Names become parts of HDF5 paths, so they may hold no slash; others read well anyway.
    static func requireName(
        _ name: String, _ entry: SchemaEntry, file: String
    ) throws(PatientsError) {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isPlain, !name.isEmpty, name != ".", name != ".." else {
            throw .badName(file: file, object: entry.path, name: name)
        }
    }
}
