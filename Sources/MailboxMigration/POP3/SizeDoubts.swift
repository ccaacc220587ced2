internal import IMAPCodec

/// Messages that came in another size than LIST says. It may have been another message, or only the beginning of one; but
/// sizes are not exact everywhere. So such a message is left out once, and believed when the same comes again.
struct SizeDoubts {
    /// What came.
    private var sizes: [UID: UInt64] = [:]
    private var left = CopyLimits.sizeDoubts

    /// - Parameters:
    ///   - listed: 0 where nothing is known.
    ///   - came: bytes of what came.
    ///   - header: of what came. Where a server writes notes into messages, larger ones are what it has.
    mutating func believes(_ uid: UID?, listed: UInt64, came: UInt64, header: [UInt8]) -> Bool {
        guard let uid, listed > 0 else { return true }
        // A last line without an end gets one on the way (RFC 1939 §3).
        if came == listed || came == listed + 2 {
            // What came before was wrong.
            if sizes.removeValue(forKey: uid) != nil { left += 1 }
            return true
        }
        if came > listed, HeaderFingerprint.hasNotes(header) { return true }
        if let before = sizes[uid] {
            sizes[uid] = came
            return before == came
        }
        guard left > 0 else { return true }
        left -= 1
        sizes[uid] = came
        return false
    }
}
