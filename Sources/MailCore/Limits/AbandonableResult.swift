import Synchronization

/// A result that comes from outside structured concurrency, once, and for which a task waits until it is cancelled.
/// What arrives later is dropped.
package final class AbandonableResult<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case waiting(CheckedContinuation<Value, any Error>)
        case completed(Result<Value, any Error>)
    }

    private let state = Mutex(State.empty)

    package init() {}

    /// The first result counts.
    package func complete(with result: Result<Value, any Error>) {
        let waiting = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            switch state {
            case .empty:
                state = .completed(result)
                return nil
            case .waiting(let continuation):
                state = .completed(result)
                return continuation
            case .completed:
                return nil
            }
        }
        waiting?.resume(with: result)
    }

    /// Waits for the result; may be called once.
    ///
    /// - Throws: the failure, or `CancellationError` as soon as the task is cancelled.
    package func value() async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let completed = state.withLock { state -> Result<Value, any Error>? in
                    if case .completed(let result) = state { return result }
                    state = .waiting(continuation)
                    return nil
                }
                if let completed { continuation.resume(with: completed) }
            }
        } onCancel: {
            complete(with: .failure(CancellationError()))
        }
    }
}
