internal import IMAPCodec
internal import NIOCore

/// One message on its way. APPEND has to know its exact size first, which LIST does not tell; so all of it is taken before
/// any of it is passed on: into memory, and above a limit into a file.
final class BodySpool {
    private let folder: String
    private var memory = ByteBuffer()
    private var file: SpoolFile?
    /// Bytes of the file that were written.
    private var written: UInt64 = 0
    /// Bytes of the file that were passed on.
    private var passed: UInt64 = 0
    private var collector = HeaderCollector()
    /// Bytes of the message so far.
    private(set) var size: UInt64 = 0

    /// - Parameter folder: for the file, if there has to be one.
    init(folder: String) { self.folder = folder }

    var header: [UInt8] { collector.bytes }

    func append(_ bytes: ByteBuffer) async throws {
        collector.append(bytes)
        size += UInt64(bytes.readableBytes)
        if memory.readableBytes == 0 { memory = bytes } else { memory.writeImmutableBuffer(bytes) }
        if memory.readableBytes > (file == nil ? CopyLimits.bodyInMemory : CopyLimits.spoolPiece) { try await store() }
    }

    /// The next piece; nil at the end.
    func next() async throws -> ByteBuffer? {
        guard let file, passed < written else {
            return memory.readableBytes == 0
                ? nil : memory.readSlice(length: min(memory.readableBytes, CopyLimits.spoolPiece))
        }
        let piece = try await file.read(Int(min(UInt64(CopyLimits.spoolPiece), written - passed)), at: passed)
        passed += UInt64(piece.readableBytes)
        return piece
    }

    private func store() async throws {
        let file = try self.file ?? SpoolFile(in: folder)
        self.file = file
        try await file.write(memory, at: written)
        written += UInt64(memory.readableBytes)
        memory = ByteBuffer()
    }
}
