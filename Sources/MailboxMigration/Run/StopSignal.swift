internal import Synchronization

/// Asks a running migration to end in good order: what is under way is finished, nothing new is begun.
public final class StopSignal: Sendable {
    private struct Waiting {
        var count = 0
        var continuations: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let flag = Atomic(false)
    private let waiting = Mutex(Waiting())

    /// Not asked for yet.
    public init() {}

    /// Asks for the end; from any thread, as often as it comes.
    public func stop() {
        flag.store(true, ordering: .sequentiallyConsistent)
        let continuations = waiting.withLock { waiting in
            defer { waiting.continuations = [:] }
            return waiting.continuations.values
        }
        for continuation in continuations { continuation.resume() }
    }

    /// Whether it was asked for.
    public var isStopping: Bool { flag.load(ordering: .relaxed) }

    /// Waits until it is asked for, or the task is cancelled.
    func stopped() async {
        let number = waiting.withLock { waiting in
            waiting.count += 1
            return waiting.count
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Under the lock, so that neither a stop nor a cancellation can pass between the look and the waiting.
                let isOver = waiting.withLock { waiting in
                    if flag.load(ordering: .sequentiallyConsistent) || Task.isCancelled { return true }
                    waiting.continuations[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            waiting.withLock { $0.continuations.removeValue(forKey: number) }?.resume()
        }
    }

    /// Waits for a time, or until it is asked for, or the task is cancelled: whichever is first.
    func wait(atMost duration: Duration) async {
        await withTaskGroup { group in
            group.addTask { await self.stopped() }
            group.addTask { try? await Task.sleep(for: duration) }
            await group.next()
            group.cancelAll()
        }
    }
}
