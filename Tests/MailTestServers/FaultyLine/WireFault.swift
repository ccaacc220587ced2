/// Who is spoken to.
package enum WireDirection: String, CaseIterable, Hashable, Sendable {
    case toServer
    case toClient
}

/// What a line does to a conversation, once, at one point of it.
package struct WireFault: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// What was said arrives, and then the line is gone: to who heard it as an orderly end, to who said it as a
        /// reset. A server does what it was told, and nobody hears about it.
        case cut
        /// What was said does not arrive, and both ends see a reset. Of an answer: the classical lost acknowledgement.
        case lost
        /// Nothing arrives any more in either direction, and the line stays.
        case silence
        /// After the response the client reads `* BYE`, and the line ends.
        case bye
        /// The client sees a reset; what it said last arrives after it has come back and is sending messages again.
        case late
    }

    package let kind: Kind
    package let direction: WireDirection
    /// Counted over all connections, from 0 on.
    package let point: Int

    package init(_ kind: Kind, _ direction: WireDirection, at point: Int) {
        self.kind = kind
        self.direction = direction
        self.point = point
    }

    /// Every fault that makes sense in a conversation that went through these points.
    package static func all(in trace: [WireDirection: [WirePoint]]) -> [WireFault] {
        WireDirection.allCases.flatMap { direction in
            (trace[direction] ?? []).enumerated().flatMap { point, place in
                Kind.allCases.filter { $0.makesSense(direction, at: place) }.map { WireFault($0, direction, at: point) }
            }
        }
    }

    package var description: String { "\(kind) \(direction) at \(point)" }
}

extension WireFault.Kind {
    /// Words cannot be put between the words of somebody else, and what does not end a command is not carried out late.
    fileprivate func makesSense(_ direction: WireDirection, at point: WirePoint) -> Bool {
        switch self {
        case .cut, .lost, .silence: true
        case .bye: direction == .toClient && point == .line
        case .late: direction == .toServer && point == .line
        }
    }
}
