internal import IMAPCodec
internal import Synchronization

/// What was learnt about the keywords of one target folder, so that one bad keyword does not fail a thousand messages.
final class KeywordMemory: Sendable {
    private struct State {
        var taken: Set<Flag> = []
        var refused: Set<Flag> = []
    }

    private let state = Mutex(State())

    /// Messages with these were stored.
    func took(_ keywords: Set<Flag>) {
        guard !keywords.isEmpty else { return }
        state.withLock { $0.taken.formUnion(keywords) }
    }

    /// The target does not take these; they are not sent any more.
    func refused(_ keywords: some Sequence<Flag>) { state.withLock { $0.refused.formUnion(keywords) } }

    func refuses(_ keyword: Flag) -> Bool { state.withLock { $0.refused.contains(keyword) } }

    /// Those of a refused message's keywords that may be to blame: none that was taken before, unless all were.
    func suspects(among sent: [Flag]) -> [Flag] {
        let unknown = state.withLock { state in sent.filter { !state.taken.contains($0) } }
        return unknown.isEmpty ? sent : unknown
    }
}
