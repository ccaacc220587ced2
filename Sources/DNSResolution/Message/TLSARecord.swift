/// Which certificate a server has to show (RFC 6698 §2.1). Numbers nobody has defined are kept: such a record is of no
/// use, and no error.
package struct TLSARecord: Hashable, Sendable {
    /// 0 and 1 ask for an authority beside, 2 and 3 do not; 1 and 3 mean the server's own certificate.
    package let usage: UInt8
    /// 0 the whole certificate, 1 its public key.
    package let selector: UInt8
    /// 0 itself, 1 its SHA-256, 2 its SHA-512.
    package let matching: UInt8
    package let data: [UInt8]

    package init(usage: UInt8, selector: UInt8, matching: UInt8, data: [UInt8]) {
        (self.usage, self.selector, self.matching, self.data) = (usage, selector, matching, data)
    }
}
