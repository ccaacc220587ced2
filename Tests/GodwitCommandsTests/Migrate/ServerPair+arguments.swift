import FoundationEssentials
import MailTestServers

extension ServerPair {
    var journal: String { folder.path + "/journal.sqlite" }

    /// `migrate` as typed for this pair.
    ///
    /// - Parameters:
    ///   - newPassword: what is given for the new account.
    ///   - newPort: another port than the new server's.
    func migrateArguments(
        newPassword: String = DovecotConfiguration.password, newPort: UInt16? = nil, _ more: String...
    ) throws -> [String] {
        let oldFile = folder.path + "/old-password"
        let newFile = folder.path + "/new-password"
        try DovecotConfiguration.password.write(toFile: oldFile, atomically: true, encoding: .utf8)
        try newPassword.write(toFile: newFile, atomically: true, encoding: .utf8)
        return [
            "migrate", "--from", "imaps://\(Self.oldUser)@localhost:\(old.ports.imaps)",
            "--to", "imaps://\(Self.newUser)@localhost:\(newPort ?? new.ports.imaps)",
            "--from-password-file", oldFile, "--to-password-file", newFile, "--ca-file", try trustFile(),
            "--journal", journal, "--language", "en",
        ] + more
    }
}
