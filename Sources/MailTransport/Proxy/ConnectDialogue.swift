import Foundation
import MailCore
import NIOCore

/// HTTP's CONNECT (RFC 9110 §9.3.6), with Basic credentials where they are known (RFC 7617). An answer is read up to
/// ``ByteLimits/httpHeaders``.
struct ConnectDialogue: ProxyDialogue {
    let host: String
    let port: UInt16
    let credentials: Proxy.Credentials?

    func opening() -> [UInt8] {
        let authority = "\(host.contains(":") ? "[\(host)]" : host):\(port)"
        let request = "CONNECT \(authority) HTTP/1.1\r\nHost: \(authority)\r\n"
        return Array(request.utf8) + (credentials.map(Self.authorization) ?? []) + Array("\r\n".utf8)
    }

    private static func authorization(_ credentials: Proxy.Credentials) -> [UInt8] {
        let pair = Array((credentials.username + ":").utf8) + credentials.password.withBytes { copy $0 }
        return Array("Proxy-Authorization: Basic \(Data(pair).base64EncodedString())\r\n".utf8)
    }

    mutating func receive(_ buffer: inout ByteBuffer) throws(TransportError) -> ProxyStep {
        let beginning = Array("HTTP/1.".utf8)
        let said = buffer.readableBytesView
        guard zip(said, beginning).allSatisfy({ $0 == $1 }) else { throw confused(buffer) }
        guard let end = said.prefix(ByteLimits.httpHeaders).firstRange(of: Array("\r\n\r\n".utf8)) else {
            guard said.count < ByteLimits.httpHeaders else { throw confused(buffer) }
            return .wait
        }
        let line = DisplayText.clean(
            bytes: Array(said.prefix { $0 != UInt8(ascii: "\r") }), limit: ByteLimits.serverText)
        buffer.moveReaderIndex(to: end.upperBound)
        guard let status = Int(line.split(separator: " ").dropFirst().first ?? "") else { throw confused(buffer) }
        switch status {
        case 200..<300: return .connected
        // 401 is what tinyproxy says to a wrong password.
        case 401, 407: throw .proxy(.loginRefused)
        default: throw .proxy(.refused(reason: line))
        }
    }

    private func confused(_ buffer: ByteBuffer) -> TransportError { .proxy(.confused(firstBytes: buffer.firstBytes)) }
}
