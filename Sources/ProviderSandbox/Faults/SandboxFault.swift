/// Something that goes wrong once, at one place of the conversations with a server.
public struct SandboxFault: Hashable, Sendable {
    /// What happens.
    public var kind: SandboxFaultKind
    /// Where.
    public var place: Place

    /// Where it happens. All connections to the server are counted together, from 0 on.
    public enum Place: Hashable, Sendable {
        /// A command of the client: a line with its literals.
        case command(Int)
        /// A response of the server.
        case response(Int)
        /// A byte that the client sends.
        case commandByte(Int)
        /// A byte that the server sends.
        case responseByte(Int)
        /// A command of this name, such as `APPEND` or `UID FETCH`.
        case named(String, Int)
    }

    /// - Parameter place: is not used by faults that can happen at one place only.
    public init(_ kind: SandboxFaultKind, at place: Place) {
        self.kind = kind
        self.place = place
    }
}
