import TwinEngine

/// Curves as one line: whole numbers of tenths, which are what a screen can show.
enum FrameWriter {
    /// Samples of a fiftieth of a second.
    static func line(_ samples: [TraceSample]) -> String {
        guard let first = samples.first else { return "" }
        func list(_ value: (TraceSample) -> Double) -> String {
            samples.map {
                let tenths = (10 * value($0)).rounded()
                return tenths.isFinite && abs(tenths) < 1e9 ? "\(Int(tenths))" : "null"
            }.joined(separator: ",")
        }
        return "{\"step\":\(first.step),\"period\":\(TraceSample.period),"
            + "\"abp\":[\(list { $0.arterial })],\"pap\":[\(list { $0.pulmonary })],"
            + "\"cvp\":[\(list { $0.centralVenous })],\"lvp\":[\(list { $0.ventricularPressure })],"
            + "\"lvv\":[\(list { $0.ventricularVolume })],"
            + "\"rvp\":[\(list { $0.rightVentricularPressure })],"
            + "\"rvv\":[\(list { $0.rightVentricularVolume })]}"
    }
}
