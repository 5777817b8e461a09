import Numerics

extension MonodomainSolver {
    /// Voltage of every node at ``time`` [mV].
    public var voltage: [Double] {
        (0..<matrices.count).map { recorder.voltage[$0 / 8][$0 % 8] }
    }

    /// First activation of every node [ms], nil where there was none.
    public var activation: [Double?] { times(recorder.first) }

    /// Latest activation of every node [ms], nil where there was none.
    public var latestActivation: [Double?] { times(recorder.latest) }

    /// Latest repolarisation by 90 % of every node [ms], nil where there was none; needs
    /// ``MonodomainSettings/recordsRepolarisation``.
    public var repolarisation: [Double?] { times(recorder.repolarised) }

    /// Duration of the latest complete action potential of every node [ms].
    public var actionPotentialDuration: [Double?] {
        zip(latestActivation, repolarisation).map { up, down in
            guard let up, let down, down > up else { return nil }
            return down - up
        }
    }

    /// First activation of one node [ms].
    public func activation(node: Int) -> Double? {
        recorder.first[node] < 0 ? nil : recorder.first[node]
    }

    /// One state of the membrane of every node, half a step ahead of ``time``.
    public func state(_ index: Int) -> [Double] {
        (0..<matrices.count).map { wave.value(index, node: $0) }
    }

    private func times(_ column: UnsafeMutablePointer<Double>) -> [Double?] {
        (0..<matrices.count).map { column[$0] < 0 ? nil : column[$0] }
    }
}
