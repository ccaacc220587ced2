extension MailServer {
    /// Says commands to the server as one of its users, in one session; each must be answered with OK.
    package func run(_ commands: [String], as user: String) throws {
        let connection = try PlainIMAP(port: ports.imap, user: user, password: Configuration.password)
        for command in commands { try connection.run(command) }
    }
}

extension AccountPair {
    /// What the owner does at the old account.
    package func atOld(_ commands: String...) throws { try old.run(commands, as: Self.oldUser) }

    /// What the owner does at the new account.
    package func atNew(_ commands: String...) throws { try new.run(commands, as: Self.newUser) }
}
