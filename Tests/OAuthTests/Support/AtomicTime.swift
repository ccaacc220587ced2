import Synchronization

/// A clock that goes when it is told to.
final class AtomicTime: Sendable {
    private let time = Mutex(1_000_000)

    var seconds: Int { time.withLock { $0 } }

    func advance(_ seconds: Int) { time.withLock { $0 += seconds } }
}
