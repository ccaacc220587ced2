import Synchronization

/// Names of events in the order they came.
final class EventLog: Sendable {
    private let stored = Mutex<[String]>([])

    var names: [String] { stored.withLock { $0 } }

    func append(_ name: String) { stored.withLock { $0.append(name) } }
}
