/// What is asked of a URL: a document (GET), or the answer to something sent (POST).
package struct HTTPQuestion: Hashable, Sendable {
    /// The kinds of documents that are wanted, as the Accept field says it (RFC 9110 §12.5.1).
    package var accepted: String
    /// What is sent, and its kind; nil asks by GET.
    package var content: Content?

    package struct Content: Hashable, Sendable {
        package var type: String
        package var body: [UInt8]

        package init(type: String, body: [UInt8]) {
            self.type = type
            self.body = body
        }
    }

    package init(accepted: String, content: Content? = nil) {
        self.accepted = accepted
        self.content = content
    }

    package static let xml = HTTPQuestion(accepted: "text/xml, application/xml;q=0.9, */*;q=0.1")
    package static let json = HTTPQuestion(accepted: "application/json, */*;q=0.1")
}
