internal import Synchronization

/// Tells a target that takes nothing any more from one that does not take a certain message.
///
/// OVERQUOTA is said of a large message while smaller ones still fit (RFC 9208 §4.3.1), and UNAVAILABLE of one that a
/// server chokes on. So such a message is given up for now; as soon as another one is taken, it was about that message.
/// When a small one finds no room, or one after the other is refused, or nothing follows, it was about the target.
final class RefusalWatch: Sendable {
    private struct State {
        /// Refusals of single messages since anything was taken.
        var withoutRoom = 0
        var unavailable = 0
        var lastWordsWithoutRoom: String?
    }

    private let state = Mutex(State())

    /// The target took something.
    func stored() { state.withLock { $0 = State() } }

    /// A single message found no room.
    ///
    /// - Returns: whether the target is full.
    func foundNoRoom(size: UInt64, serverText: String) -> Bool {
        state.withLock { state in
            state.withoutRoom += 1
            state.lastWordsWithoutRoom = serverText
            return size <= CopyLimits.smallMessage || state.withoutRoom >= CopyLimits.refusalsInARow
        }
    }

    /// A single message was not taken, however often it was tried.
    ///
    /// - Returns: whether the target takes nothing at all.
    func wasUnavailable() -> Bool {
        state.withLock { state in
            state.unavailable += 1
            return state.unavailable >= CopyLimits.refusalsInARow
        }
    }

    /// The server's words when the last thing it did was to say that there is no room; nil when it took something since.
    var lastWordsWithoutRoom: String? { state.withLock { $0.lastWordsWithoutRoom } }
}
