internal import AccountDiscovery
internal import DNSResolution
internal import IMAPCodec
internal import MailCore
internal import NIOCore
internal import POP3Client
internal import SMTPClient

/// What reads bytes from the network, each with what has to be true of any bytes at all.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case imap, pop3, smtp, autoconfig, dns, utf7

    /// Reads the bytes as the program would.
    ///
    /// - Throws: ``BrokenPromise``. What traps, hangs or eats all memory is found without us.
    package func read(_ bytes: [UInt8]) throws(BrokenPromise) {
        switch self {
        case .imap:
            try same(
                IMAPTold.all(of: [bytes]), IMAPTold.all(of: bytes.map { [$0] }),
                "How the stream was cut must not matter.")
        case .pop3:
            for expected in [POP3Expectation.status, .authentication, .rows(limit: 100), .message] {
                try same(
                    ReplyReading.pop3([bytes], expected), ReplyReading.pop3(bytes.map { [$0] }, expected),
                    "How the stream was cut must not matter.")
            }
        case .smtp:
            for expected in [SMTPExpectation.reply, .authentication] {
                try same(
                    ReplyReading.smtp([bytes], expected), ReplyReading.smtp(bytes.map { [$0] }, expected),
                    "How the stream was cut must not matter.")
            }
        case .autoconfig: try readAutoconfig(bytes)
        case .dns:
            guard let message = try? DNSMessage(decoding: bytes) else { return }
            guard message.records.count <= 128 else { throw BrokenPromise("A message has few records.") }
        case .utf7:
            guard let name = ModifiedUTF7.decode(bytes) else { return }
            try same(ModifiedUTF7.decode(ModifiedUTF7.encode(name)), name, "A name that is written can be read.")
        }
    }

    private func readAutoconfig(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let document = try? AutoconfigDocument(decoding: bytes),
            let address = try? EmailAddress(parsing: "alice@example.org")
        else { return }
        for server in document.incomingSettings(for: address) + document.outgoingSettings(for: address) {
            try same(HostName.ascii(server.host), server.host, "A server's name can be connected to.")
            guard server.port > 0 else { throw BrokenPromise("A port is not 0.") }
        }
    }

    private func same<Value: Equatable>(_ one: Value, _ other: Value, _ promise: String) throws(BrokenPromise) {
        guard one == other else { throw BrokenPromise("\(promise) \(one) ≠ \(other)") }
    }
}

/// Something that has to be true of any bytes was not.
package struct BrokenPromise: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
