internal import MailCore

typealias ReplyCause = RefusalCause<KnownReply>

/// What servers say when they refuse, and what it means: one file a provider beside this one.
///
/// To add what a server says, put its words between quotes into the list `said` of the cause it means, in lower case.
/// Of all words that fit a reply the longest count, so the order does not matter.
enum ReplyCatalogue {
    static let causes: [ReplyCause] = [
        google, microsoft, yahoo, netEase, tencent, china, korea, russia, germany, others, mailboxes, anyServer,
    ].flatMap(\.self)

    /// - Returns: nil for words that nobody has noted.
    static func cause(of reply: ServerReply) -> ReplyCause? {
        ReplyCause.best(in: causes) { known in
            guard known.fits(reply) else { return nil }
            // Between words of one length, those of this very provider.
            return known.words.utf8.count * 2 + (known.family == nil ? 0 : 1)
        }
    }
}
