import Testing

@testable import IMAPClient

@Suite struct ReadDemandTests {
    @Test(arguments: [(ReadDemand.highWatermark, true), (ReadDemand.highWatermark + 1, false)])
    func readingStopsAboveTheHighWatermark(_ bytes: Int, mayRead: Bool) {
        var demand = ReadDemand()
        demand.buffered(bytes)
        #expect(demand.mayRead == mayRead)
    }

    @Test(arguments: [(ReadDemand.lowWatermark, true), (ReadDemand.lowWatermark + 1, false)])
    func readingGoesOnAtTheLowWatermark(_ bytes: Int, resumes: Bool) {
        var demand = ReadDemand()
        demand.buffered(ReadDemand.highWatermark + 1)
        let resumed = demand.drained(to: bytes)
        #expect(resumed == resumes)
        #expect(demand.mayRead == resumes)
    }

    @Test func drainingWithoutAPauseAsksForNothing() {
        var demand = ReadDemand()
        let resumed = demand.drained(to: 0)
        #expect(!resumed)
        #expect(demand.mayRead)
    }
}
