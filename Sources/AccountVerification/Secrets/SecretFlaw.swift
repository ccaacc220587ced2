/// Something about a secret that suggests it is not what the provider expects.
enum SecretFlaw: Hashable, CaseIterable {
    /// It ended with a line end, which is no part of any password.
    case lineEnd
    /// Characters that nobody sees, copied along from a web page or a file.
    case invisible
    /// The same, and they may be meant.
    case invisibleKept
    /// Blanks between the groups of a code.
    case blanks
    /// A blank at one of the ends of what may be a password.
    case blankAtEnd
    /// Quotes around a code.
    case quotes
    /// Quotes around what may be a password.
    case quotesKept
    /// Letters as wide as Chinese ones, from an input method, in a code.
    case fullWidth
    /// The same in what may be a password.
    case fullWidthKept
    /// A control character inside.
    case control
    /// A few digits, as they come by text message, where a lasting code is wanted.
    case oneTimeCode
    /// It does not look like the code that the provider makes: most likely the password of the web site.
    case wrongShape

    /// Whether the secret was changed for it.
    var isCorrected: Bool {
        switch self {
        case .lineEnd, .invisible, .blanks, .quotes, .fullWidth: true
        case .invisibleKept, .blankAtEnd, .quotesKept, .fullWidthKept, .control, .oneTimeCode, .wrongShape: false
        }
    }
}
