/// What SEARCH looks for (RFC 3501 §6.4.4, and extensions).
indirect enum SearchKey: Sendable {
    case all
    case none
    case flag(SandboxFlags.System)
    case keyword(String)
    case numbers(IMAPNumberSet, areUIDs: Bool)
    case larger(UInt64)
    case smaller(UInt64)
    /// Days since 1970 of INTERNALDATE, or of the Date field.
    case date(Comparison, day: Int, isSent: Bool)
    /// Empty text is found in every message that has the field.
    case header(name: String, text: [UInt8])
    case body([UInt8])
    case text([UInt8])
    case modSeq(UInt64)
    case emailID(UInt64)
    case threadID(UInt64)
    case not(SearchKey)
    case or(SearchKey, SearchKey)
    case and([SearchKey])

    enum Comparison: Sendable {
        case before, on, since
    }
}
