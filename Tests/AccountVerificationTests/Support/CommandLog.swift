import Synchronization

/// Names of the commands a server received.
final class CommandLog: Sendable {
    private let stored = Mutex<[String]>([])

    var names: [String] { stored.withLock { $0 } }

    var loginCount: Int { names.count { ["LOGIN", "AUTHENTICATE"].contains($0) } }

    func append(_ name: String) { stored.withLock { $0.append(name) } }
}
