import MailTransport
import NIOCore

extension Deflater {
    /// What a flush gives, also when that is nothing.
    var flushed: ByteBuffer {
        mutating get { flush() ?? ByteBuffer() }
    }
}
