/// One thing that is allowed only so much of (RFC 9208 §5).
package struct QuotaResource: Hashable, Sendable {
    /// In upper case, such as `STORAGE` (units of 1,024 bytes) or `MESSAGE`.
    package let name: String
    package let used: UInt64
    package let limit: UInt64

    package init(name: String, used: UInt64, limit: UInt64) {
        (self.name, self.used, self.limit) = (name, used, limit)
    }
}
