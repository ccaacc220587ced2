internal import IMAPCodec

/// Finds out by halves which of a message's keywords a server refuses. No input or output: it says what to try, and is
/// told how that went.
struct KeywordSearch {
    private var pieces: [[Flag]]
    private var tries = 0
    private(set) var refused: [Flag] = []

    /// - Parameter suspects: keywords that were refused together.
    init(among suspects: [Flag]) {
        if suspects.count == 1 { refused = suspects }
        pieces = suspects.count > 1 ? Self.halves(of: suspects) : []
    }

    /// What to set on the message next; nil when all is known.
    var next: [Flag]? { pieces.last }

    /// How ``next`` went. What is not found within ``CopyLimits/keywordTries`` counts as refused.
    mutating func tried(isRefused: Bool) {
        guard let piece = pieces.popLast() else { return }
        tries += 1
        if isRefused {
            if piece.count > 1 { pieces += Self.halves(of: piece) } else { refused += piece }
        }
        if tries >= CopyLimits.keywordTries {
            refused += pieces.joined()
            pieces = []
        }
    }

    private static func halves(of flags: [Flag]) -> [[Flag]] {
        let middle = flags.count / 2
        return [Array(flags[middle...]), Array(flags[..<middle])]
    }
}
