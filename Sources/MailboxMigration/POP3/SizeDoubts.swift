internal import IMAPCodec

/// Messages that came in another size than LIST says. It may have been another message, or only the beginning of one; but
/// sizes are not exact everywhere. So such a message is left out once, and believed when the same comes again, or when nobody
/// would ask again.
struct SizeDoubts {
    /// What came, without notes.
    private var sizes: [UID: UInt64] = [:]
    private var left = CopyLimits.sizeDoubts

    /// - Parameters:
    ///   - listed: 0 where nothing is known.
    ///   - came: bytes of what came.
    ///   - notes: how many of them are the server's own notes, which need not be the same twice.
    ///   - isLastTry: whether it is given up when it is not believed.
    mutating func believes(_ uid: UID?, listed: UInt64, came: UInt64, notes: UInt64, isLastTry: Bool) -> Bool {
        guard let uid, listed > 0 else { return true }
        let own = came - min(notes, came)
        // A last line without an end gets one on the way (RFC 1939 §3).
        if [came, own].contains(where: { $0 == listed || $0 == listed + 2 }) {
            // What came before was wrong.
            if sizes.removeValue(forKey: uid) != nil { left += 1 }
            return true
        }
        if let before = sizes[uid] {
            sizes[uid] = own
            return before == own
        }
        guard left > 0, !isLastTry else { return true }
        left -= 1
        sizes[uid] = own
        return false
    }
}
