import Testing

@testable import POP3Client

@Suite struct RetrievalWindowTests {
    private func window(_ sizes: [UInt64], isPipelining: Bool = true) -> RetrievalWindow {
        var window = RetrievalWindow(isPipelining: isPipelining)
        for size in sizes { window.began(size) }
        return window
    }

    @Test func oneMessageMayAlwaysCome() {
        #expect(window([], isPipelining: false).admits(.max))
        #expect(window([]).admits(.max))
    }

    @Test func withoutPipeliningThereIsOne() { #expect(!window([0], isPipelining: false).admits(0)) }

    @Test(arguments: [(POP3Limits.pipelinedMessages - 1, true), (POP3Limits.pipelinedMessages, false)])
    func messagesHaveALimit(_ count: Int, admits: Bool) {
        #expect(window(Array(repeating: 1, count: count)).admits(1) == admits)
    }

    @Test(arguments: [(POP3Limits.pipelinedBytes - 1, true), (POP3Limits.pipelinedBytes, false), (.max, false)])
    func bytesHaveALimit(_ size: UInt64, admits: Bool) {
        #expect(window([1]).admits(size) == admits)
        #expect(window([size]).admits(1) == admits)
    }

    @Test func whatHasComeMakesRoom() {
        var window = window([.max, .max])
        #expect(!window.admits(1))
        window.ended(.max)
        window.ended(.max)
        #expect(window == RetrievalWindow(isPipelining: true))
    }
}
