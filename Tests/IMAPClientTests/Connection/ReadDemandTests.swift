import MailCore
import Testing

@testable import IMAPClient

@Suite struct ReadDemandTests {
    private static let high = ReadDemand.highWatermark
    private static let low = ReadDemand.lowWatermark
    private static let most = ByteLimits.imapCollectedResponses

    @Test(arguments: [(high, true), (high + 1, false)])
    func readingStopsAboveTheHighWatermark(_ bytes: Int, mayRead: Bool) {
        var demand = ReadDemand()
        let isWithin = demand.buffered(bytes, .streamed)
        #expect(isWithin)
        #expect(demand.mayRead == mayRead)
    }

    @Test(arguments: [(low, true), (low + 1, false)])
    func readingGoesOnAtTheLowWatermark(_ bytes: Int, resumes: Bool) {
        var demand = ReadDemand()
        _ = demand.buffered(Self.high + 1, .streamed)
        let resumed = demand.released(Self.high + 1 - bytes, .streamed)
        #expect(resumed == resumes)
        #expect(demand.mayRead == resumes)
    }

    /// Many answers under way hold little each, and much together.
    @Test func allAnswersCountTogether() {
        var demand = ReadDemand()
        for _ in 0..<4 { _ = demand.buffered(Self.high / 4, .streamed) }
        #expect(demand.mayRead)
        _ = demand.buffered(1, .streamed)
        #expect(!demand.mayRead)
    }

    @Test func drainingWithoutAPauseAsksForNothing() {
        var demand = ReadDemand()
        let resumed = demand.released(0, .streamed)
        #expect(!resumed)
        #expect(demand.mayRead)
    }

    /// What somebody waits for as a whole must not wait for itself.
    @Test(arguments: [(most, true), (most + 1, false)])
    func gatheredAnswersAreLimitedAndStopNothing(_ bytes: Int, isWithin: Bool) {
        var demand = ReadDemand()
        let first = demand.buffered(1, .gathered)
        let second = demand.buffered(bytes - 1, .gathered)
        #expect(first)
        #expect(second == isWithin)
        #expect(demand.mayRead)
        _ = demand.released(bytes, .gathered)
        let afterwards = demand.buffered(Self.most, .gathered)
        #expect(afterwards)
    }

    @Test func droppedAnswersCountNothing() {
        var demand = ReadDemand()
        let isWithin = demand.buffered(.max, .dropped)
        _ = demand.released(.max, .dropped)
        #expect(isWithin)
        #expect(demand.mayRead)
    }
}
