internal import NIOCore
internal import NIOHTTP1

/// A web server on a free port of 127.0.0.1 that lives as long as a closure.
public enum SandboxHTTPServer {
    /// - Parameters:
    ///   - certificate: nil speaks plain HTTP.
    ///   - answer: gets each request complete with its body.
    ///   - body: gets the port.
    @discardableResult
    public static func run<Value: Sendable>(
        certificate: SandboxCertificateFiles?,
        answer: @escaping @Sendable (SandboxHTTPRequest) -> SandboxHTTPResponse, body: (UInt16) async throws -> Value
    ) async throws -> Value {
        try await SandboxListener.withListener {
            try await body(listen(on: $0, certificate: certificate, answer: answer))
        }
    }

    /// - Returns: the port.
    static func listen(
        on listener: SandboxListener, certificate: SandboxCertificateFiles?,
        answer: @escaping @Sendable (SandboxHTTPRequest) -> SandboxHTTPResponse
    ) async throws -> UInt16 {
        try await listener.listen { channel in
            if let certificate { try channel.pipeline.syncOperations.addHandler(SandboxTLSHandler(certificate)) }
            try SandboxRequestHandler.add(to: channel) { head, body in
                answer(SandboxHTTPRequest(head, body: body)).bytes
            }
        }
    }
}

extension SandboxHTTPRequest {
    fileprivate init(_ head: HTTPRequestHead, body: ByteBuffer) {
        let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            method: head.method.rawValue, path: parts.first.map(String.init) ?? "/",
            query: parts.count > 1 ? SandboxHTTPField.decoding(form: parts[1]) : [],
            headers: head.headers.map { SandboxHTTPField($0.name.lowercased(), $0.value) },
            body: Array(body.readableBytesView))
    }
}

extension SandboxHTTPResponse {
    /// As it goes over the line. What a value holds can end no line.
    fileprivate var bytes: ByteBuffer {
        let fields =
            headers + [SandboxHTTPField("Content-Length", String(body.count)), SandboxHTTPField("Connection", "close")]
        let reason = HTTPResponseStatus(statusCode: status).reasonPhrase
        var bytes = ByteBuffer(string: "HTTP/1.1 \(status) \(reason)\r\n")
        for field in fields {
            let line = "\(field.name): \(field.value)".unicodeScalars.filter { $0 != "\r" && $0 != "\n" }
            bytes.writeString(String(String.UnicodeScalarView(line)) + "\r\n")
        }
        bytes.writeString("\r\n")
        bytes.writeBytes(body)
        return bytes
    }
}
