/// What a web server of the sandbox answers.
public struct SandboxHTTPResponse: Hashable, Sendable {
    /// Such as 200.
    public var status: Int
    /// `Content-Length` and `Connection` are added.
    public var headers: [SandboxHTTPField]
    /// As it is sent, uncompressed.
    public var body: [UInt8]

    /// An answer; 200 without a body unless said otherwise.
    public init(status: Int = 200, headers: [SandboxHTTPField] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
