import HeartModel
import LoopLevel
import Testing

/// Many hearts that are not alike, against each alone and against `LoopResponse`.
@Suite struct LoopCohortTests {
    /// Hearts with rates from 50 to 90/min and resistances by a factor of two, one of them with a pericardium.
    private func subjects(_ count: Int = 11) throws -> [LoopSubject] {
        try (0..<count).map { place in
            var untreated = HeartParameters()
            try untreated.set("circulation.heartRate", 50 + 4 * Double(place))
            let name = "circulation.systemicArterialResistance"
            try untreated.set(name, (0.7 + 0.06 * Double(place)) * untreated.value(name))
            if place == 4 { try untreated.set("circulation.pericardialVolume", 550) }
            var bled = untreated
            try bled.set(
                "circulation.bloodVolume", untreated.value("circulation.bloodVolume") - 300)
            var paced = untreated
            try paced.set("circulation.heartRate", 40)
            return LoopSubject(
                untreated: untreated,
                treatments: [bled, paced].map { LoopSubject.Treatment(parameters: $0) })
        }
    }

    private let cohort = LoopCohort(reflex: true, duration: 8000)

    private func values(
        _ subjects: [LoopSubject], wants: (Int, Int?) -> Bool = { _, _ in true }
    ) throws -> [String: [String: UInt64]] {
        var found: [String: [String: UInt64]] = [:]
        try cohort.run(subjects, wants: wants, begin: { _ in true }) { answers in
            for answer in answers {
                let name = "\(answer.subject) \(answer.treatment ?? -1)"
                #expect(found[name] == nil, "\(name) twice")
                found[name] = try answer.result.get().metrics.reduce(into: [:]) {
                    $0[$1.identifier] = $1.value.bitPattern
                }
            }
        }
        return found
    }

    @Test func everyHeartHasTheBitsItHasAlone() throws {
        let subjects = try subjects()
        let together = try values(subjects)
        #expect(together.count == 33)
        for place in [0, 4, 10] {
            for treatment in [nil, 0, 1] as [Int?] {
                let alone = try values([subjects[place]]) { $1 == treatment }
                #expect(alone.count == 1)
                #expect(
                    alone["0 \(treatment ?? -1)"] == together["\(place) \(treatment ?? -1)"],
                    "heart \(place), treatment \(treatment ?? -1)")
            }
        }
    }

    @Test func everyHeartAnswersAsLoopResponseSays() throws {
        let subjects = try subjects()
        let together = try values(subjects)
        for place in [0, 4, 9] {
            let response = try LoopResponse(
                of: LoopMember(
                    untreated: subjects[place].untreated,
                    treated: subjects[place].treatments[0].parameters),
                reflex: true, duration: 8000)
            for (treatment, metrics) in [(-1, response.before), (0, response.after)] {
                // Mean gradients are ones over few steps, and change with their number.
                for metric in metrics where !metric.identifier.hasSuffix("GradientMmHg") {
                    let bits = try #require(
                        together["\(place) \(treatment)"]?[metric.identifier])
                    let value = Double(bitPattern: bits)
                    // Hearts that share lanes take a rounded number of steps of a beat (`evenSteps`), one alone
                    // its own: samples fall elsewhere in the beat, and peaks and rates move by a few
                    // tenths of a percent. 0.02 in the number's own unit is for those that are nearly nothing.
                    // Fits to pressure begin at the sample of its steepest change.
                    let share = ["lvTauMs": 0.08, "lvEesMmHgPerML": 0.05, "lvCoupling": 0.05]
                    let relative = share[metric.identifier] ?? 5e-3
                    #expect(
                        abs(value - metric.value) < relative * abs(metric.value) + 0.02,
                        "\(place) \(treatment) \(metric.identifier): \(value), \(metric.value)")
                }
            }
        }
    }

    /// A heart with so little blood that its ventricles would hold less than none.
    @Test func aHeartThatCannotBeFailsAlone() throws {
        var subjects = try subjects()
        let whole = try values(subjects)
        subjects[3].untreated = HeartParameters()
        try subjects[3].untreated.set("circulation.bloodVolume", 1500)
        var failed: [String] = []
        var bits: [String: UInt64] = [:]
        try cohort.run(subjects, wants: { _, _ in true }, begin: { _ in true }) { answers in
            for answer in answers {
                let name = "\(answer.subject) \(answer.treatment ?? -1)"
                switch answer.result {
                case .success(let numbers):
                    bits[name] =
                        numbers.metrics.first { $0.identifier == "lvEDVML" }?.value.bitPattern
                case .failure: failed.append(name)
                }
            }
        }
        #expect(failed.sorted() == ["3 -1", "3 0", "3 1"])
        #expect(bits.count == 30)
        for (name, value) in bits { #expect(whole[name]?["lvEDVML"] == value, "\(name)") }
    }

    @Test func aLimitOfTimeIsKept() throws {
        let hurried = LoopCohort(reflex: true, duration: 600_000, secondsPerCase: 0.05)
        var states: [String: Bool] = [:]
        try hurried.run(
            try subjects(2), wants: { $1 != 1 }, begin: { _ in true }
        ) { answers in
            for answer in answers {
                if case .failure(let error) = answer.result {
                    #expect(error is LoopTimeLimit)
                    states["\(answer.subject) \(answer.treatment ?? -1)"] = false
                } else {
                    states["\(answer.subject) \(answer.treatment ?? -1)"] = true
                }
            }
        }
        #expect(states["0 0"] == false && states["1 0"] == false)
        #expect(states.count == 4)
    }

    @Test func itStopsWhenItIsTold() throws {
        var blocks = 0
        let whole = try cohort.run(
            try subjects(), wants: { _, _ in true },
            begin: { _ in
                blocks += 1
                return blocks <= 1
            }, finish: { _ in })
        #expect(!whole)
        #expect(blocks == 2)
    }
}
