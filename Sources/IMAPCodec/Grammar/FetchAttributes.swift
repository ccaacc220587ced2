/// The items of one FETCH response. Only what was in the line is set.
package struct FetchAttributes: Hashable, Sendable {
    package var sequenceNumber: UInt32
    package var uid: UID?
    package var flags: [Flag]?
    package var internalDate: InternalDate?
    /// Of the message's last change (RFC 7162 §3.1.4.2).
    package var modSeq: ModSequence?
    /// RFC822.SIZE in bytes.
    package var size: UInt64?
    /// BODY[HEADER] or BODY[HEADER.FIELDS …], kept in memory (at most ``ByteLimits/imapInlineLiteral``).
    package var header: [UInt8]?
    /// What became of BODY[].
    package var body: Body = .absent

    package enum Body: Hashable, Sendable {
        /// BODY[] was not in the response.
        case absent
        /// BODY[] was NIL: the server has the message, but not its text.
        case missing
        /// The bytes were streamed; their number as announced.
        case streamed(UInt64)
        /// A quoted string instead of a literal: legal, and seen for empty messages.
        case inline([UInt8])
    }

    package init(sequenceNumber: UInt32) { self.sequenceNumber = sequenceNumber }
}
