/// Pieces of messages.
enum SampleText {
    private static let words = Array(
        "meeting tomorrow about the budget please find attached notes from our last call and let me know whether you agree"
            .split(separator: " "))
    private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// - Parameter identifier: nil leaves the Message-ID out; empty makes one from the index.
    static func message(
        _ index: Int, subject: String? = nil, identifier: String? = "", extra: [String] = [], body: String
    ) -> [UInt8] {
        var lines = [
            "From: Friend \(index % 17) <friend\(index % 17)@old.example>", "To: Alice <alice@old.example>",
            "Subject: \(subject ?? "Message \(index)")", "Date: Thu, 13 Feb 2014 15:26:40 +0\(index % 10)00",
        ]
        if let identifier { lines.append("Message-ID: \(identifier.isEmpty ? "<\(index)@old.example>" : identifier)") }
        return Array(((lines + extra).joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    static func paragraph(_ lines: Int, _ generator: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<lines {
            let start = Int(generator.next() % UInt64(words.count))
            text += (0..<10).map { words[(start + $0 * 3) % words.count] }.joined(separator: " ") + "\r\n"
        }
        return text
    }

    /// A message with an attachment of about so many bytes.
    static func attachment(_ index: Int, size: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        let boundary = "=_boundary_\(index)"
        var bytes = message(
            index, extra: ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"\(boundary)\""],
            body: "--\(boundary)\r\n\r\nSee the file.\r\n--\(boundary)\r\nContent-Type: application/octet-stream\r\n"
                + "Content-Disposition: attachment; filename=\"data.bin\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
        for _ in 0..<size / 78 {
            var bits = generator.next()
            for position in 0..<76 {
                if position % 10 == 0 { bits = generator.next() }
                bytes.append(base64[Int(bits & 63)])
                bits >>= 6
            }
            bytes += [13, 10]
        }
        return bytes + Array("--\(boundary)--\r\n".utf8)
    }
}
