import Glibc

/// Dovecot keeps the lines of a message with LF and serves them with CRLF, whatever arrived.
enum LineEnds {
    /// By lines and not by bytes, because tests are not optimised and some messages are large.
    static func canonical(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 32)
        bytes.withUnsafeBufferPointer { bytes in
            var rest = bytes[...]
            while let end = Self.lineEnd(in: rest) {
                let line = rest[..<end]
                result.append(contentsOf: line)
                if line.last != UInt8(ascii: "\r") { result.append(UInt8(ascii: "\r")) }
                result.append(UInt8(ascii: "\n"))
                rest = rest[(end + 1)...]
            }
            result.append(contentsOf: rest)
        }
        return result
    }

    /// With LF in the place of each CRLF.
    static func bare(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        bytes.withUnsafeBufferPointer { bytes in
            var rest = bytes[...]
            while let end = Self.lineEnd(in: rest) {
                let line = rest[..<end]
                result.append(contentsOf: line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
                result.append(UInt8(ascii: "\n"))
                rest = rest[(end + 1)...]
            }
            result.append(contentsOf: rest)
        }
        return result
    }

    private static func lineEnd(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        let part = UnsafeBufferPointer(rebasing: bytes)
        guard let start = part.baseAddress, let found = memchr(start, CInt(UInt8(ascii: "\n")), part.count) else {
            return nil
        }
        return bytes.startIndex + (UnsafeRawPointer(found) - UnsafeRawPointer(start))
    }
}
