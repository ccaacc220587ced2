import Glibc
import Synchronization

/// A password or token. Its bytes are overwritten when the last owner lets go, and nothing prints them:
/// description, debug description and mirror all show a placeholder.
public final class Secret: Sendable {
    private let bytes: Mutex<[UInt8]>

    /// Takes a copy of the bytes; the caller wipes its own.
    public init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Mutex(Array(bytes))
    }

    /// The UTF-8 of a text. The text itself cannot be wiped, so prefer the bytes where there is a choice.
    public convenience init(_ text: String) {
        self.init(text.utf8)
    }

    deinit {
        bytes.withLock { $0.wipe() }
    }

    /// Number of bytes.
    public var count: Int { bytes.withLock { $0.count } }

    /// Lends the bytes for the time of the call. Copies made inside must be wiped there.
    public func withBytes<Result, Failure: Error>(
        _ body: (borrowing [UInt8]) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try bytes.withLock { (stored: inout sending [UInt8]) throws(Failure) -> sending Result in
            try body(stored)
        }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A placeholder.
    public var description: String { "‹secret›" }
    /// A placeholder.
    public var debugDescription: String { "‹secret›" }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension [UInt8] {
    /// Overwrites the bytes in a way the optimiser may not remove.
    package mutating func wipe() {
        unsafe withUnsafeMutableBytes { buffer in
            if let base = buffer.baseAddress { unsafe explicit_bzero(base, buffer.count) }
        }
    }
}
