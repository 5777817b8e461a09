extension String {
    /// The text with control characters written as escapes, so that names from a damaged or
    /// hostile file neither break a one-line message nor steer the terminal.
    public var printable: String {
        let needsEscapes = unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard needsEscapes else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.properties.generalCategory == .control {
                text += scalar.escaped(asASCII: true)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
