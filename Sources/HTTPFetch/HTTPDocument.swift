/// A document and how it came. Its media type is not kept: settings are published as `text/html`, `text/plain` and
/// `application/octet-stream` too, and what a document is, its reader finds out.
package struct HTTPDocument: Hashable, Sendable {
    package let body: [UInt8]
    /// Every URL asked, the one that answered last.
    package let hops: [String]
    /// Whether each hop was https with a verified certificate.
    package let isSecure: Bool
}

/// An answer of any status.
package struct HTTPAnswer: Hashable, Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}
