internal import FoundationEssentials

/// Two Dovecots.
package typealias ServerPair = AccountPair<DovecotConfiguration, DovecotConfiguration>

/// An old and a new mail server, each with one user, for a migration from one to the other.
package struct AccountPair<Old: ServerConfiguration, New: ServerConfiguration>: Sendable {
    package static var oldUser: String { "alice" }
    package static var newUser: String { "bob" }

    package let old: MailServer<Old>
    package let new: MailServer<New>
    /// For journals, passwords and the like; gone in the end.
    package let folder: TemporaryFolder

    package var oldMail: Old.Mail { old.mailbox(of: Self.oldUser) }
    package var newMail: New.Mail { new.mailbox(of: Self.newUser) }

    /// Runs both servers for the time of `body`.
    ///
    /// - Parameters:
    ///   - adjustOld: changes the configuration of the old server before it starts.
    ///   - adjustNew: the same for the new one.
    package static func run<Value: Sendable>(
        adjustOld: (inout Old) -> Void = { _ in }, adjustNew: (inout New) -> Void = { _ in },
        _ body: (AccountPair) async throws -> Value
    ) async throws -> Value {
        var old = Old(users: [oldUser])
        var new = New(users: [newUser])
        adjustOld(&old)
        adjustNew(&new)
        let folder = try TemporaryFolder()
        return try await MailServer.withServer(old) { old in
            try await MailServer.withServer(new) { new in
                try await body(AccountPair(old: old, new: new, folder: folder))
            }
        }
    }

    /// What the new account has otherwise than the old one; empty when all mail has arrived as it was.
    package func difference() throws -> MailboxDifference {
        let (from, to) = (String(oldMail.separator), String(newMail.separator))
        let expected = try MailboxSnapshot(oldMail, keptBy: newMail)
        return MailboxDifference(source: expected, target: try MailboxSnapshot(newMail)) {
            $0.replacing(from, with: to)
        }
    }

    /// Brings messages to the new account as another tool would: one file after the other, with no journal.
    ///
    /// - Parameter keep: gets the index of each message in its folder.
    package func copyFiles(where keep: (Int) -> Bool) throws {
        for name in try oldMail.folders() {
            var messages: [TestMessage] = []
            var index = 0
            try oldMail.forEachMessage(in: name) { message in
                if keep(index) { messages.append(message) }
                index += 1
            }
            let newName = name.replacing(String(oldMail.separator), with: String(newMail.separator))
            try newMail.deliver(messages, to: newName)
        }
    }

    /// One file with the certificates of both servers.
    package func trustFile() throws -> String {
        let path = folder.path + "/trust.pem"
        let files = [old.certificateAuthorityFile, new.certificateAuthorityFile]
        let parts = files.map { FileManager.default.contents(atPath: $0) ?? Data() }
        try (parts[0] + parts[1]).write(to: path)
        return path
    }
}

extension Maildir {
    /// The lines of Dovecot's subscription file, without its version.
    package var subscriptions: Set<String> {
        let data = FileManager.default.contents(atPath: path + "/subscriptions") ?? Data()
        return Set(String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)).subtracting(["V\t2"])
    }

    /// Writes Dovecot's subscription file.
    package func subscribe(to folders: [String]) throws {
        let lines = folders.map { name in
            name.split(separator: separator).map { ModifiedUTF7.encoded(String($0)) }.joined(separator: "\t") + "\n"
        }
        try Data(("V\t2\n\n" + lines.joined()).utf8).write(to: path + "/subscriptions")
        try ServerAccount.current().takeOwnership(of: path)
    }
}
