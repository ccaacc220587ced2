import Glibc

/// How much memory this process takes at most while something runs, beyond what it had.
package enum PeakMemory {
    /// - Returns: the growth of the resident set, in bytes. Nothing else may run meanwhile. Memory that was free in the heap
    ///   before can hide a growth of a few megabytes.
    package static func growth(_ body: () async throws -> Void) async throws -> Int {
        // Makes the kernel forget the peak so far (proc(5), clear_refs).
        let descriptor = open("/proc/self/clear_refs", O_WRONLY)
        defer { close(descriptor) }
        guard write(descriptor, "5", 1) == 1 else { throw PeakMemoryError(errno: errno) }
        let before = try kibibytes("VmRSS:")
        try await body()
        return max(0, try kibibytes("VmHWM:") - before) << 10
    }

    private static func kibibytes(_ field: String) throws -> Int {
        let descriptor = open("/proc/self/status", O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 8_192)
        let count = read(descriptor, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix(field) }
        guard let value = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
            throw PeakMemoryError(errno: errno)
        }
        return value
    }
}

package struct PeakMemoryError: Error {
    let errno: CInt
}
