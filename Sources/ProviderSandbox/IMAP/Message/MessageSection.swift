internal import NIOCore

/// A part of a message that FETCH asks for (RFC 3501 §6.4.5): `BODY[1.2.HEADER.FIELDS (FROM)]<0.1000>`.
struct MessageSection: Sendable {
    enum Kind: Sendable {
        case all
        case header
        case text
        case mime
        case fields([String], isExcluding: Bool)
    }

    var part: [Int] = []
    var kind = Kind.all
    var partial: (offset: Int, length: Int)?
    /// As the client wrote it, and as the answer names it.
    var name = ""

    /// The bytes of it; nil when the message has no such part.
    func bytes(of message: ByteBuffer) -> ByteBuffer? {
        var bytes = whole(message)
        guard let partial, let found = bytes else { return bytes }
        let start = min(partial.offset, found.readableBytes)
        let length = min(partial.length, found.readableBytes - start)
        bytes = found.getSlice(at: found.readerIndex + start, length: length)
        return bytes
    }

    private func whole(_ message: ByteBuffer) -> ByteBuffer? {
        if part.isEmpty, case .all = kind { return message }
        let view = message.readableBytesView
        if part.isEmpty {
            let header = HeaderBlock(view, in: view.startIndex..<view.endIndex)
            return slice(message, header, view.startIndex..<header.end, header.end..<view.endIndex)
        }
        guard let found = Self.find(part, in: MIMEPart(view)) else { return nil }
        switch kind {
        case .all: return message.getSlice(at: found.body.lowerBound, length: found.body.count)
        case .mime: return message.getSlice(at: found.headerRange.lowerBound, length: found.headerRange.count)
        case .header, .text, .fields:
            // Only a message within the message has these.
            guard found.isMessage, let inner = found.children.first else { return nil }
            return slice(message, inner.header, inner.headerRange, inner.body)
        }
    }

    private func slice(
        _ message: ByteBuffer, _ header: HeaderBlock, _ headerRange: Range<Int>, _ body: Range<Int>
    ) -> ByteBuffer? {
        switch kind {
        case .all, .mime: nil
        case .header: message.getSlice(at: headerRange.lowerBound, length: headerRange.count)
        case .text: message.getSlice(at: body.lowerBound, length: body.count)
        case .fields(let names, let isExcluding):
            header.fields.filter { names.contains($0.name) != isExcluding }.reduce(into: ByteBuffer()) {
                result, field in
                if var bytes = message.getSlice(at: field.all.lowerBound, length: field.all.count) {
                    result.writeBuffer(&bytes)
                }
            }.appending("\r\n")
        }
    }

    private static func find(_ numbers: [Int], in message: MIMEPart) -> MIMEPart? {
        var part = message
        // The first part of what has no parts is its body.
        var isItself = true
        for number in numbers {
            let container = !isItself && part.isMessage ? part.children.first ?? part : part
            if container.isMultipart {
                guard number <= container.children.count else { return nil }
                part = container.children[number - 1]
            } else {
                guard number == 1, isItself || part.isMessage else { return nil }
                part = container
            }
            isItself = false
        }
        return part
    }
}

extension ByteBuffer {
    fileprivate func appending(_ text: String) -> ByteBuffer {
        var result = self
        result.writeString(text)
        return result
    }
}
