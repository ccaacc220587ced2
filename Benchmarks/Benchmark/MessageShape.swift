import MailTestServers

/// Messages as most mail is: a header of a kilobyte, a text, and where there is room for it an attachment in base64.
/// Lines end in LF, as Maildirs keep them.
struct MessageShape {
    private static let lineLength = 77
    private static let lines = 20_000
    /// Messages below this many bytes have no attachment.
    private static let leastWithAttachment = 8_000

    private let prose: [UInt8]
    private let base64: [UInt8]

    init(_ generator: inout SeededGenerator) {
        let letters = Array("etaoinshrdlu etaoins e ".utf8)
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        prose = Self.pool(of: letters, &generator)
        base64 = Self.pool(of: digits, &generator)
    }

    private static func pool(of alphabet: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines * lineLength)
        for _ in 0..<lines {
            for _ in 1..<lineLength { bytes.append(alphabet[Int(generator.next() % UInt64(alphabet.count))]) }
            bytes.append(10)
        }
        return bytes
    }

    /// A message of about `size` bytes.
    func message(_ index: Int, size: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        let hasAttachment = size >= Self.leastWithAttachment
        let boundary = "=_part_\(index)_\(generator.next())"
        var message = Array(Self.header(index, boundary: hasAttachment ? boundary : nil).utf8)
        message.reserveCapacity(size + 1_000)
        guard hasAttachment else {
            add(prose, upTo: size, to: &message, &generator)
            return message
        }
        message += Array("--\(boundary)\nContent-Type: text/plain; charset=utf-8\n\n".utf8)
        add(prose, upTo: min(size / 3, 6_000), to: &message, &generator)
        message += Array(
            """

            --\(boundary)
            Content-Type: application/pdf; name="report-\(index).pdf"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename="report-\(index).pdf"


            """.utf8)
        add(base64, upTo: size, to: &message, &generator)
        message += Array("--\(boundary)--\n".utf8)
        return message
    }

    private func add(
        _ pool: [UInt8], upTo size: Int, to message: inout [UInt8], _ generator: inout SeededGenerator
    ) {
        var line = Int(generator.next() % UInt64(Self.lines))
        while message.count < size {
            let count = min((size - message.count) / Self.lineLength + 1, Self.lines - line)
            message += pool[(line * Self.lineLength)..<((line + count) * Self.lineLength)]
            line = 0
        }
    }

    private static func header(_ index: Int, boundary: String?) -> String {
        let friend = "friend\(index % 97)@old.example"
        let time = "Mon, 14 Mar 2011 08:\(10 + index % 50):00 +0000"
        let type = boundary.map { "multipart/mixed;\n boundary=\"\($0)\"" } ?? "text/plain; charset=utf-8"
        return """
            Return-Path: <\(friend)>
            Received: from mx\(index % 7).old.example (mx\(index % 7).old.example [192.0.2.\(index % 250)])
            \tby mail.old.example with ESMTPS id \(index)A7F; \(time)
            Received: from relay.old.example ([198.51.100.\(index % 250)])
            \tby mx\(index % 7).old.example with ESMTP id \(index)B3; \(time)
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=old.example; s=mail;
            \th=from:to:subject:date:message-id; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;
            \tb=dGhpcyBpcyBub3QgYSBzaWduYXR1cmUsIG9ubHkgYXMgbG9uZyBhcyBvbmU
            From: Friend \(index % 97) <\(friend)>
            To: Alice <alice@old.example>, Bob <bob@old.example>
            Subject: Re: message \(index) about the budget of the next year
            Date: \(time)
            Message-ID: <\(index).\(index * 31)@old.example>
            In-Reply-To: <\(index / 2).\(index)@old.example>
            References: <\(index / 3).\(index)@old.example> <\(index / 2).\(index)@old.example>
            X-Mailer: Letters 4.2
            MIME-Version: 1.0
            Content-Type: \(type)


            """
    }
}
