import Testing

@testable import IMAPCodec

@Suite struct CommandBufferTests {
    private static func segments(_ bytes: [UInt8], _ literals: LiteralSupport) throws -> [[UInt8]] {
        var buffer = CommandBuffer(literals: literals)
        try buffer.string(bytes)
        return buffer.segments
    }

    @Test func everyByteIsCarriedOrRefused() throws {
        for byte in UInt8.min...UInt8.max {
            switch byte {
            case 0, 0x0A, 0x0D:
                #expect(throws: CommandEncodingError.forbiddenByte) { try Self.segments([byte], .nonSynchronizing) }
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                #expect(try Self.segments([byte], .nonSynchronizing) == [[0x22, 0x5C, byte, 0x22]])
            case 0x20...0x7E:
                let atom = byte.isIMAPAtomCharacter
                #expect(try Self.segments([byte], .nonSynchronizing) == [atom ? [byte] : [0x22, byte, 0x22]])
            default:
                #expect(try Self.segments([byte], .nonSynchronizing) == [Array("{1+}\r\n".utf8) + [byte]])
            }
        }
    }

    @Test func specialsAreThoseOfTheGrammar() {
        let specials = (UInt8(0x21)...0x7E).filter { !$0.isIMAPAtomCharacter }
        #expect(String(decoding: specials, as: UTF8.self) == "\"%()*\\]{")
    }

    @Test(arguments: [
        (LiteralSupport.synchronizing, 1_025, true), (.nonSynchronizing, 1_025, false),
        (.nonSynchronizing, 5_000, false),
        (.nonSynchronizingUpTo4096, 4_096, false), (.nonSynchronizingUpTo4096, 4_097, true),
    ])
    func longStringsAreLiterals(literals: LiteralSupport, length: Int, waits: Bool) throws {
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: length)
        let announcement = Array("{\(length)\(waits ? "" : "+")}\r\n".utf8)
        #expect(try Self.segments(bytes, literals) == (waits ? [announcement, bytes] : [announcement + bytes]))
    }

    @Test func quotedStringsEndAtAKilobyte() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: 1_024)
        #expect(try Self.segments(bytes, .synchronizing) == [[0x22] + bytes + [0x22]])
    }

    @Test func wipingLeavesOnlyZeroes() throws {
        var buffer = CommandBuffer(literals: .synchronizing)
        buffer.raw("A1 LOGIN ")
        try buffer.secret(Array("密码".utf8))
        let lengths = buffer.segments.map(\.count)
        buffer.wipe()
        #expect(buffer.segments == lengths.map { [UInt8](repeating: 0, count: $0) })
    }
}
