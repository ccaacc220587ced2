import ProviderSandbox

@testable import MailboxMigration

/// A fault at one of the two servers.
struct FaultCase: Sendable, CustomStringConvertible {
    let side: MigrationSide
    let fault: SandboxFault

    var description: String { "\(fault.kind.rawValue) at the \(side)'s \(fault.place)" }

    /// Every place of a kind of fault in conversations of this length.
    static func all(_ kind: SandboxFaultKind, _ side: MigrationSide, in count: SandboxFaultPlan.Count) -> [FaultCase] {
        SandboxFault.all(kind, in: count).map { FaultCase(side: side, fault: $0) }
    }
}

extension SandboxFault {
    /// Every place of a kind of fault in conversations of this length.
    ///
    /// - Parameter stride: bytes between two places in the middle of what is said. No divisor of anything, so that each kind
    ///   of place is met.
    static func all(
        _ kind: SandboxFaultKind, in count: SandboxFaultPlan.Count, stride: Int = 97
    ) -> [SandboxFault] {
        let commands = (0..<count.commands).map { SandboxFault.Place.command($0) }
        let responses = (0..<count.responses).map { SandboxFault.Place.response($0) }
        let places: [SandboxFault.Place] =
            switch kind.scope {
            case .line where kind == .slow: commands + responses
            case .line:
                commands + responses
                    + Swift.stride(from: 0, to: count.commandBytes, by: stride).map { .commandByte($0) }
                    + Swift.stride(from: 0, to: count.responseBytes, by: stride).map { .responseByte($0) }
            case .command: commands
            case .response: responses
            case .once: [.response(0)]
            }
        return places.map { SandboxFault(kind, at: $0) }
    }
}
