import NIOCore

@testable import IMAPCodec

/// What a decoder tells of a stream, with body bytes joined: how they were cut on the way says nothing.
enum Told: Hashable {
    case response(Response)
    case bodyBegins(FetchAttributes, size: UInt64)
    case bodyBytes([UInt8])
    case bodyEnds(FetchAttributes)
    case failure(IMAPParseError)
}

extension ResponseDecoder {
    /// Everything that can be told now, and the error that ended it if there was one.
    mutating func tellAll() -> [Told] {
        var told: [Told] = []
        do throws(IMAPParseError) {
            while let event = try next() { told.append(Told(event)) }
        } catch {
            told.append(.failure(error))
        }
        return told
    }

    /// What the pieces tell when each is decoded before the next arrives. Decoding stops at the first error.
    static func tell(
        _ pieces: [[UInt8]], lineLimit: Int = 1 << 20, literalLimit: Int = 1 << 20
    ) -> [Told] {
        var decoder = ResponseDecoder(lineLimit: lineLimit, literalLimit: literalLimit)
        var told: [Told] = []
        for piece in pieces {
            decoder.append(ByteBuffer(bytes: piece))
            told += decoder.tellAll()
            if case .failure? = told.last { break }
        }
        return Told.joiningBodies(told)
    }

    static func tell(_ text: String, lineLimit: Int = 1 << 20, literalLimit: Int = 1 << 20) -> [Told] {
        tell([Array(text.utf8)], lineLimit: lineLimit, literalLimit: literalLimit)
    }
}

extension Told {
    init(_ event: ResponseDecoder.Event) {
        switch event {
        case .response(let response): self = .response(response)
        case .bodyBegins(let attributes, let size): self = .bodyBegins(attributes, size: size)
        case .bodyBytes(let bytes): self = .bodyBytes(Array(bytes.readableBytesView))
        case .bodyEnds(let attributes): self = .bodyEnds(attributes)
        }
    }

    static func joiningBodies(_ told: [Told]) -> [Told] {
        var result: [Told] = []
        for item in told {
            if case .bodyBytes(let more) = item, case .bodyBytes(let bytes)? = result.last {
                result[result.count - 1] = .bodyBytes(bytes + more)
            } else {
                result.append(item)
            }
        }
        return result
    }
}

/// The one untagged response a line makes; nil when it makes anything else.
func untagged(_ line: String) -> UntaggedResponse? {
    let told = ResponseDecoder.tell(line + "\r\n")
    guard told.count == 1, case .response(.untagged(let response)) = told[0] else { return nil }
    return response
}

/// The status response of a line that begins with `* `.
func status(_ line: String) -> StatusResponse? {
    guard case .status(let status)? = untagged(line) else { return nil }
    return status
}

/// The attributes of a line that is a FETCH response without a streamed body.
func fetch(_ items: String) -> FetchAttributes? {
    guard case .fetch(let attributes)? = untagged("* 7 FETCH \(items)") else { return nil }
    return attributes
}
