/// What a server says in place of its proof (RFC 5802 §7), as far as it is not the password.
enum SCRAMServerError {
    /// The server binds otherwise, or not at all; by the standard it says so as late as this.
    static func concernsKindOfBinding(_ error: String) -> Bool {
        ["unsupported-channel-binding-type", "channel-binding-not-supported"].contains(error)
    }

    /// Server and client see different connections, or the client did not see what the server offers.
    static func meansSomebodyInBetween(_ error: String) -> Bool {
        ["channel-bindings-dont-match", "server-does-support-channel-binding"].contains(error)
    }
}
