internal import Synchronization

/// Asks a running migration to end in good order: what is under way is finished, nothing new is begun.
public final class StopSignal: Sendable {
    private let flag = Atomic(false)

    /// Not asked for yet.
    public init() {}

    /// Asks for the end; from any thread, as often as it comes.
    public func stop() { flag.store(true, ordering: .relaxed) }

    /// Whether it was asked for.
    public var isStopping: Bool { flag.load(ordering: .relaxed) }
}
