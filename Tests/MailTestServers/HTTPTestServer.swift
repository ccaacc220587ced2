internal import NIOCore
internal import NIOHTTP1
package import ProviderSandbox

/// A web server on a free port of 127.0.0.1 that answers each request with raw bytes and closes.
package enum HTTPTestServer {
    /// - Parameters:
    ///   - certificate: nil speaks plain HTTP.
    ///   - answer: gets the request target and the whole request with its body; nil never answers.
    @discardableResult
    package static func run<Value: Sendable>(
        certificate: SandboxCertificateFiles?,
        answer: @escaping @Sendable (_ target: String, _ head: String) -> String?,
        body: (UInt16) async throws -> Value
    ) async throws -> Value {
        try await SandboxListener.run(
            configure: { channel in
                if let certificate {
                    try channel.pipeline.syncOperations.addHandler(SandboxTLSHandler(certificate))
                }
                try SandboxRequestHandler.add(to: channel) { head, body in
                    answer(head.uri, head.text + String(buffer: body)).map(ByteBuffer.init(string:))
                }
            }, body: body)
    }

    /// A complete answer.
    package static func response(
        _ status: Int = 200, headers: [String] = ["Content-Type: text/xml"], body: String = ""
    ) -> String {
        let lines = ["HTTP/1.1 \(status) Text", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
        return lines.map { $0 + "\r\n" }.joined() + "\r\n" + body
    }
}

extension HTTPRequestHead {
    /// As it came over the line.
    fileprivate var text: String {
        "\(method.rawValue) \(uri) HTTP/\(version.major).\(version.minor)\r\n"
            + headers.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
    }
}
