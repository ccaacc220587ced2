internal import MailCore

/// Words by which a server refuses something, in lower case: only the part that stays the same, with an IMAP or POP3
/// response code in brackets and an SMTP code in front, as the server sends them. Written as plain text, the words
/// mean the same whoever says them.
struct KnownReply: Hashable, ExpressibleByStringLiteral {
    let words: String
    /// Who has to say it; nil for anybody.
    var family: ProviderFamily?
    /// Where it has to be said; nil for anywhere.
    var stage: VerificationStep.Name?
    /// In which protocol; nil for any.
    var `protocol`: MailProtocol?

    init(stringLiteral words: String) { self.words = words }

    private init(_ words: String, _ family: ProviderFamily?, _ stage: VerificationStep.Name?, _ protocol: MailProtocol?)
    {
        (self.words, self.family, self.stage, self.protocol) = (words, family, stage, `protocol`)
    }

    /// Words that others say of something else.
    static func from(
        _ family: ProviderFamily, _ words: String, at stage: VerificationStep.Name? = nil,
        in protocol: MailProtocol? = nil
    ) -> KnownReply { KnownReply(words, family, stage, `protocol`) }

    /// Words that mean something else elsewhere in a conversation.
    static func at(_ stage: VerificationStep.Name, _ words: String, in protocol: MailProtocol? = nil) -> KnownReply {
        KnownReply(words, nil, stage, `protocol`)
    }

    /// Any login that is refused without telling why: what most likely is behind it.
    static func anyRefusal(by family: ProviderFamily, in protocol: MailProtocol? = nil) -> KnownReply {
        KnownReply("", family, .login, `protocol`)
    }

    func fits(_ reply: ServerReply) -> Bool {
        (family == nil || family == reply.family) && (stage == nil || stage == reply.stage)
            && (`protocol` == nil || `protocol` == reply.protocol) && reply.words.contains(words)
    }
}
