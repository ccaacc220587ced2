/// Keeps the order of a folder's messages while several connections store them.
///
/// A target gives a message its identifier when the command that carries it ends. So batches are uploaded side by side,
/// and only the end of each command waits until all batches before it have been answered. What one connection sends is
/// stored in the order sent, so a batch need not wait for an answer to the one before it on the same connection.
actor CommitOrder {
    /// All batches before this one have been answered.
    private var lowest = 0
    /// Batches from `lowest` on that have been answered.
    private var answered: Set<Int> = []
    /// Batches from `lowest` on that were sent as a whole, and by which pair.
    private var senders: [Int: Int] = [:]
    private var waiting: [Int: (pair: Int, continuation: CheckedContinuation<Void, Never>)] = [:]
    /// No turns any more: a server that stores one command at a time must not wait for the other one's end.
    private(set) var isGivenUp = false

    func mayEnd(_ batch: Int, pair: Int) -> Bool {
        isGivenUp || batch <= lowest
            || (lowest..<batch).allSatisfy { answered.contains($0) || senders[$0] == pair }
    }

    /// Waits for the turn of a batch.
    ///
    /// - Parameter patience: how long; after that there is no order in this folder any more.
    func turn(of batch: Int, pair: Int, patience: Duration = CopyLimits.orderPatience) async {
        guard !mayEnd(batch, pair: pair) else { return }
        await withTaskGroup { group in
            group.addTask { await self.wait(for: batch, pair: pair) }
            group.addTask { await self.loseOrder(after: patience, for: batch) }
            await group.next()
            group.cancelAll()
        }
    }

    func sent(_ batch: Int, by pair: Int) {
        senders[batch] = pair
        wake()
    }

    func answered(_ batch: Int) {
        answered.insert(batch)
        while answered.remove(lowest) != nil {
            senders[lowest] = nil
            lowest += 1
        }
        wake()
    }

    /// Lets everybody go on, because a batch will never be answered.
    func giveUp() {
        isGivenUp = true
        wake()
    }

    private func wait(for batch: Int, pair: Int) async {
        await withCheckedContinuation { continuation in
            if mayEnd(batch, pair: pair) { return continuation.resume() }
            waiting[batch] = (pair, continuation)
        }
    }

    private func loseOrder(after patience: Duration, for batch: Int) async {
        try? await Task.sleep(for: patience)
        // A sleep that is cut short because the turn has come finds nobody waiting.
        if waiting[batch] != nil { giveUp() }
    }

    private func wake() {
        for (batch, waiter) in waiting where mayEnd(batch, pair: waiter.pair) {
            waiting[batch] = nil
            waiter.continuation.resume()
        }
    }
}
