/// What servers say when they refuse, and what it means: one file a provider beside this one.
///
/// To add what a server says, put its words between quotes into the list `said` of the cause it means, in lower case.
/// Of all words that fit a reply the longest count, so the order does not matter.
enum ReplyCatalogue {
    static let causes: [ReplyCause] =
        [
            ReplyCause.google, ReplyCause.microsoft, ReplyCause.yahoo, ReplyCause.netEase, ReplyCause.tencent,
            ReplyCause.china, ReplyCause.korea, ReplyCause.russia, ReplyCause.germany, ReplyCause.others,
            ReplyCause.mailboxes, ReplyCause.anyServer,
        ].flatMap(\.self)

    /// - Returns: nil for words that nobody has noted.
    static func cause(of reply: ServerReply) -> ReplyCause? {
        var best: (cause: ReplyCause, weight: Int)?
        for cause in causes {
            for known in cause.replies where known.fits(reply) {
                // Between words of one length, those of this very provider.
                let weight = known.words.utf8.count * 2 + (known.family == nil ? 0 : 1)
                if weight > best?.weight ?? -1 { best = (cause, weight) }
            }
        }
        return best?.cause
    }
}
