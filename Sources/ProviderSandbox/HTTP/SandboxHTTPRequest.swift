/// One request to a web server of the sandbox, complete with its body.
public struct SandboxHTTPRequest: Hashable, Sendable {
    /// Such as `GET`.
    public var method: String
    /// Without the query, such as `/token`.
    public var path: String
    /// What stands behind the question mark, decoded, in its order.
    public var query: [SandboxHTTPField]
    /// Names in lower case.
    public var headers: [SandboxHTTPField]
    /// As it came.
    public var body: [UInt8]

    /// A request as it would come.
    public init(
        method: String = "GET", path: String, query: [SandboxHTTPField] = [], headers: [SandboxHTTPField] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

/// A name and its value: of a header, a query or a form.
public struct SandboxHTTPField: Hashable, Sendable {
    /// Such as `content-type` or `grant_type`.
    public var name: String
    /// Decoded.
    public var value: String

    /// A name and its value.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
