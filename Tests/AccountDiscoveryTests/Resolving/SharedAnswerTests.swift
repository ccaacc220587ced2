import Synchronization
import Testing

@testable import AccountDiscovery

@Suite struct SharedAnswerTests {
    @Test func `Only the first one asks`() async {
        let shared = SharedAnswer<Int>()
        let counter = Counter()
        let values = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await shared.value {
                        await Task.yield()
                        return counter.next()
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values == Array(repeating: 1, count: 50))
        #expect(await shared.value { 2 } == 1)
    }

    @Test func `Who waits can give up, and the answer comes all the same`() async {
        let shared = SharedAnswer<Int>()
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        async let first = shared.value {
            start.finish()
            for await _ in gate {}
            return 7
        }
        for await _ in started {}
        let waiting = Task { await shared.value { 8 } }
        waiting.cancel()
        #expect(await waiting.value == nil)
        open.finish()
        #expect(await first == 7)
    }
}

private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
