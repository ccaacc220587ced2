internal import Synchronization

/// Asks a running migration to end in good order: what is under way is finished, nothing new is begun.
public final class StopSignal: Sendable {
    private let flag = Atomic(false)

    public init() {}

    public func stop() { flag.store(true, ordering: .relaxed) }

    public var isStopping: Bool { flag.load(ordering: .relaxed) }
}
