/// Kinds of records we ask for (RFC 1035 §3.2.2, RFC 3596 §2.1, RFC 2782).
package enum RecordType: UInt16, Sendable {
    case a = 1
    case cname = 5
    case mx = 15
    case txt = 16
    case aaaa = 28
    case srv = 33
    /// RFC 6698 §2.
    case tlsa = 52
}
