/// What a server says, as whole responses. Message bodies are not among them: they are streamed.
package enum Response: Hashable, Sendable {
    case tagged(tag: String, StatusResponse)
    case untagged(UntaggedResponse)
    /// `+`: the server waits for more; the text is SASL's challenge, or words for a person.
    case continuation(text: [UInt8])
}

/// OK, NO, BAD, BYE or PREAUTH with its code and words (RFC 9051 §7.1).
package struct StatusResponse: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }

    package let kind: Kind
    package let code: ResponseCode?
    /// The server's words as bytes; not always UTF-8 (QQ sends GBK), never shown without cleaning.
    package let text: [UInt8]

    package init(kind: Kind, code: ResponseCode? = nil, text: [UInt8] = []) {
        self.kind = kind
        self.code = code
        self.text = text
    }
}

package enum UntaggedResponse: Hashable, Sendable {
    case status(StatusResponse)
    case capability(Set<Capability>)
    /// What ENABLE turned on (RFC 5161 §3.2).
    case enabled(Set<Capability>)
    case list(MailboxListing)
    case lsub(MailboxListing)
    /// The personal namespaces; other users' and shared ones are not ours to move.
    case namespace(personal: [MailboxNamespace])
    case mailboxStatus(MailboxName, MailboxStatus)
    /// What of an allowance is used up (RFC 9208 §4.2.1).
    case quota([QuotaResource])
    case flags([Flag])
    case exists(UInt32)
    case expunge(UInt32)
    case search([UID])
    /// ESEARCH with `UID` (RFC 4731 §3.1): what ALL told, kept as ranges; empty where nothing matched.
    case extendedSearch(UIDSet)
    /// Messages that are gone (RFC 7162 §3.2.10), kept as ranges, however many they stand for.
    ///
    /// - Parameter isEarlier: they went before; otherwise just now, and sequence numbers changed with them.
    case vanished(UIDSet, isEarlier: Bool)
    case fetch(FetchAttributes)
    /// ID's answer as pairs (RFC 2971 §3.2).
    case id([String: String])
    /// Anything else, known by its first word in upper case. It is skipped, not an error (RFC 9051 §2.2.2).
    case other(name: String)
}
