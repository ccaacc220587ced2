import MailCore
import Testing

@testable import GodwitCommands

@Suite struct ProgressRateTests {
    @Test func nothingIsPromisedBeforeThereIsSomethingToMeasure() {
        var rate = ProgressRate(span: ProgressRate.promised)
        #expect(rate.perSecond == nil)
        #expect(rate.secondsLeft(for: 10) == nil)
        rate.sample(milliseconds: 0, messages: 0, bytes: 0)
        rate.sample(milliseconds: 4_999, messages: 100, bytes: 1_000)
        #expect(rate.secondsLeft(for: 10) == nil)
        rate.sample(milliseconds: 10_000, messages: 100, bytes: 1_000)
        #expect(rate.secondsLeft(for: 25) == 3)
        #expect(rate.secondsLeft(for: 0) == 0)
    }

    @Test func whatStandsStillPromisesNothing() {
        var rate = ProgressRate(span: ProgressRate.promised)
        for second in 0...10 { rate.sample(milliseconds: second * 2_000, messages: 7, bytes: 70) }
        #expect(rate.perSecond?.messages == 0)
        #expect(rate.secondsLeft(for: 10) == nil)
    }

    /// A minute at 100 messages a second, then at 10: after its span only the present counts.
    @Test func theSpeedFollowsThePresent() throws {
        var shown = ProgressRate(span: ProgressRate.shown)
        var promised = ProgressRate(span: ProgressRate.promised)
        var messages = 0
        for second in 1...80 {
            messages += second <= 60 ? 100 : 10
            shown.sample(milliseconds: second * 1_000, messages: messages, bytes: UInt64(messages) * 50)
            promised.sample(milliseconds: second * 1_000, messages: messages, bytes: 0)
        }
        #expect(try #require(shown.perSecond).messages == 10)
        #expect(try #require(shown.perSecond).bytes == 500)
        let slow = try #require(promised.perSecond).messages
        #expect(slow > 70 && slow < 80)
    }

    @Test(arguments: [
        (0, "0 s", "约 0 秒"), (1, "5 s", "约 5 秒"), (55, "55 s", "约 55 秒"), (56, "1 min", "约 1 分钟"),
        (61, "2 min", "约 2 分钟"),
        (3_540, "59 min", "约 59 分钟"), (3_541, "1 h", "约 1 小时"), (3_601, "1 h 10 min", "约 1 小时 10 分钟"),
        (11_900, "3 h 20 min", "约 3 小时 20 分钟"), (360_000, "100 h", "约 100 小时"),
    ])
    func timesAreRounded(seconds: Int, english: String, chinese: String) {
        #expect(Quantity.about(seconds: seconds, in: .english) == english)
        #expect(Quantity.about(seconds: seconds, in: .simplifiedChinese) == chinese)
    }
}
