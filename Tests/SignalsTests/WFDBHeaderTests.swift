import Signals
import Testing

/// Headers of PhysioNet's records, right and wrong.
@Suite struct WFDBHeaderTests {
    private func header(_ text: String) throws -> WFDBHeader {
        try WFDBHeader(Array(text.utf8), path: "r.hea")
    }

    @Test func aHeaderIsRead() throws {
        let header = try header(
            """
            # a comment
            r 2 125/1000(0) 1000 10:11:12.5 1/02/2023
            r.dat 16x2+8 10(5)/mmHg 12 -3 0 17 0 ABP
            r.dat 212 200 12 7 0 0 0 ECG lead II
            """)
        #expect((header.frequency, header.frames) == (125, 1000))
        #expect(header.start == 1_675_246_272_500)
        let (first, second) = (header.signals[0], header.signals[1])
        #expect((first.format, first.perFrame, first.offset) == (.sixteen, 2, 8))
        #expect((first.gain, first.baseline, first.unit) == (10, 5, "mmHg"))
        #expect((first.checksum, first.name) == (17, "ABP"))
        // Without a baseline it is the converter's zero; the unit is mV.
        #expect((second.baseline, second.unit, second.name) == (7, "mV", "ECG lead II"))
    }

    @Test func whatIsNotGivenIsTheStandard() throws {
        let header = try header("r 1\nr.dat 16 0")
        #expect((header.frequency, header.frames, header.start) == (250, nil, 0))
        #expect((header.signals[0].gain, header.signals[0].baseline) == (200, 0))
    }

    @Test(arguments: [
        "", "#", "r", "r x", "r 0 125", "r 2 125\nr.dat 16", "r/3 1 125\nr.dat 16",
        "r 1 nan\nr.dat 16",
        "r 1 0\nr.dat 16", "r 1 inf\nr.dat 16", "r 1 125 -1\nr.dat 16", "r 1 125 1e9\nr.dat 16",
        "r 1 125 10 10:11:12 31/02/2023\nr.dat 16", "r 1 125 10 10:11 1/2/2023\nr.dat 16",
        "r 1 125\nr.dat 80", "r 1 125\nr.dat 16:5", "r 1 125\nr.dat 16x0", "r 1 125\nr.dat 16x9999",
        "r 1 125\nr.dat 16+-1", "r 1 125\n../r.dat 16", "r 1 125\n/etc/passwd 16", "r 1 125\n.. 16",
        "r 1 125\n~ 16", "r 1 125\nr.dat 16 nan", "r 1 125\nr.dat 16 10(x",
        "r 1 125\nr.dat 16 10(5.5)",
        "r 1 125\nr.dat 16 10 12 x", "r 1 125\nr.dat 16 10 12 0 0 99999999999",
        "r 999 125\nr.dat 16",
    ])
    func whatIsNoHeaderIsRefused(_ text: String) {
        #expect(throws: SignalError.self, "\(text)") { try header(text) }
    }
}
