import Ionics
import MembraneModels
import Quantities

/// Reads models, cell types, settings, doses and times from the command line.
enum CellArguments {
    /// A cell type, the default one without a name, with settings such as `gKr=0.02 mS/uF`.
    static func cell(
        _ name: String?, of model: Membrane, settings: [String]
    ) throws -> CellType {
        let types = model.cellTypes
        guard let found = name == nil ? types.first : types.first(where: { $0.name == name })
        else {
            throw CellCommandError.unknownCellType(
                name: name ?? "", model: model.card.identifier, known: types.map(\.name))
        }
        var cell = found
        for argument in settings {
            let (name, value) = try setting(argument, of: model)
            cell.parameters[name] = value
        }
        return cell
    }

    /// Name and value, in the unit of the card, of one `--set` argument.
    private static func setting(
        _ argument: String, of model: Membrane
    ) throws -> (String, Double) {
        guard let equals = argument.firstIndex(of: "=") else {
            throw CellCommandError.badSetting(
                argument: argument, problem: "not of the form name=value, such as 'ko=8 mM'")
        }
        let name = String(argument[..<equals])
        let cards = model.card.parameters
        guard let card = cards.first(where: { $0.name == name }) else {
            throw CellCommandError.badSetting(
                argument: argument,
                problem: "\(model.card.identifier) has no parameter \"\(name.printable)\""
                    + Spelling.suggestion(for: name, among: cards.map(\.name)))
        }
        do {
            let unit = try Unit(card.unit)
            let text = String(argument[argument.index(after: equals)...])
            let value = try Quantity(text, like: unit).value(in: unit)
            _ = try model.card.values([name: value])
            return (name, value)
        } catch {
            throw CellCommandError.badSetting(argument: argument, problem: "\(error)")
        }
    }

    /// A concentration [nM] from `2 Cmax` or a molar concentration.
    static func concentration(_ text: String, of drug: Drug) throws -> Double {
        let trimmed = text.split(separator: " ").joined(separator: " ")
        if trimmed.lowercased().hasSuffix("cmax") {
            guard let multiple = Double(trimmed.dropLast(4).filter { $0 != " " }), multiple >= 0,
                multiple.isFinite
            else {
                throw CellCommandError.badDose(text: text, problem: "no number before Cmax")
            }
            return multiple * drug.cmax
        }
        do {
            let nanomolar = try Unit("nM")
            let value = try Quantity(text, like: nanomolar).value(in: nanomolar)
            guard value >= 0 else {
                throw CellCommandError.badDose(text: text, problem: "negative")
            }
            return value
        } catch let error as QuantityError {
            throw CellCommandError.badDose(text: text, problem: "\(error)")
        }
    }

    /// A positive time [ms].
    static func time(_ text: String, option: String) throws -> Double {
        do {
            let value = try Quantity(text, like: try Unit("ms")).internalValue
            guard value > 0 else {
                throw CellCommandError.badTime(option: option, text: text, problem: "not positive")
            }
            return value
        } catch let error as QuantityError {
            throw CellCommandError.badTime(option: option, text: text, problem: "\(error)")
        }
    }
}
