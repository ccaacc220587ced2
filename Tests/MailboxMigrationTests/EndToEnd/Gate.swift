import Dispatch
import Synchronization

/// Holds a migration at one of its events, so that what a test does then surely happens in the middle.
final class Gate: Sendable {
    private let isSpent = Atomic(false)
    private let semaphore = DispatchSemaphore(value: 0)
    private let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)

    func holdOnce() {
        guard !isSpent.exchange(true, ordering: .relaxed) else { return }
        arrival.yield()
        semaphore.wait()
    }

    func reached() async {
        for await _ in arrivals { return }
    }

    func open() { semaphore.signal() }
}
