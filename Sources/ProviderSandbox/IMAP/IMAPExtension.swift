/// What a server can do beyond RFC 3501. The raw value is how it says so.
public enum IMAPExtension: String, Hashable, Sendable, CaseIterable {
    /// RFC 7889; the announcement has the size behind it where all mailboxes have the same.
    case appendLimit = "APPENDLIMIT"
    /// RFC 3348
    case children = "CHILDREN"
    /// RFC 4978
    case compress = "COMPRESS=DEFLATE"
    /// RFC 7162
    case condstore = "CONDSTORE"
    /// RFC 6154 §3
    case createSpecialUse = "CREATE-SPECIAL-USE"
    /// RFC 5161
    case enable = "ENABLE"
    /// RFC 4731
    case esearch = "ESEARCH"
    /// Labels and identifiers of Gmail.
    case gmail = "X-GM-EXT-1"
    /// RFC 2971
    case id = "ID"
    /// RFC 2177
    case idle = "IDLE"
    /// RFC 5258
    case listExtended = "LIST-EXTENDED"
    /// RFC 5819
    case listStatus = "LIST-STATUS"
    /// RFC 7888: up to 4,096 bytes need no leave.
    case literalMinus = "LITERAL-"
    /// RFC 7888
    case literalPlus = "LITERAL+"
    /// RFC 6851
    case move = "MOVE"
    /// RFC 3502
    case multiappend = "MULTIAPPEND"
    /// RFC 2342
    case namespace = "NAMESPACE"
    /// RFC 8474
    case objectID = "OBJECTID"
    /// RFC 9394
    case partial = "PARTIAL"
    /// RFC 7162
    case qresync = "QRESYNC"
    /// RFC 2087
    case quota = "QUOTA"
    /// RFC 4959
    case saslIR = "SASL-IR"
    /// RFC 6154
    case specialUse = "SPECIAL-USE"
    /// RFC 3501 §6.2.1; announced only where there is no TLS yet.
    case startTLS = "STARTTLS"
    /// RFC 8438
    case statusSize = "STATUS=SIZE"
    /// RFC 9586
    case uidOnly = "UIDONLY"
    /// RFC 4315
    case uidplus = "UIDPLUS"
    /// RFC 3691
    case unselect = "UNSELECT"
    /// The predecessor of SPECIAL-USE.
    case xlist = "XLIST"

    /// What real servers say before they know who is there.
    static let beforeLogin: Set<IMAPExtension> = [
        .enable, .id, .idle, .literalMinus, .literalPlus, .saslIR, .startTLS,
    ]
}
