import Glibc
import MailTestServers

/// `two-servers MESSAGES TARGETS [alike]`: two mail servers and the name server of their domains on loopback, for the
/// demo and the benchmark. alice@old.example has a varied mailbox; alice1@new.example, alice2@new.example … are empty.
/// Unless they are alike, the two name folders differently, as providers do.
///
/// Says where everything is, one `name=value` a line. Then each line read is the name of a target to compare with the
/// source, or `name HEADER` to leave that header out; the answer is one line. Ends when its input ends.
@main struct TwoServers {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let messages = arguments.first.flatMap({ Int($0) }),
            let targets = arguments.dropFirst().first.flatMap({ Int($0) })
        else {
            say("usage: two-servers MESSAGES TARGETS [alike]")
            exit(2)
        }
        var old = DovecotConfiguration(users: ["alice@old.example"])
        old.certificateNames += ["mail.old.example"]
        if !arguments.contains("alike") {
            old.separator = "."
            old.prefix = "INBOX."
        }
        var new = DovecotConfiguration(users: (1...max(1, targets)).map { "alice\($0)@new.example" })
        new.certificateNames += ["mail.new.example"]

        try await DovecotServer.withServer(old) { old in
            try await DovecotServer.withServer(new) { new in
                try SampleMailbox(count: messages).write(to: old.mailbox(of: "alice@old.example"))
                let zone = records("old.example", old.ports).merging(records("new.example", new.ports)) { $1 }
                try await DNSTestServer.run(zone: zone, isAuthenticated: true) { port in
                    say("dns=127.0.0.1:\(port)")
                    say("old_port=\(old.ports.imaps)")
                    say("new_port=\(new.ports.imaps)")
                    say("old_root=\(old.certificateAuthorityFile)")
                    say("new_root=\(new.certificateAuthorityFile)")
                    say("password=\(DovecotConfiguration.password)")
                    say("messages=\(messages)")
                    say("ready=yes")
                    while let order = readLine() { say(try verdict(order, old, new)) }
                }
            }
        }
    }

    /// At once: whoever reads waits for the line.
    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }

    /// What a provider publishes for mail programs (RFC 6186 §3.2).
    private static func records(_ domain: String, _ ports: ServerPorts) -> [String: [DNSTestRecord]] {
        [
            "_imaps._tcp.\(domain) SRV": [.srv(0, 1, ports.imaps, "mail.\(domain)")],
            "mail.\(domain) A": [.a("127.0.0.1")],
        ]
    }

    private static func verdict(_ order: String, _ old: DovecotServer, _ new: DovecotServer) throws -> String {
        let words = order.split(separator: " ").map(String.init)
        let target = try MailboxSnapshot(
            new.mailbox(of: words.first ?? ""), ignoringHeader: words.dropFirst().first)
        let difference = MailboxDifference(
            source: try MailboxSnapshot(old.mailbox(of: "alice@old.example")), target: target
        ) { $0.replacing(String(old.configuration.separator), with: String(new.configuration.separator)) }
        return difference.isEmpty
            ? "equal=\(target.count) messages in \(target.folders.count) folders"
            : "different=\(difference.summary)"
    }
}
