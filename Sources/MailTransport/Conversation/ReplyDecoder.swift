package import NIOCore

/// Bytes in, answers out, for protocols whose answers come in the order of the commands and name none (POP3, SMTP). What a
/// line means depends on the command it answers, so the decoder is told what is expected.
package protocol ReplyDecoder: Sendable {
    /// What a command is answered with.
    associatedtype Expectation: Sendable
    /// A part of an answer. Long ones are handed on while they arrive.
    associatedtype Piece: Sendable

    mutating func append(_ bytes: ByteBuffer)

    /// The next piece; nil when more bytes are needed.
    ///
    /// - Parameter expected: by the command that is answered now; nil when none is open.
    mutating func next(_ expected: Expectation?) throws(ConversationError) -> DecodedPiece<Piece>?

    /// What was received and not yet told of. Must be empty when TLS takes over.
    var remainder: ByteBuffer { get }

    /// About how many bytes of memory a piece holds on to.
    static func weight(of piece: Piece) -> Int

    /// What the transcript shows; nil for pieces that are not worth a line.
    static func transcript(of piece: Piece) -> String?

    /// Whether the server agrees, such as to STARTTLS.
    static func isPositive(_ piece: Piece) -> Bool
}

package enum DecodedPiece<Piece: Sendable>: Sendable {
    /// More follows.
    case more(Piece)
    /// The command is answered; nil for an end that says nothing.
    case last(Piece?)
    /// The server waits for an answer of ours (SASL); what it says, in Base64.
    case challenge([UInt8])
}

extension DecodedPiece: Equatable where Piece: Equatable {}
