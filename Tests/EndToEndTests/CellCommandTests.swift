import Foundation
import Testing

/// `hearttwin cell` through the program.
@Suite(.enabled(if: ProgramRun.binary != nil, "HEARTTWIN_BINARY is not set"))
struct CellCommandTests {
    private func number(_ key: String, _ arguments: [String]) throws -> Double {
        let run = try ProgramRun(["cell", "run"] + arguments + ["--json"])
        #expect(run.status == 0, "\(run.errors)")
        return try #require(try run.object()[key] as? Double)
    }

    @Test func listAndInfoShowEveryModel() throws {
        let list = try ProgramRun(["cell", "list"])
        #expect(list.status == 0)
        for name in ["aliev-panfilov-1996", "ohara-rudy-cipa-v1", "tor-ord-dyncl"] {
            #expect(list.output.contains(name))
        }
        let info = try ProgramRun(["cell", "info", "ohara-rudy-cipa-v1", "--json"]).object()
        #expect((info["parameters"] as? [Any])?.count == 24)
        #expect((info["states"] as? [Any])?.count == 47)
        #expect((info["currents"] as? [String])?.contains("ICaL") == true)
    }

    @Test func aDrugAndPotassiumChangeTheActionPotential() throws {
        let base = ["ohara-rudy-cipa-v1", "--beats", "20"]
        let untreated = try number("apd90Ms", base)
        let treated = try number("apd90Ms", base + ["--drug", "dofetilide", "--dose", "4 nM"])
        // The drug is still binding after twenty beats.
        #expect(treated > untreated + 4, "\(treated), \(untreated) ms")
        let multiple = try number("apd90Ms", base + ["--drug", "Dofetilide", "--dose", "2 Cmax"])
        #expect(multiple == treated, "free Cmax is 2 nM")
        let resting = try number("restingMV", base)
        let raised = try number("restingMV", base + ["--set", "ko=8 mmol/L"])
        #expect((8...13).contains(raised - resting), "\(raised - resting) mV")
    }

    @Test func aTraceHasUnitsInItsHeader() throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "hearttwin-cell-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        let path = file.path(percentEncoded: false)
        let run = try ProgramRun(["cell", "run", "ohara-rudy-2011", "--beats", "3", "-o", path])
        #expect(run.status == 0, "\(run.errors)")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines[0].hasPrefix("time_ms,voltage_mV,calcium_uM,"))
        #expect(lines[0].contains("IKr_A_per_F"))
        let columns = lines[0].split(separator: ",").count
        #expect(lines.dropFirst().allSatisfy { $0.split(separator: ",").count == columns })
        let last = try #require(lines.last?.split(separator: ",").first.flatMap { Double($0) })
        #expect(last == 1000)
    }

    @Test func drugsAreOrderedByNetCharge() throws {
        let run = try ProgramRun(
            ["cell", "drugs", "diltiazem", "quinidine", "--beats", "10", "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
        #expect(rows.compactMap { $0["drug"] as? String } == ["quinidine", "control", "diltiazem"])
        #expect(rows[0]["risk"] as? String == "high")
    }

    @Test(arguments: [
        (["info", "courtemanche-1989"], "did you mean \"courtemanche-1998\"?"),
        (["run", "stewart-2009", "--cell-type", "endo"], "known: purkinje"),
        (["run", "ohara-rudy-2011", "--set", "gKR=0.1 mS/uF"], "did you mean \"gKr\"?"),
        (["run", "ohara-rudy-2011", "--set", "ko=8"], "unit"),
        (["run", "ohara-rudy-2011", "--set", "ko=80 mM"], "1.5...12"),
        (["run", "ohara-rudy-2011", "--drug", "sotalool"], "did you mean \"sotalol\"?"),
        (["run", "ohara-rudy-2011", "--drug", "sotalol", "--dose", "5 kg"], "Cmax"),
        (["run", "ohara-rudy-2011", "--cycle-length", "0 ms"], "not positive"),
        (["drugs", "--dose", "some"], "write '1 Cmax'"),
    ])
    func mistakesAreRefusedWithTheirReason(arguments: [String], part: String) throws {
        let run = try ProgramRun(["cell"] + arguments)
        #expect(run.status == 65, "\(run.status): \(run.errors)")
        #expect(run.errors.contains(part), "\(run.errors)")
        #expect(run.output.isEmpty)
    }
}
