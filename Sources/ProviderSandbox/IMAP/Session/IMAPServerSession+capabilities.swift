/// What the server says that it can do.
extension IMAPServerSession {
    var capabilities: [String] {
        account == nil
            ? capabilitiesBeforeLogin : ["IMAP4rev1"] + announced(extensions) + configuration.otherCapabilities
    }

    private var capabilitiesBeforeLogin: [String] {
        var names = ["IMAP4rev1"] + announced(extensions.intersection(configuration.announcedBeforeLogin))
        if takesPasswords { names += configuration.mechanisms.map { "AUTH=" + $0 } }
        if !takesPasswords || !configuration.allowsLoginCommand { names.append("LOGINDISABLED") }
        return names + configuration.otherCapabilitiesBeforeLogin
    }

    /// Whether a login is possible without giving a password away.
    var takesPasswords: Bool { isSecure || configuration.allowsPlaintextLogin }

    private func announced(_ extensions: Set<IMAPExtension>) -> [String] {
        extensions.filter { $0 != .startTLS || (!isSecure && offersTLS && account == nil) }.map { one in
            one == .appendLimit ? "APPENDLIMIT=\(configuration.limits.message)" : one.rawValue
        }.sorted()
    }
}
