import Glibc

/// A user's mail on a server whose files say too little: written and read over IMAP, by a client of the tests' own.
package struct IMAPStore: MailStore, Sendable {
    let port: UInt16
    let user: String
    let password: String
    package let separator: Character
    /// Before every folder but INBOX, such as `INBOX.`
    var prefix = ""
    package var makesParents = false
    /// Whether the server ends a last line that has no end.
    var endsLastLine = false

    package func folders() throws -> [String] {
        var names: [String] = []
        try connect().run(#"LIST "" "*""#) { response in
            guard !response.text.hasPrefix(#"* LIST (\Noselect"#) else { return }
            names.append(ModifiedUTF7.decoded(Self.listedName(response)))
        }
        return names.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }.sorted()
    }

    package func forEachMessage(in folder: String, _ body: (TestMessage) throws -> Void) throws {
        let connection = try connect()
        var count = 0
        try connection.run("EXAMINE \(quoted(folder))") { response in
            if response.text.hasSuffix(" EXISTS") { count = Int(response.text.dropFirst(2).dropLast(7)) ?? 0 }
        }
        guard count > 0 else { return }
        var seen = 0
        try connection.run("FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])") { response in
            guard let bytes = response.literals.first else { return }
            seen += 1
            try body(
                TestMessage(
                    bytes, date: try IMAPDate.seconds(Self.text(between: "INTERNALDATE \"", and: "\"", response)),
                    flags: Set(
                        Self.text(between: "FLAGS (", and: ")", response).split(separator: " ").map(String.init)
                    ).subtracting(["\\Recent"])))
        }
        guard seen == count else { throw PlainIMAPError(said: "FETCH", answer: "\(seen) of \(count) messages") }
    }

    package func createFolder(_ name: String) throws {
        guard try !folders().contains(name) else { return }
        try connect().run("CREATE \(quoted(name))")
    }

    package func deliver(_ messages: [TestMessage], to folder: String) throws {
        try createFolder(folder)
        let connection = try connect()
        for message in messages {
            try connection.run(
                "APPEND \(quoted(folder)) (\(message.flags.sorted().joined(separator: " "))) "
                    + "\"\(IMAPDate.text(message.date))\" {\(message.bytes.count)}",
                literal: message.bytes)
        }
    }

    package func kept(_ bytes: [UInt8]) -> [UInt8] {
        endsLastLine && bytes.last != 10 ? bytes + [13, 10] : bytes
    }

    private func connect() throws -> PlainIMAP { try PlainIMAP(port: port, user: user, password: password) }

    private func quoted(_ folder: String) -> String {
        "\"\(folder == "INBOX" ? folder : prefix + ModifiedUTF7.encoded(folder))\""
    }

    /// The last word of a LIST response: a literal, quoted or an atom.
    private static func listedName(_ response: PlainIMAP.Response) -> String {
        if let literal = response.literals.first { return String(decoding: literal, as: UTF8.self) }
        guard response.text.hasSuffix("\"") else { return String(response.text.split(separator: " ").last ?? "") }
        let open = response.text.dropLast().lastIndex(of: "\"") ?? response.text.startIndex
        return String(response.text[open...].dropFirst().dropLast())
    }

    private static func text(between start: String, and end: Character, _ response: PlainIMAP.Response) -> Substring {
        guard let range = response.text.firstRange(of: start) else { return "" }
        return response.text[range.upperBound...].prefix { $0 != end }
    }
}

extension IMAPStore {
    /// Of a server that divides levels by `/`.
    package init(port: UInt16, user: String, password: String) {
        self.init(port: port, user: user, password: password, separator: "/")
    }
}
