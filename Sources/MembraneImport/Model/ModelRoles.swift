/// Which variables of a description are the voltage, the stimulus, calcium and currents, by binding, label,
/// metadata or common name.
struct ModelRoles {
    let model: MembraneDescription

    /// The variable of a name, full or short, chosen on the command line.
    func chosen(_ name: String, option: String) throws(MembraneImportError) -> String {
        if model.variables.contains(where: { $0.name == name }) { return name }
        let short = model.variables.filter { $0.shortName == name }
        if short.count == 1 { return short[0].name }
        throw .badChoice(
            option: option, name: name, file: model.file,
            problem: short.isEmpty
                ? "there is no such variable"
                : "is the name of several variables: "
                    + short.map(\.name).joined(separator: ", ") + ";")
    }

    private func labelled(_ labels: [String]) -> String? {
        for label in labels {
            if let found = model.variables.first(where: { $0.labels.contains(label) }) {
                return found.name
            }
        }
        return nil
    }

    private func isState(_ variable: MembraneDescription.Variable) -> Bool {
        if case .state = variable.role { true } else { false }
    }

    /// States in the order of the file.
    var states: [String] { model.variables.filter(isState).map(\.name) }

    /// The transmembrane voltage.
    var voltage: String? {
        if let found = labelled(["membrane_potential", "membrane_voltage"]) { return found }
        let named = model.variables.filter {
            isState($0) && ["v", "vm", "v_m"].contains($0.shortName.lowercased())
        }
        return named.count == 1 ? named[0].name : nil
    }

    /// The pacing signal or stimulus current.
    var stimulus: String? {
        for variable in model.variables {
            if case .pace = variable.role { return variable.name }
        }
        if let found = labelled(["stimulus_current", "membrane_stimulus_current"]) { return found }
        let names: Set = [
            "istim", "ist", "istimulus", "iapp", "iext", "istimcurrent", "stimcurrent", "stimulus",
        ]
        let named = model.variables.filter {
            !isState($0) && names.contains(Self.plain($0.shortName))
        }
        return named.count == 1 ? named[0].name : nil
    }

    /// The free calcium of the cytosol.
    var calcium: String? {
        if let found = labelled(["Ca_i", "cytosolic_calcium_concentration"]) { return found }
        let named = model.variables.filter { isState($0) && Self.plain($0.shortName) == "cai" }
        return named.count == 1 ? named[0].name : nil
    }

    /// The variables a factor must multiply so that an ion current is scaled; empty where none is known.
    ///
    /// A conductance that is labelled `g_Kr` before the current itself; of a current that is a sum of
    /// others, these.
    func scaled(current: String) -> [String] {
        let plain = Self.plain(current)
        let labels = model.variables.filter { variable in
            variable.labels.contains { Self.plain($0) == "g" + plain.dropFirst() }
        }
        if !labels.isEmpty { return labels.map(\.name) }
        let named = model.variables.filter { Self.plain($0.shortName) == plain }
        guard named.count == 1, case .equation(let formula) = named[0].role, formula.literal == nil
        else { return [] }
        let parts = Self.terms(formula)
        let isSum = parts.count > 1 && parts.allSatisfy { Self.isCurrentName(shortName($0)) }
        return isSum ? parts : [named[0].name]
    }

    private func shortName(_ name: String) -> String {
        name.split(separator: ".").last.map(String.init) ?? name
    }

    /// Names of a sum of variables; empty for anything else.
    private static func terms(_ formula: Formula) -> [String] {
        switch formula {
        case .variable(let name, _): return [name]
        case .apply(.add, let arguments):
            let parts = arguments.map(terms)
            return parts.contains { $0.isEmpty } ? [] : parts.flatMap { $0 }
        default: return []
        }
    }

    /// Variables that are called like currents: `i_Na`, `INa`, `IK1`.
    var currentNames: [String] {
        model.variables.filter { variable in
            guard case .equation(let formula) = variable.role, formula.literal == nil else {
                return false
            }
            return Self.isCurrentName(variable.shortName)
        }.map(\.name)
    }

    private static func isCurrentName(_ name: String) -> Bool {
        guard let first = name.first, first == "i" || first == "I" else { return false }
        guard let second = name.dropFirst().first else { return false }
        return first == "I" || second == "_" || second.isUppercase
    }

    /// In lower case, without underscores.
    static func plain(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }
}
