extension LoopReport.Row {
    /// Itself, and after the cardiac output that by the surface of the body, where this is known [m²].
    func indexed(_ surface: Double?) -> [LoopReport.Row] {
        guard id == "cardiacOutputLPerMin", let surface, surface > 0 else { return [self] }
        var index = self
        (index.id, index.name, index.unit) = (
            "cardiacIndexLPerMinPerM2", "cardiac index", "L/min/m2"
        )
        index.untreated /= surface
        let places: [WritableKeyPath<LoopReport.Row, Double?>] = [
            \.treated, \.change, \.untreatedLow, \.untreatedHigh, \.changeLow, \.changeHigh,
        ]
        for place in places {
            index[keyPath: place] = index[keyPath: place].map { $0 / surface }
        }
        return [self, index]
    }
}
