import IMAPCodec
import NIOCore
import Testing

@testable import IMAPClient

@Suite struct ExchangeTableTests {
    private static let fetch = CommandTraits(.uidFetch(UIDSet(UID.first...UID.last), .body))

    private static func body(_ bytes: Int) -> CommandExchange.Event {
        .bodyBytes(ByteBuffer(repeating: 0, count: bytes))
    }

    /// Answers under way one behind the other: each is small, and nobody has taken any of them.
    @Test func readingStopsForAllAnswersTogether() throws {
        var table = ExchangeTable()
        let third = ReadDemand.highWatermark / 3
        for id in 1...4 { table.begin(id, Self.fetch) }
        for id in 1...3 {
            let isWithin = table.deliver(Self.body(third), to: id)
            #expect(isWithin)
            table.finish(id, .success(StatusResponse(.ok, "")))
        }
        #expect(table.mayRead)
        _ = table.deliver(Self.body(third), to: 4)
        #expect(!table.mayRead)

        let first = try #require(table[1])
        let afterTaking = table.takeEvent(of: first)?.mayResume
        let afterForgetting = [table.forget(2), table.forget(3)]
        let last = try #require(table[4])
        let afterAll = table.takeEvent(of: last)?.mayResume
        #expect(afterTaking == false)
        #expect(afterForgetting == [false, false])
        #expect(afterAll == true)
        #expect(table.mayRead)
    }

    @Test func forgottenAnswersHoldNothing() {
        var table = ExchangeTable()
        table.begin(1, Self.fetch)
        _ = table.deliver(Self.body(ReadDemand.highWatermark + 1), to: 1)
        #expect(!table.mayRead)
        let resumes = table.forget(1)
        #expect(resumes)
        let isWithin = table.deliver(Self.body(ReadDemand.highWatermark + 1), to: 1)
        #expect(isWithin)
        #expect(table.mayRead)
        #expect(table[1]?.bufferedBytes == 0)
        #expect(table.oldest?.traits.name == "UID FETCH")
        table.finish(1, .success(StatusResponse(.ok, "")))
        #expect(table[1] == nil)
    }

    @Test func bodiesNobodyAskedForArePassedOver() {
        var table = ExchangeTable()
        table.begin(1, CommandTraits(.noop))
        table.begin(2, .append)
        for id in 1...2 {
            let isWithin = table.deliver(Self.body(ReadDemand.highWatermark + 1), to: id)
            #expect(isWithin)
            #expect(table[id]?.bufferedBytes == 0)
        }
        #expect(table.mayRead)
    }

    @Test func onlyGatheredAnswersAreKeptAsAWhole() {
        var table = ExchangeTable()
        table.begin(1, CommandTraits(.noop))
        table.begin(2, .append)
        for id in 1...2 { _ = table.deliver(.untagged(.exists(1)), to: id) }
        #expect(table[1]?.bufferedBytes == UntaggedResponse.exists(1).weight)
        #expect(table[2]?.bufferedBytes == 0)
    }

    @Test(.timeLimit(.minutes(1))) func nobodyWaitsForWhatHasEnded() async {
        let exchange = CommandExchange(Self.fetch)
        exchange.finish(.failure(.cancelled))
        await withCheckedContinuation { exchange.setWaiter($0) }
        #expect(exchange.outcome == .failure(.cancelled))
    }
}
