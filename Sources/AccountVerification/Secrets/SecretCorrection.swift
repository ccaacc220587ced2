internal import AccountDiscovery
internal import MailCore

/// Takes out of a secret what cannot belong to it, and notes what is odd about the rest.
///
/// A code has a shape, and is corrected until it fits; whatever else is only pointed at, because it may be meant.
struct SecretCorrection {
    private(set) var scalars: [Unicode.Scalar]
    private(set) var flaws: [SecretFlaw] = []

    /// - Parameter shape: of the codes that the provider makes; nil where people choose their passwords.
    init(_ given: [Unicode.Scalar], shape: SecretShape?) {
        scalars = given
        removeLineEnds()
        removeInvisible()
        if let shape, fit(shape) { return }
        noteOddities()
        if shape != nil { flaws.append(isOneTimeCode ? .oneTimeCode : .wrongShape) }
    }

    private mutating func removeLineEnds() {
        let count = scalars.count
        while let last = scalars.last, Self.lineEnds.contains(last) { scalars.removeLast() }
        if let first = scalars.firstIndex(where: { !Self.lineEnds.contains($0) }) { scalars.removeFirst(first) }
        if scalars.count < count { flaws.append(.lineEnd) }
    }

    /// Between letters of other scripts such characters may have a purpose.
    private mutating func removeInvisible() {
        guard scalars.contains(where: Self.isInvisible) else { return }
        guard scalars.allSatisfy({ $0.isASCII || Self.isInvisible($0) }) else { return flaws.append(.invisibleKept) }
        scalars.removeAll(where: Self.isInvisible)
        flaws.append(.invisible)
    }

    /// Whether it has the shape, if need be without blanks and quotes and with letters of the usual width.
    private mutating func fit(_ shape: SecretShape) -> Bool {
        var candidate = scalars
        var corrections: [SecretFlaw] = []
        func note(_ flaw: SecretFlaw, _ changed: [Unicode.Scalar]) {
            guard changed != candidate else { return }
            candidate = changed
            corrections.append(flaw)
        }
        if shape.fits(candidate) {
            note(.blanks, candidate.filter { !$0.properties.isWhitespace })
        } else {
            note(.fullWidth, candidate.map(Self.narrowed))
            note(.quotes, Self.unquoted(candidate))
            note(.blanks, candidate.filter { !$0.properties.isWhitespace })
            guard shape.fits(candidate) else { return false }
        }
        scalars = candidate
        flaws += corrections
        return true
    }

    private mutating func noteOddities() {
        if [scalars.first, scalars.last].contains(where: { $0?.properties.isWhitespace == true }) {
            flaws.append(.blankAtEnd)
        }
        if scalars.count > 2, Self.unquoted(scalars).count < scalars.count { flaws.append(.quotesKept) }
        if scalars.contains(where: { Self.narrowed($0) != $0 }) { flaws.append(.fullWidthKept) }
        if scalars.contains(where: { $0.properties.generalCategory == .control }) { flaws.append(.control) }
    }

    private var isOneTimeCode: Bool {
        (4...8).contains(scalars.count) && scalars.allSatisfy { ("0"..."9").contains($0) }
    }

    private static let lineEnds: Set<Unicode.Scalar> = ["\r", "\n", "\0", "\u{85}", "\u{2028}", "\u{2029}"]

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .format }

    /// Full-width forms of ASCII (U+FF01 to U+FF5E) and the ideographic blank.
    private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x3000: " "
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        default: scalar
        }
    }

    private static func unquoted(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let pairs: [(Unicode.Scalar, Unicode.Scalar)] = [
            ("\"", "\""), ("'", "'"), ("`", "`"), ("\u{201C}", "\u{201D}"), ("\u{2018}", "\u{2019}"), ("「", "」"),
            ("<", ">"),
        ]
        guard scalars.count > 2, let first = scalars.first, let last = scalars.last,
            pairs.contains(where: { $0 == (first, last) })
        else { return scalars }
        return Array(scalars.dropFirst().dropLast())
    }
}

extension SecretCorrection {
    /// The secret as it is to be used.
    var secret: Secret {
        // Of its full size from the start: an array that grows leaves copies behind in memory.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.count * 4)
        defer { bytes.wipe() }
        for scalar in scalars { bytes += UTF8.encode(scalar).map(Array.init) ?? [] }
        return Secret(bytes)
    }

    mutating func wipe() { scalars.overwrite() }
}

extension [Unicode.Scalar] {
    /// As far as can be: the compiler may have made copies.
    mutating func overwrite() {
        for index in indices { self[index] = "\0" }
    }
}
