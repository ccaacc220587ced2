import MailCore
import Testing

@testable import MailboxMigration

@Suite struct StopSignalTests {
    @Test func `Everybody who waits is woken`() async throws {
        let stop = StopSignal()
        try await withDeadline(.seconds(20)) {
            await withTaskGroup { group in
                for _ in 1...10 { group.addTask { await stop.wait(atMost: .seconds(3_600)) } }
                for _ in 1...10 { group.addTask { await stop.stopped() } }
                group.addTask { stop.stop() }
            }
        }
        #expect(stop.isStopping)
    }

    @Test func `Whoever comes later does not wait at all`() async throws {
        let stop = StopSignal()
        stop.stop()
        stop.stop()
        try await withDeadline(.seconds(20)) {
            await stop.stopped()
            await stop.wait(atMost: .seconds(3_600))
        }
    }

    @Test func `A wait ends by itself`() async throws {
        let stop = StopSignal()
        try await withDeadline(.seconds(20)) { await stop.wait(atMost: .milliseconds(1)) }
        #expect(!stop.isStopping)
    }

    @Test func `A wait ends with its task`() async throws {
        let stop = StopSignal()
        try await withDeadline(.seconds(20)) {
            await withTaskGroup { group in
                for _ in 1...100 { group.addTask { await stop.stopped() } }
                group.cancelAll()
            }
        }
        #expect(!stop.isStopping)
    }
}
