package import MailCore

/// The commands we send, and no others. APPEND is apart (``AppendHeader``), because it is streamed.
package enum Command: Sendable {
    case capability
    case startTLS
    case login(username: String, password: Secret)
    /// The initial response, already in base64, goes along where the server offers SASL-IR (RFC 4959).
    case authenticate(mechanism: String, initialResponse: Secret?)
    case id([(field: String, value: String)])
    /// RFC 5161 §3.1: only before a mailbox is selected.
    case enable([Capability])
    /// RFC 4978 §3; with the only mechanism there is.
    case compress
    case namespace
    /// RFC 9208 §4.1.2; for servers with QUOTA.
    case getQuotaRoot(MailboxName)
    /// All mailboxes that match.
    case list(pattern: String, ListReturn)
    case lsub(pattern: String)
    case examine(MailboxName, OpenParameter? = nil)
    case select(MailboxName, OpenParameter? = nil)
    case status(MailboxName, StatusItems)
    case create(MailboxName, SpecialUse?)
    case subscribe(MailboxName)
    case uidFetch(UIDSet, FetchItems, ChangedSince? = nil)
    case uidStore(UIDSet, FlagChange, unchangedSince: ModSequence?)
    /// For servers with UIDPLUS.
    case uidExpunge(UIDSet)
    case uidCopy(UIDSet, MailboxName)
    /// For servers with MOVE (RFC 6851).
    case uidMove(UIDSet, MailboxName)
    /// SEARCH by identifiers only; other criteria are not to be trusted on every server. Ranges are for servers with
    /// ESEARCH (RFC 4731 §3.1).
    case uidSearch(UIDSet, returnsRanges: Bool = false)
    case unselect
    /// RFC 2177; ended by a line of its own.
    case idle
    case noop
    case logout

    /// The command's name for people and errors; arguments are left out.
    package var name: String {
        switch self {
        case .capability: "CAPABILITY"
        case .startTLS: "STARTTLS"
        case .login: "LOGIN"
        case .authenticate(let mechanism, _): "AUTHENTICATE \(mechanism)"
        case .id: "ID"
        case .enable: "ENABLE"
        case .compress: "COMPRESS DEFLATE"
        case .namespace: "NAMESPACE"
        case .getQuotaRoot: "GETQUOTAROOT"
        case .list: "LIST"
        case .lsub: "LSUB"
        case .examine: "EXAMINE"
        case .select: "SELECT"
        case .status: "STATUS"
        case .create: "CREATE"
        case .subscribe: "SUBSCRIBE"
        case .uidFetch: "UID FETCH"
        case .uidStore: "UID STORE"
        case .uidExpunge: "UID EXPUNGE"
        case .uidCopy: "UID COPY"
        case .uidMove: "UID MOVE"
        case .uidSearch: "UID SEARCH"
        case .unselect: "UNSELECT"
        case .idle: "IDLE"
        case .noop: "NOOP"
        case .logout: "LOGOUT"
        }
    }
}

/// What a FETCH asks for.
package struct FetchItems: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let flags = FetchItems(rawValue: 1)
    package static let internalDate = FetchItems(rawValue: 2)
    package static let size = FetchItems(rawValue: 4)
    package static let header = FetchItems(rawValue: 8)
    package static let body = FetchItems(rawValue: 16)
    /// Only for servers with CONDSTORE.
    package static let modSeq = FetchItems(rawValue: 32)

    /// UID is always asked for, and first: most servers answer in the order of the question, and a body whose
    /// identifier is known when it begins can be passed on at once. PEEK leaves `\Seen` alone.
    package var wire: String {
        var items = ["UID"]
        if contains(.flags) { items.append("FLAGS") }
        if contains(.internalDate) { items.append("INTERNALDATE") }
        if contains(.modSeq) { items.append("MODSEQ") }
        if contains(.size) { items.append("RFC822.SIZE") }
        if contains(.header) { items.append("BODY.PEEK[HEADER]") }
        if contains(.body) { items.append("BODY.PEEK[]") }
        return "(" + items.joined(separator: " ") + ")"
    }
}
