import Glibc
package import ProviderSandbox
internal import Synchronization

/// The sandbox's authorization server on two loopback ports: https for people and programs, and http for mail servers
/// that ask whether a token is good.
package final class TestAuthorizationServer: Sendable {
    /// Such as `https://localhost:4711`.
    package let issuer: String
    /// Where Dovecot asks (`DovecotConfiguration.tokenServer`).
    package let introspectionPort: UInt16
    /// PEM file of the root certificate to trust.
    package let certificateAuthorityFile: String
    private let state: State

    private final class State: Sendable {
        let machine = Mutex<SandboxAuthorizationServer?>(nil)
        let seconds = Mutex(0)
        let requests = Mutex<[SandboxHTTPRequest]>([])
    }

    /// Runs a server that knows `alice@example.org`, and the public client `godwit-test`.
    package static func withServer<Value: Sendable>(
        in folder: TemporaryFolder, configure: (inout SandboxOAuthConfiguration) -> Void = { _ in },
        _ body: (TestAuthorizationServer) async throws -> Value
    ) async throws -> Value {
        let authority = try TestCertificateAuthority(in: folder.path, name: "Sign in")
        let certificate = try authority.issue(names: ["localhost"])
        let state = State()
        return try await HTTPTestServer.run(certificate: certificate, answer: answer(of: state)) { port in
            try await HTTPTestServer.run(certificate: nil, answer: answer(of: state)) { plainPort in
                let issuer = "https://localhost:\(port)"
                var configuration = SandboxOAuthConfiguration(
                    issuer: issuer, users: ["alice@example.org"],
                    clients: [SandboxOAuthClient("godwit-test", redirectURIs: ["http://127.0.0.1", "https://localhost"])])
                configure(&configuration)
                let machine = SandboxAuthorizationServer(configuration) {
                    time(nil) + state.seconds.withLock { $0 }
                }
                state.machine.withLock { $0 = machine }
                return try await body(
                    TestAuthorizationServer(
                        issuer: issuer, introspectionPort: plainPort,
                        certificateAuthorityFile: authority.certificateFile, state: state))
            }
        }
    }

    private init(issuer: String, introspectionPort: UInt16, certificateAuthorityFile: String, state: State) {
        self.issuer = issuer
        self.introspectionPort = introspectionPort
        self.certificateAuthorityFile = certificateAuthorityFile
        self.state = state
    }

    /// Looks at the machine, or changes it.
    package func withMachine<Value: Sendable>(_ body: (inout SandboxAuthorizationServer) -> Value) -> Value? {
        state.machine.withLock { machine in
            guard var copy = machine else { return nil }
            let value = body(&copy)
            machine = copy
            return value
        }
    }

    /// What goes wrong from now on.
    package func fail(with fault: SandboxOAuthFault?) { _ = withMachine { $0.configuration.fault = fault } }

    /// Lets the server's clock go ahead.
    package func advance(seconds: Int) { state.seconds.withLock { $0 += seconds } }

    /// All that it was asked.
    package var requests: [SandboxHTTPRequest] { state.requests.withLock { $0 } }

    /// Everything that must not come to light.
    package var secrets: [String] { withMachine { $0.secrets } ?? [] }

    // MARK: The only place that knows the web server

    private static func answer(of state: State) -> @Sendable (_ target: String, _ head: String) -> String? {
        { target, text in
            let request = SandboxHTTPRequest(target: target, text: text)
            state.requests.withLock { $0.append(request) }
            let answer = state.machine.withLock { $0?.answer(request) }
            return answer.map { answer in
                HTTPTestServer.response(
                    answer.status, headers: answer.headers.map { "\($0.name): \($0.value)" },
                    body: String(decoding: answer.body, as: UTF8.self))
            }
        }
    }
}

extension SandboxHTTPRequest {
    /// - Parameter text: the whole request, as it came over the line.
    fileprivate init(target: String, text: String) {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let end = text.firstRange(of: "\r\n\r\n")
        let head = end.map { text[..<$0.lowerBound] } ?? text[...]
        let fields = head.split(separator: "\r\n").dropFirst().compactMap { line -> SandboxHTTPField? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return SandboxHTTPField(line[..<colon].lowercased(), String(value))
        }
        self.init(
            method: text.split(separator: " ").first.map(String.init) ?? "", path: parts.first ?? "",
            query: parts.count == 2 ? Self.fields(of: parts[1]) : [], headers: fields,
            body: end.map { Array(text[$0.upperBound...].utf8) } ?? [])
    }

    private static func fields(of query: String) -> [SandboxHTTPField] {
        query.split(separator: "&").map { part in
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(decoded)
            return SandboxHTTPField(pair.first ?? "", pair.count == 2 ? pair[1] : "")
        }
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
