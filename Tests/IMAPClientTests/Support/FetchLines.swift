import IMAPClient
import IMAPCodec
import NIOCore

extension FetchStream {
    /// What comes, a line an event; pieces of a body are put together, because where it is cut is chance.
    func lines() async throws(IMAPError) -> [String] {
        var lines: [String] = []
        var body: [UInt8] = []
        while let event = try await next() {
            switch event {
            case .message(let attributes): lines.append("message \(Self.text(attributes))")
            case .bodyBegins(let attributes, let size): lines.append("begin \(Self.text(attributes)) \(size)")
            case .bodyBytes(let bytes): body += bytes.readableBytesView
            case .bodyEnds(let attributes):
                lines.append("body \(String(decoding: body, as: UTF8.self))")
                lines.append("end \(Self.text(attributes))")
                body = []
            }
        }
        return lines
    }

    private static func text(_ attributes: FetchAttributes) -> String {
        "\(attributes.sequenceNumber):\(attributes.uid?.description ?? "?")"
    }
}
