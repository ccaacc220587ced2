/// The machine-readable part of a status response, in brackets (RFC 9051 §7.1, RFC 5530).
package enum ResponseCode: Hashable, Sendable {
    /// APPENDUID (RFC 4315 §3): the identifiers given to what was appended, in the order sent.
    case appendUID(UIDValidity, UIDSet)
    case capability(Set<Capability>)
    /// The mailbox that was open is closed; what follows is about the next one (RFC 7162 §3.2.11).
    case closed
    /// COPYUID (RFC 4315 §3): the identifiers that messages had, and those they got in the other mailbox, in the same
    /// order.
    case copyUID(UIDValidity, from: UIDSet, to: UIDSet)
    case highestModSeq(ModSequence)
    /// Messages that a conditional STORE left alone, because they had changed meanwhile (RFC 7162 §3.1.3).
    case modified(UIDSet)
    /// The mailbox keeps no mod-sequences (RFC 7162 §3.1.2.2).
    case noModSeq
    case permanentFlags([Flag])
    case uidNext(UID)
    case uidValidity(UIDValidity)
    /// Any other code: its name in upper case, and its text if it has one.
    case other(name: String, text: String)

    /// The name in upper case, as in `AUTHENTICATIONFAILED`.
    package var name: String {
        switch self {
        case .appendUID: "APPENDUID"
        case .capability: "CAPABILITY"
        case .closed: "CLOSED"
        case .copyUID: "COPYUID"
        case .highestModSeq: "HIGHESTMODSEQ"
        case .modified: "MODIFIED"
        case .noModSeq: "NOMODSEQ"
        case .permanentFlags: "PERMANENTFLAGS"
        case .uidNext: "UIDNEXT"
        case .uidValidity: "UIDVALIDITY"
        case .other(let name, _): name
        }
    }
}
