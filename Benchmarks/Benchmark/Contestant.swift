import FoundationEssentials
import MailTestServers

/// Two accounts, as a program that copies is told of them.
struct Journey: Sendable {
    let fromPort: UInt16
    let toPort: UInt16
    let fromUser: String
    let toUser: String
    let usesTLS: Bool
    /// Before the target's folders, such as `INBOX.`
    let targetPrefix: String
    /// For certificates, the password, journals and what programs say.
    let folder: String

    var passwordFile: String { folder + "/password" }
    var rootsFile: String { folder + "/roots.pem" }
}

/// A program that copies mailboxes.
enum Contestant: String, CaseIterable {
    case godwit, mbsync

    /// A header that it adds to each message, which is left out of the comparison so that other differences show.
    var addedHeader: String? { self == .mbsync ? "X-TUID" : nil }

    /// The command, with default settings. Run again, it has nothing to do.
    func process(for journey: Journey) throws -> ChildProcess {
        let state = "\(journey.folder)/\(rawValue)-\(journey.toUser)"
        switch self {
        case .godwit:
            let scheme = journey.usesTLS ? "imaps" : "imap"
            return ChildProcess(
                arguments: [
                    Self.godwitProgram, "migrate", "--progress", "none", "--journal", state + ".journal",
                    "--from", "\(scheme)://\(journey.fromUser)@localhost:\(journey.fromPort)",
                    "--to", "\(scheme)://\(journey.toUser)@localhost:\(journey.toPort)",
                    "--from-password-file", journey.passwordFile, "--to-password-file", journey.passwordFile,
                    "--allow-private-hosts",
                ] + (journey.usesTLS ? ["--ca-file", journey.rootsFile] : ["--allow-plaintext"]),
                outputFile: state + ".output")
        case .mbsync:
            try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
            try Data(Self.mbsyncSettings(journey, state: state).utf8).write(to: URL(filePath: state + ".rc"))
            let program = try UnpackedProgram.mbsync()
            return ChildProcess(
                arguments: [program.path, "-q", "-c", state + ".rc", "all"],
                environment: ["LD_LIBRARY_PATH": program.libraries], outputFile: state + ".output")
        }
    }

    /// Beside this program.
    private static var godwitProgram: String {
        let own = CommandLine.arguments[0]
        return own.lastIndex(of: "/").map { own[...$0] + "godwit" } ?? "godwit"
    }

    private static func mbsyncSettings(_ journey: Journey, state: String) -> String {
        func store(_ name: String, _ user: String, _ port: UInt16, _ prefix: String) -> String {
            """
            IMAPAccount \(name)
            Host localhost
            Port \(port)
            User \(user)
            PassCmd "cat \(journey.passwordFile)"
            AuthMechs LOGIN
            Timeout 600
            \(journey.usesTLS ? "SSLType IMAPS\nCertificateFile \(journey.rootsFile)" : "SSLType None")

            IMAPStore \(name)
            Account \(name)
            \(prefix.isEmpty ? "" : "Path \(prefix)")

            """
        }
        return store("old", journey.fromUser, journey.fromPort, "") + "\n"
            + store("new", journey.toUser, journey.toPort, journey.targetPrefix) + """

                Channel all
                Far :old:
                Near :new:
                Patterns *
                Create Near
                Sync Pull
                CopyArrivalDate yes
                SyncState \(state)/

                """
    }
}
