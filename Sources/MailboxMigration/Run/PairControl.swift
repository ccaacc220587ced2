/// Says how many pairs of connections work at the same time.
actor PairControl {
    private var search: PairSearch
    private var hasEnded = false
    private var waiting: [(number: Int, continuation: CheckedContinuation<Void, Never>)] = []

    init(_ search: PairSearch) { self.search = search }

    /// The number found.
    var pairs: Int { search.pairs }

    /// Waits until a pair is wanted beside those before it; false when the work is done without it.
    func isWanted(_ number: Int) async -> Bool {
        while !hasEnded, number >= search.pairs {
            await withCheckedContinuation { waiting.append((number, $0)) }
        }
        return !hasEnded
    }

    /// A server does not want this one.
    func refused() { search.refused() }

    func end() {
        hasEnded = true
        wake()
    }

    /// Tries one more pair from time to time, as long as that brings more.
    func grow(measuring work: () async -> UInt64) async {
        var before = await work()
        while !search.isSettled, !hasEnded {
            do { try await Task.sleep(for: PairSearch.interval) } catch { return }
            let now = await work()
            search.observed(rate: Double(now &- before))
            before = now
            wake()
        }
    }

    private func wake() {
        for waiter in waiting { waiter.continuation.resume() }
        waiting.removeAll()
    }
}
