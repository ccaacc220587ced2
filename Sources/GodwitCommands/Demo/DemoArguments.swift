internal import ArgumentParser
internal import MailCore
internal import ProviderSandbox

/// `--from-personality` and `--to-personality`.
struct DemoPersonality: ExpressibleByArgument {
    let value: SandboxPersonality

    init?(argument: String) {
        guard let value = SandboxPersonality.named(argument) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] { SandboxPersonality.all.map(\.id) }

    var defaultValueDescription: String { value.id }

    static let netEase = DemoPersonality(.netEase)
    static let gmail = DemoPersonality(.gmail)

    private init(_ value: SandboxPersonality) { self.value = value }
}

/// `--fault`.
struct DemoFault: ExpressibleByArgument {
    let value: SandboxFaultKind

    init?(argument: String) {
        guard let value = SandboxFaultKind(rawValue: argument), value.protocols.contains(.imap) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] {
        SandboxFaultKind.allCases.filter { $0.protocols.contains(.imap) }.map(\.rawValue)
    }

    /// Once, in the middle of what is copied: at the new provider, which gets one APPEND after the other.
    var fault: SandboxFault {
        switch value.scope {
        case .line, .command: SandboxFault(value, at: .named("APPEND", 2))
        case .response: SandboxFault(value, at: .response(60))
        case .once: SandboxFault(value, at: .command(0))
        }
    }
}
