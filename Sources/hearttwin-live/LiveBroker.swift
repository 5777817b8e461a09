import ArgumentParser
import CommandLineSupport
import TwinEngine
import TwinServer

/// `hearttwin live broker`: a Kafka broker in memory, for trying things out.
struct LiveBroker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker",
        abstract: "Run a small Kafka broker in memory, for trying things out.",
        discussion: """
            It is the test broker of librdkafka: one topic with one partition, open on loopback, forgotten when it \
            ends. Prints its address and runs until Ctrl-C.
            """)

    @Option(help: "Name of the topic.")
    var topic = "vitals"

    /// Between looks at the keyboard [ns].
    private static let rest: UInt64 = 50_000_000

    func run() throws {
        Interrupts.listen(quiet: true)
        let broker = try MockKafka(topic: topic, partitions: 1)
        LiveOutput.write(broker.brokers)
        while !Interrupts.stopRequested {
            MonotonicClock.sleep(until: MonotonicClock.now + Self.rest)
        }
    }
}
