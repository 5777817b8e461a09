import Circuits
import Circulation
import Testing
import TwinEngine

@Suite struct ForecastTests {
    /// Twenty hearts that differ in resistance, compliance and contractility.
    private static let members: [LoopParameters] = (0..<20).compactMap { number in
        let k = Double(number) / 19 - 0.5
        let adult = LoopParameters.healthyAdult
        return try? adult.replacing([
            "circulation.systemicArterialResistance":
                adult["systemicArterialResistance"] * (1 + 0.2 * k),
            "circulation.leftVentricularActiveElastance":
                adult["leftVentricularActiveElastance"] * (1 - 0.2 * k),
        ])
    }

    private static func forecaster() throws -> Forecaster {
        let solver = try CircuitSolver(
            TestHeart.layout.plan,
            state: LoopParameters.healthyAdult.circuitState(TestHeart.layout.plan))
        try solver.settle(steps: 215, volumeTolerance: 0.1)
        let ensemble = try TwinEnsemble(around: solver, members: members, steps: 215)
        #expect(ensemble.count == 20)
        return Forecaster(TestHeart.layout, rest: TestHeart.state, ensemble: ensemble)
    }

    private static func words(_ heart: TwinHeart) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: heart.wordCount)
        words.withUnsafeMutableBufferPointer { if let at = $0.baseAddress { heart.write(to: at) } }
        return words
    }

    private static func curve(_ forecast: Forecast, _ code: String) -> Forecast.Curve? {
        forecast.curves.first { $0.code == code }
    }

    @Test func aSettledHeartStaysAsItIs() throws {
        let heart = try TestHeart.new()
        for _ in 0..<10_000 { _ = heart.advance() }
        let before = TestHeart.words(heart)
        let forecast = try Self.forecaster().forecast(from: Self.words(heart))
        #expect(TestHeart.words(heart) == before)
        let pressure = try #require(Self.curve(forecast, "MDC_PRESS_BLD_ART_ABP_MEAN"))
        #expect(pressure.median.count == 61)
        #expect(abs(pressure.median[60] - heart.beat.arterialMean) < 2)
        #expect(abs(pressure.median[60] - pressure.median[1]) < 1, "\(pressure.median)")
        #expect(pressure.high[30] - pressure.low[30] > 1)
        #expect(forecast.crossings[0].probability == 0)
        #expect(forecast.hearts == 20)
    }

    @Test func bloodThatIsBeingLostIsForeseen() throws {
        let heart = try TestHeart.new()
        for _ in 0..<5000 { _ = heart.advance() }
        let blood = TestHeart.signal("circulation.bloodVolume")
        let goes = heart.apply(
            Command(signal: blood, operation: .add, value: -1800, ramp: 60_000))
        #expect(goes)
        let forecaster = try Self.forecaster()
        let forecast = try forecaster.forecast(from: Self.words(heart))
        let crossing = forecast.crossings[0]
        #expect(crossing.probability > 0.5, "\(forecast.statements)")
        let median = try #require(crossing.median)
        #expect((10...60).contains(median))
        #expect(forecast.statements[0].hasPrefix("if nothing is done, MAP falls below 55 mmHg in"))
        #expect(forecast.statements[0].contains("(90 %: "))
        // What is being done about it: blood comes back.
        let saved = try forecaster.forecast(
            from: Self.words(heart),
            commands: [Command(signal: blood, operation: .add, value: 1800, ramp: 1000)],
            interventions: ["volume-loading"])
        #expect(saved.crossings[0].probability == 0, "\(saved.statements)")
    }

    @Test func theTwinGoesWhereItsForecastSaid() throws {
        let heart = try TestHeart.new()
        for _ in 0..<5000 { _ = heart.advance() }
        let resistance = TestHeart.signal("circulation.systemicArterialResistance")
        #expect(
            heart.apply(Command(signal: resistance, operation: .scale, value: 0.6, ramp: 20_000)))
        for _ in 0..<4000 { _ = heart.advance() }
        let forecaster = Forecaster(
            TestHeart.layout, rest: TestHeart.state,
            ensemble: TwinEnsemble(alone: TestHeart.layout.plan))
        let forecast = try forecaster.forecast(from: Self.words(heart))
        let pressure = try #require(Self.curve(forecast, "MDC_PRESS_BLD_ART_ABP_MEAN"))
        let rate = try #require(Self.curve(forecast, "MDC_ECG_HEART_RATE"))
        var furthest = (pressure: 0.0, rate: 0.0)
        let start = Int(heart.step)
        while Int(heart.step) < start + 60_000 {
            guard heart.advance() else { continue }
            // The beat that ends now, against the forecast of its middle.
            let second = Int((Double(Int(heart.step) - start) - 400) / 1000)
            furthest.pressure = max(
                furthest.pressure, abs(pressure.median[second] - heart.beat.arterialMean))
            furthest.rate = max(furthest.rate, abs(rate.median[second] - heart.beat.heartRate))
        }
        // The forecast begins with the next beat and its steps are longer.
        #expect(furthest.pressure < 2.5, "\(furthest)")
        #expect(furthest.rate < 4, "\(furthest)")
    }

    @Test func aQuestionThatCannotBeIsRefused() throws {
        let heart = try TestHeart.new()
        let blood = TestHeart.signal("circulation.bloodVolume")
        let forecaster = Forecaster(
            TestHeart.layout, rest: TestHeart.state,
            ensemble: TwinEnsemble(alone: TestHeart.layout.plan))
        #expect(throws: TwinEngineError.self) {
            try forecaster.forecast(
                from: Self.words(heart),
                commands: [Command(signal: blood, operation: .add, value: -5000)])
        }
    }

    @Test func aMinuteOfTwentyHeartsTakesLessThanHalfASecondOfEachProcessor() throws {
        let heart = try TestHeart.new()
        for _ in 0..<3000 { _ = heart.advance() }
        let forecaster = try Self.forecaster()
        let best =
            try (0..<3).map { _ in
                try forecaster.forecast(from: Self.words(heart)).milliseconds
            }.min() ?? .infinity
        // Other tests run beside it.
        #expect(best < 2000)
    }
}
