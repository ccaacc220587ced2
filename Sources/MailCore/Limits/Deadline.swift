/// The time given to an operation has passed.
package struct DeadlineExceeded: Error, Hashable, Sendable {
    package init() {}
}

/// Runs the operation; when it takes longer than the limit it is cancelled.
///
/// - Throws: ``DeadlineExceeded``, or what the operation throws. The operation must react to cancellation: this
///   function returns only when it has ended.
package func withDeadline<Value: Sendable>(
    _ limit: Duration, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await operation() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw DeadlineExceeded()
        }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}
