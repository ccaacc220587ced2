/// A document and how it came.
package struct HTTPDocument: Hashable, Sendable {
    package let body: [UInt8]
    /// Every URL asked, the one that answered last.
    package let hops: [String]
    /// Whether each hop was https with a verified certificate.
    package let isSecure: Bool
}
