/// Responses that tell sets of identifiers.
extension ResponseParser {
    /// `* VANISHED [(EARLIER)] uid-set` (RFC 7162 §7).
    mutating func vanished() throws(IMAPParseError) -> UntaggedResponse {
        try expectSpace()
        var isEarlier = false
        if peek == UInt8(ascii: "(") {
            try list { parser throws(IMAPParseError) in
                if try parser.atom().uppercased() == "EARLIER" { isEarlier = true }
            }
            try expectSpace()
        }
        return .vanished(try uidSet(), isEarlier: isEarlier)
    }

    /// `* ESEARCH [(TAG string)] [UID] *(name value)` (RFC 4731 §4, RFC 4466 §2.6.2). Without `UID` the numbers are
    /// sequence numbers, which nobody here asks for.
    mutating func extendedSearch() throws(IMAPParseError) -> UntaggedResponse {
        var isUID = false
        var all = UIDSet()
        skipSpaces()
        if peek == UInt8(ascii: "(") { try skipValue() }
        skipSpaces()
        while peek != nil {
            let name = try atom().uppercased()
            skipSpaces()
            switch name {
            case "UID": isUID = true
            case "ALL": all = try uidSet()
            default: try skipValue()
            }
            skipSpaces()
        }
        return isUID ? .extendedSearch(all) : .other(name: "ESEARCH")
    }

    private mutating func uidSet() throws(IMAPParseError) -> UIDSet {
        let start = index
        guard let set = UIDSet(parsing: try atom()) else { throw .unexpected(at: start) }
        return set
    }
}
