/// Generates the C code of a membrane: steps of the exponential midpoint rule with equations and with tables of
/// the voltage, rates and currents.
///
/// What depends on parameters alone is computed once where all blocks share them.
struct KernelSource {
    typealias Node = ExpressionGraph.Node

    let equations: MembraneGraph
    private let graph: ExpressionGraph
    private var states: Int { equations.rates.count }
    /// Nodes that depend on parameters alone and are used by others, in the order of their storage.
    private let shared: [Node]
    private let table: TableColumns

    init(_ equations: MembraneGraph) {
        self.equations = equations
        graph = equations.graph
        shared = Self.sharedNodes(
            graph, equations.rates + equations.decays + equations.currents)
        table = TableColumns(equations)
    }

    /// Number of functions of the voltage that the table holds, rounded up to whole vectors of four.
    var columns: Int { (table.count + 3) / 4 * 4 }

    /// Whether tables pay.
    var hasTable: Bool { table.count > 0 }

    private static func sharedNodes(_ graph: ExpressionGraph, _ roots: [Node]) -> [Node] {
        let varies = graph.dependence {
            $0.operation == .state || $0.operation == .stimulus || $0.operation == .time
        }
        func isShared(_ node: Node) -> Bool {
            !varies[node] && graph.entries[node].operation.arity > 0
        }
        var result: Set<Node> = Set(roots.filter(isShared))
        for node in graph.reachable(from: roots) where varies[node] {
            for argument in graph.arguments(node) where isShared(argument) {
                result.insert(argument)
            }
        }
        return result.sorted()
    }

    private var code: KernelCode {
        var code = KernelCode(graph: graph)
        for (k, node) in shared.enumerated() {
            code.given[node] =
                graph.entries[node].operation.isCondition
                ? "((m8)load(s + \(8 * k)))" : "load(s + \(8 * k))"
        }
        return code
    }

    /// The whole file.
    var text: String {
        var text = KernelPreamble.text
        text += "#define STATES \(states)\n#define SHARED \(max(shared.count, 1))\n"
        text += "#define VOLTAGE \(equations.voltageIndex)\n"
        text += share + rates + step + currents
        if hasTable {
            text += "#define COLUMNS \(columns)\n" + KernelPreamble.look
            text += rows + tabulatedRates + tabulatedStep
        }
        return text
    }

    private var share: String {
        let plain = KernelCode(graph: graph)
        var text = "static void share(const double *p, double *s) {\n" + plain.statements(shared)
        for (k, node) in shared.enumerated() {
            let value =
                graph.entries[node].operation.isCondition
                ? "(v8)\(plain.name(node))" : plain.name(node)
            text += "  store(s + \(8 * k), \(value));\n"
        }
        return text + "}\n"
    }

    private static let arguments = "const double *y, const double *p, const double *s, v8 w"

    /// States with a decay, among some.
    private func decaying(_ among: [Int]) -> [Int] {
        among.filter { graph.value(equations.decays[$0]) != 0 }
    }

    private var rates: String {
        let code = code
        let roots = equations.rates + decaying(Array(0..<states)).map { equations.decays[$0] }
        var text =
            "static __attribute__((noinline)) void rates(\(Self.arguments), double *f, double *b) {\n"
        text += code.statements(roots)
        for k in 0..<states {
            text += "  store(f + \(8 * k), \(code.number(equations.rates[k])));\n"
        }
        for k in decaying(Array(0..<states)) {
            text += "  store(b + \(8 * k), \(code.number(equations.decays[k])));\n"
        }
        text += "}\n"
        let all = (0..<states).filter { graph.value(equations.decays[$0]) == 0 }
        text += """
            void heart_rates(const double *y, const double *p, const double *w, double *f, double *b) {
              double s[8 * SHARED] __attribute__((aligned(64)));
              share(p, s);
              rates(y, p, s, load(w), f, b);
            \(all.map { "  store(b + \(8 * $0), fill(0.0));" }.joined(separator: "\n"))
            }

            """
        return text
    }

    /// First half of the rule for some states: the middle state in `m`.
    private func middle(_ among: [Int]) -> String {
        let decaying = Set(decaying(among))
        return among.map { k in
            let at = 8 * k
            let factor = decaying.contains(k) ? "phi(load(b + \(at)) * h) * " : ""
            return "    store(m + \(at), load(y + \(at)) + h * (\(factor)load(f + \(at))));\n"
        }.joined()
    }

    /// Second half of the rule: the state after the step in `y`.
    private func whole(_ among: [Int]) -> String {
        let decaying = Set(decaying(among))
        return among.map { k in
            let at = 8 * k
            guard decaying.contains(k) else {
                return "    store(y + \(at), load(y + \(at)) + dt * load(f + \(at)));\n"
            }
            return """
                    { v8 c = load(b + \(at)), o = load(y + \(at));
                      v8 slope = load(f + \(at)) + c * (load(m + \(at)) - o);
                      store(y + \(at), o + dt * (phi(c * dt) * slope)); }

                """
        }.joined()
    }

    private static let memory = """
        double f[8 * STATES] __attribute__((aligned(64))), b[8 * STATES] __attribute__((aligned(64)));
          double m[8 * STATES] __attribute__((aligned(64))), s[8 * SHARED] __attribute__((aligned(64)));
        """

    private var step: String {
        let all = Array(0..<states)
        return """
            void heart_advance(int64_t count, double *ys, const double *ps, int64_t stride,
                const double *ws, double dt) {
              \(Self.memory)
              const double h = dt / 2;
              for (int64_t block = 0; block < count; block++) {
                double *y = ys + 8 * STATES * block;
                const double *p = ps + 8 * stride * block;
                const v8 w = load(ws + 8 * block);
                if (block == 0 || stride != 0) share(p, s);
                rates(y, p, s, w, f, b);
            \(middle(all))    rates(m, p, s, w, f, b);
            \(whole(all))  }
            }

            """
    }

    private var currents: String {
        let code = code
        var text = "void heart_currents(const double *y, const double *p, double *out) {\n"
        text += "  double s[8 * SHARED] __attribute__((aligned(64)));\n  share(p, s);\n"
        text += "  const v8 w = fill(0.0);\n  (void)w;\n" + code.statements(equations.currents)
        for (k, node) in equations.currents.enumerated() {
            text += "  store(out + \(8 * k), \(code.number(node)));\n"
        }
        return text + "}\n"
    }

    /// Rows of the table for eight voltages.
    private var rows: String {
        let code = code
        var text = """
            void heart_rows(const double *y, const double *p, double h, double *out) {
              double s[8 * SHARED] __attribute__((aligned(64)));
              share(p, s);

            """
        text += code.statements(table.gates.flatMap { [$0.limit, $0.decay] } + table.nodes)
        for (k, gate) in table.gates.enumerated() {
            text += "  store(out + \(16 * k), \(code.number(gate.limit)));\n"
            text += "  store(out + \(16 * k + 8), vexp(-(\(code.number(gate.decay))) * h));\n"
        }
        for (k, node) in table.nodes.enumerated() {
            text += "  store(out + \(8 * (2 * table.gates.count + k)), \(code.number(node)));\n"
        }
        for k in table.count..<columns { text += "  store(out + \(8 * k), fill(0.0));\n" }
        return text + "}\n"
    }

    private var tabulatedRates: String {
        var code = code
        for (k, node) in table.nodes.enumerated() {
            code.given[node] = "load(t + \(8 * (2 * table.gates.count + k)))"
        }
        let others = table.others
        let roots =
            others.map { equations.rates[$0] } + decaying(others).map { equations.decays[$0] }
        var text =
            "static __attribute__((noinline)) void tabulated(\(Self.arguments), const double *t, "
        text += "double *f, double *b) {\n" + code.statements(roots)
        for k in others {
            text += "  store(f + \(8 * k), \(code.number(equations.rates[k])));\n"
        }
        for k in decaying(others) {
            text += "  store(b + \(8 * k), \(code.number(equations.decays[k])));\n"
        }
        return text + "}\n"
    }

    private func gates(from: String, to: String) -> String {
        table.gates.enumerated().map { k, gate in
            let at = 8 * gate.state
            return "    { v8 l = load(t + \(16 * k)); store(\(to) + \(at), "
                + "l + (load(\(from) + \(at)) - l) * load(t + \(16 * k + 8))); }\n"
        }.joined()
    }

    private var tabulatedStep: String {
        let others = table.others
        return """
            INLINE int covers(v8 v, double low, double high) {
              m8 inside = (v >= low) & (v < high);
              int64_t all = -1;
              for (int i = 0; i < 8; i++) all &= inside[i];
              return all != 0;
            }
            void heart_advance_table(int64_t count, double *ys, const double *p, const double *ws,
                double dt, const double *half, const double *whole, double low, double high,
                double perstep) {
              \(Self.memory)
              double t[8 * COLUMNS] __attribute__((aligned(64)));
              const double h = dt / 2;
              share(p, s);
              for (int64_t block = 0; block < count; block++) {
                double *y = ys + 8 * STATES * block;
                const v8 w = load(ws + 8 * block);
                if (!covers(load(y + 8 * VOLTAGE), low, high)) {
                  heart_advance(1, y, p, 0, ws + 8 * block, dt);
                  continue;
                }
                look(half, load(y + 8 * VOLTAGE), low, perstep, t);
                tabulated(y, p, s, w, t, f, b);
            \(middle(others))\(gates(from: "y", to: "m"))    if (!covers(load(m + 8 * VOLTAGE), low, high)) {
                  heart_advance(1, y, p, 0, ws + 8 * block, dt);
                  continue;
                }
                look(whole, load(m + 8 * VOLTAGE), low, perstep, t);
                tabulated(m, p, s, w, t, f, b);
            \(whole(others))\(gates(from: "y", to: "y"))  }
            }

            """
    }
}
