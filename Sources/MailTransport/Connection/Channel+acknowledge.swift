internal import Glibc
package import NIOCore

extension Channel {
    /// Confirms what has been received at once, instead of waiting for something to send along with it.
    ///
    /// For a client that has sent what it may, and now waits: a server that joins small answers to larger ones (Nagle's
    /// algorithm, RFC 9293 §3.7.4) keeps its next answer until the last one is confirmed, and that takes 40 milliseconds
    /// otherwise. The system forgets the wish with the next packet. Without effect where it is not offered.
    package func acknowledgeNow() {
        let option = ChannelOptions.Types.SocketOption(
            level: .tcp, name: NIOBSDSocket.Option(rawValue: Int32(TCP_QUICKACK)))
        try? syncOptions?.setOption(option, value: 1)
    }
}
