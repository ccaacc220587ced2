/// What a web server of the sandbox answers.
public struct SandboxHTTPResponse: Hashable, Sendable {
    /// Such as 200.
    public var status: Int
    public var headers: [SandboxHTTPField]
    public var body: [UInt8]

    public init(status: Int = 200, headers: [SandboxHTTPField] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
