import Dispatch
import MailCore
import Synchronization
import Testing

@testable import SASL

/// Where the slow step of SCRAM is done.
@Suite struct KeyDerivationTests {
    /// One thread, as an event loop is, and how long its longest job took.
    private final class Loop: TaskExecutor {
        private let queue = DispatchQueue(label: "loop")
        private let longestJob = Mutex(Duration.zero)

        var longest: Duration { longestJob.withLock { $0 } }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async {
                let time = ContinuousClock().measure { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
                self.longestJob.withLock { $0 = max($0, time) }
            }
        }
    }

    @Test func `An event loop that the task prefers goes on meanwhile`() async throws {
        let derivation = KeyDerivation(
            hash: .sha256, password: Secret("pencil"), salt: Array("salt".utf8), iterations: 1_000_000)
        let loop = Loop()
        let clock = ContinuousClock()
        let time = try await withTaskExecutorPreference(loop) {
            let start = clock.now
            _ = try await derivation.run()
            return start.duration(to: clock.now)
        }
        #expect(loop.longest * 2 < time)
    }
}
