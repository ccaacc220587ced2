import FoundationEssentials
import Glibc

/// A program that fetches mail by POP3. Only godwit and fdm bring it to an IMAP server; the others put it into a Maildir on
/// this machine, which is less work.
enum POP3Contestant: String, CaseIterable {
    case godwit, fdm, mpop, fetchmail, getmail6

    /// What its users type.
    var program: String { self == .getmail6 ? "getmail" : rawValue }

    /// Why it cannot be run here; nil when it can.
    var absence: String? {
        guard self != .godwit else { return nil }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let isThere = folders.contains { access("\($0)/\(program)", X_OK) == 0 }
        return isThere ? nil : "not installed; apt-get install \(rawValue)"
    }

    /// The command, with default settings and mail left at the source. Run again, it has nothing to do.
    func process(for journey: Journey, password: String) throws -> ChildProcess {
        let state = "\(journey.folder)/\(rawValue)-\(journey.toUser)"
        if self == .godwit { return try godwit(journey, state) }
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        for part in ["cur", "new", "tmp"] {
            try FileManager.default.createDirectory(atPath: "\(state)/mail/\(part)", withIntermediateDirectories: true)
        }
        try Data(settings(journey, state, password).utf8).write(to: URL(filePath: state + "/rc"))
        guard chmod(state + "/rc", 0o600) == 0 else { throw BenchmarkError("cannot protect \(state)/rc") }
        // fdm fetches as a user of its own when it is begun by root.
        if self == .fdm, chmod(state, 0o777) != 0 || chmod(journey.folder, 0o755) != 0 {
            throw BenchmarkError("cannot open \(state)")
        }
        if self == .getmail6 { try handOver(state, in: journey.folder) }
        return ChildProcess(
            arguments: arguments(state), environment: ["HOME": state, "FETCHMAILHOME": state],
            outputFile: state + ".output")
    }

    private func arguments(_ state: String) -> [String] {
        switch self {
        case .godwit: []
        case .fdm: ["fdm", "-l", "-f", state + "/rc", "fetch"]
        case .mpop: ["mpop", "--quiet", "--file=" + state + "/rc", "old"]
        case .fetchmail:
            ["fetchmail", "--silent", "-f", state + "/rc", "-i", state + "/known", "--pidfile", state + "/pid"]
        case .getmail6:
            (getuid() == 0 ? ["setpriv", "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups"] : [])
                + ["getmail", "--getmaildir=" + state, "--rcfile=" + state + "/rc"]
        }
    }

    private static let nobody: uid_t = 65_534

    /// For root, getmail hands each message to a process, whose end it may miss when it is fast, and waits a minute for it then.
    /// Anybody else's mail it writes itself.
    private func handOver(_ state: String, in folder: String) throws {
        guard getuid() == 0 else { return }
        guard chmod(folder, 0o755) == 0 else { throw BenchmarkError("cannot open \(folder)") }
        for place in ["", "/rc", "/mail", "/mail/cur", "/mail/new", "/mail/tmp"] {
            guard chown(state + place, Self.nobody, Self.nobody) == 0 else {
                throw BenchmarkError("cannot hand over \(state + place)")
            }
        }
    }

    private func settings(_ journey: Journey, _ state: String, _ password: String) -> String {
        let (port, user) = (journey.fromPort, journey.fromUser)
        switch self {
        case .godwit: return ""
        case .fdm:
            return """
                set no-received
                set maximum-size 1G
                account "old" pop3 server "127.0.0.1" port \(port) user "\(user)" pass "\(password)" \
                new-only cache "\(state)/known" keep
                action "new" imap server "127.0.0.1" port \(journey.toPort) user "\(journey.toUser)" \
                pass "\(password)" folder "INBOX"
                match all action "new"

                """
        case .mpop:
            return """
                account old
                host 127.0.0.1
                port \(port)
                tls off
                auth user
                user \(user)
                passwordeval cat \(journey.passwordFile)
                keep on
                received_header off
                uidls_file \(state)/known
                delivery maildir \(state)/mail

                """
        case .fetchmail:
            return """
                set no bouncemail
                set invisible
                poll 127.0.0.1 protocol pop3 port \(port) uidl
                  user "\(user)" password "\(password)" sslproto "" keep no rewrite
                  mda "/bin/sh -c 'cat >\(state)/mail/new/$$.mail'"

                """
        case .getmail6:
            return """
                [retriever]
                type = SimplePOP3Retriever
                server = 127.0.0.1
                port = \(port)
                username = \(user)
                password = \(password)
                [destination]
                type = Maildir
                path = \(state)/mail/
                [options]
                read_all = false
                delete = false
                delivered_to = false
                received = false
                verbose = 0

                """
        }
    }

    private func godwit(_ journey: Journey, _ state: String) throws -> ChildProcess {
        let migrate = try Contestant.godwit.process(for: journey)
        var arguments = migrate.arguments
        guard let place = arguments.firstIndex(of: "--from") else { throw BenchmarkError("no source") }
        arguments[place + 1] = "pop3://\(journey.fromUser)@localhost:\(journey.fromPort)"
        return ChildProcess(arguments: arguments, outputFile: state + ".output")
    }
}
