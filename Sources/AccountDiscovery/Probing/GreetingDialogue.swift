internal import MailCore

/// A POP3 or SMTP server's greeting, and what it can do: lines go in, what to do comes out. With STARTTLS only what is said
/// after it counts (RFC 3207 §4.2, RFC 2595 §4).
struct GreetingDialogue {
    enum Action: Hashable {
        case wait
        case send(String)
        case startTLS
        case finish
        case fail(Failure)
    }

    enum Failure: Error, Hashable {
        /// Another service answers.
        case otherService
        /// The server does not want us, in its words.
        case refused(String)
        case noSTARTTLS
        case tooManyLines
    }

    private enum State {
        case greeting
        case capabilities
        case goAhead
        case over
    }

    private let isSMTP: Bool
    private let wantsTLS: Bool
    private var isSecured = false
    private var state = State.greeting
    private var lineCount = 0
    private(set) var greeting: String?
    private(set) var capabilities: [String] = []

    /// Lines of a whole dialogue.
    static let maximumLines = 200

    init(protocol: MailProtocol, security: ConnectionSecurity) {
        isSMTP = `protocol` == .smtp
        wantsTLS = security == .starttls
    }

    /// A line without its end.
    mutating func received(_ line: String) -> Action {
        lineCount += 1
        guard lineCount <= Self.maximumLines else { return .fail(.tooManyLines) }
        switch state {
        case .greeting: return greeted(line)
        case .capabilities: return isSMTP ? extensionLine(line) : capabilityLine(line)
        case .goAhead:
            guard isPositive(line) else { return .fail(.refused(line)) }
            return .startTLS
        case .over: return .wait
        }
    }

    mutating func secured() -> Action {
        isSecured = true
        return askCapabilities()
    }

    private mutating func greeted(_ line: String) -> Action {
        greeting = greeting ?? line
        guard isPositive(line) else {
            let isRefusal = isSMTP ? line.hasPrefix("4") || line.hasPrefix("5") : line.hasPrefix("-ERR")
            return .fail(isRefusal ? .refused(line) : .otherService)
        }
        return isMore(line) ? .wait : askCapabilities()
    }

    private mutating func askCapabilities() -> Action {
        state = .capabilities
        capabilities = []
        // An address literal says nothing about this computer (RFC 5321 §4.1.3).
        return .send(isSMTP ? "EHLO [127.0.0.1]" : "CAPA")
    }

    /// RFC 5321 §4.1.1.1: the first line of the answer is a greeting, each further one an extension.
    private mutating func extensionLine(_ line: String) -> Action {
        guard isPositive(line) else { return told() }
        capabilities.append(String(line.dropFirst(4)))
        guard !isMore(line) else { return .wait }
        capabilities.removeFirst()
        return told()
    }

    /// RFC 2449 §5.
    private mutating func capabilityLine(_ line: String) -> Action {
        if line == "." || line.hasPrefix("-ERR") { return told() }
        if !line.hasPrefix("+OK") { capabilities.append(line) }
        return .wait
    }

    private mutating func told() -> Action {
        guard wantsTLS, !isSecured else {
            state = .over
            return .finish
        }
        let word = isSMTP ? "STARTTLS" : "STLS"
        guard capabilities.contains(where: { $0.uppercased() == word }) else { return .fail(.noSTARTTLS) }
        state = .goAhead
        return .send(word)
    }

    private func isPositive(_ line: String) -> Bool { isSMTP ? line.hasPrefix("2") : line.hasPrefix("+OK") }

    /// RFC 5321 §4.2.1.
    private func isMore(_ line: String) -> Bool { isSMTP && line.dropFirst(3).first == "-" }
}
