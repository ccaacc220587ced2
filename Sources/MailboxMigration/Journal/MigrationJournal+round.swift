internal import GRDB

/// One look at both accounts, and all the copying that follows from it. A folder is known to the journal only when its
/// copy begins, so the folders alone never tell whether all is through.
extension MigrationJournal {
    /// How far the last round got.
    struct Round: Equatable {
        /// Whether all that it found to do was done, or given up with a reason.
        var isThrough = false
        /// Messages that the source named in all chosen folders when it began; nil when it did not get so far.
        var announced: Int?
    }

    func lastRound() throws(JournalError) -> Round {
        try read { database in
            guard let row = try database.rows("SELECT is_through, announced FROM migration").first else {
                return Round()
            }
            return Round(
                isThrough: try row.integer("is_through") != 0,
                announced: try row.optionalInteger("announced").map { Int(clamping: $0) })
        }
    }

    func beginRound(announcing messages: Int) throws(JournalError) {
        try note(Round(isThrough: false, announced: messages))
    }

    func endRound() throws(JournalError) {
        var round = try lastRound()
        round.isThrough = true
        try note(round)
    }

    /// A run that finds nothing new has nothing to wait for the disk for.
    private func note(_ round: Round) throws(JournalError) {
        guard try lastRound() != round else { return }
        try write { database in
            try database.run(
                "UPDATE migration SET is_through = ?, announced = ?",
                [round.isThrough, round.announced])
        }
    }
}
