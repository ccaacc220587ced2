/// A refusal in the words of a server.
enum KnownRefusal: Hashable {
    /// The code of a standard, whoever says it.
    case code(OAuthErrorCode)
    /// A code of the provider's own.
    case own(String)
    /// The number that begins Microsoft's words: `AADSTS` and so many digits.
    case entra(Int)
    /// A code with words of the description, in lower case.
    case words(OAuthErrorCode, String)

    func fits(_ refusal: OAuthRefusal) -> Bool {
        switch self {
        case .code(let code): refusal.known == code
        case .own(let code): refusal.code == code
        case .entra(let number): refusal.entraNumber == number
        case .words(let code, let words): refusal.known == code && refusal.words.lowercased().contains(words)
        }
    }

    var weight: Int {
        switch self {
        case .code, .own: 0
        case .words: 1
        case .entra: 2
        }
    }
}

extension OAuthRefusal {
    /// The digits behind the first `AADSTS`.
    fileprivate var entraNumber: Int? {
        guard let mark = words.firstRange(of: "AADSTS") else { return nil }
        return Int(words[mark.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }
}
