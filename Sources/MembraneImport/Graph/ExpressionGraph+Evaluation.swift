extension ExpressionGraph {
    /// Values of some nodes for given inputs, by the functions of the C library.
    ///
    /// - Parameter values: receives a value for every node up to the last that is needed.
    func evaluate(
        _ order: [Node], state: [Double], parameters: [Double], stimulus: Double, time: Double,
        into values: inout [Double]
    ) {
        if values.count < entries.count {
            values += [Double](repeating: 0, count: entries.count - values.count)
        }
        for node in order {
            let entry = entries[node]
            switch entry.operation {
            case .constant: values[node] = Double(bitPattern: entry.payload)
            case .state: values[node] = state[Int(entry.payload)]
            case .parameter: values[node] = parameters[Int(entry.payload)]
            case .stimulus: values[node] = stimulus
            case .time: values[node] = time
            case .select:
                values[node] = values[entry.a] != 0 ? values[entry.b] : values[entry.c]
            default:
                let b = entry.b >= 0 ? values[entry.b] : 0
                values[node] = ModelMath.apply(entry.operation, values[entry.a], b)
            }
        }
    }
}
