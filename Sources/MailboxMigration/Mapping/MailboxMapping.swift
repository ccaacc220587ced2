internal import IMAPCodec

/// How one account spells names: what stands before each of them, and what divides their levels.
struct NamingScheme: Hashable, Sendable {
    let prefix: [UInt8]
    let separator: UInt8?

    /// Whether all other folders are children of INBOX, as on Courier.
    var isBelowInbox: Bool { !prefix.isEmpty && MailboxName(wire: prefix.dropLast()).isInbox }

    /// From NAMESPACE, or from what LIST shows where a server does not tell.
    init(namespaces: [MailboxNamespace], listings: [MailboxListing]) {
        if let personal = namespaces.first {
            prefix = personal.prefix
            separator = personal.separator
        } else {
            prefix = []
            separator = listings.lazy.compactMap(\.separator).first
        }
    }
}

/// Where a folder goes.
struct MappedMailbox: Hashable, Sendable {
    let source: MailboxListing
    let target: MailboxName
    /// Nil where the target has the folder.
    let create: Creation?

    struct Creation: Hashable, Sendable {
        let specialUse: SpecialUse?
    }
}

/// Gives each folder of the source its place at the target, by what people read and not by how servers spell it.
struct MailboxMapping {
    let source: NamingScheme
    let target: NamingScheme
    private let existing: [MailboxName: MailboxListing]
    private let byUse: [SpecialUse: MailboxName]

    init(source: NamingScheme, target: NamingScheme, targetListings: [MailboxListing]) {
        self.source = source
        self.target = target
        existing = Dictionary(targetListings.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        byUse = Dictionary(
            targetListings.compactMap { listing in
                guard listing.isSelectable, let use = listing.specialUse else { return nil }
                return (use, listing.name)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Folders that hold mail, in the source's order with INBOX first. Parents that cannot be opened are left to the
    /// target to make.
    func map(_ listings: [MailboxListing]) -> [MappedMailbox] {
        let selectable = listings.filter(\.isSelectable)
        let ordered = selectable.filter(\.name.isInbox) + selectable.filter { !$0.name.isInbox }
        let ownNames = Set(ordered.map(ownName))
        var taken: Set<String> = []
        return ordered.map { listing in
            let name = unique(place(of: listing, besides: ownNames), in: &taken)
            let isThere = existing[name]?.isSelectable ?? name.isInbox
            return MappedMailbox(
                source: listing, target: name,
                create: isThere
                    ? nil : MappedMailbox.Creation(specialUse: byUse[listing] == nil ? listing.specialUse : nil))
        }
    }

    /// The same name wins; a folder of the same use with another name comes second, unless a folder of the source has
    /// that very name.
    private func place(of listing: MailboxListing, besides ownNames: Set<MailboxName>) -> MailboxName {
        let ownName = ownName(of: listing)
        guard existing[ownName] == nil, let other = byUse[listing], !ownNames.contains(other) else { return ownName }
        return other
    }

    /// The source's name in the target's spelling.
    private func ownName(of listing: MailboxListing) -> MailboxName {
        listing.name.isInbox ? .inbox : targetName(levels(of: listing))
    }

    /// The readable names of a folder's levels, without the account's own prefix.
    private func levels(of listing: MailboxListing) -> [String] {
        var wire = listing.name.wire[...]
        if !source.prefix.isEmpty, wire.count > source.prefix.count, wire.starts(with: source.prefix) {
            wire = wire.dropFirst(source.prefix.count)
        }
        guard let separator = listing.separator ?? source.separator else {
            return [MailboxName(wire: Array(wire)).decoded]
        }
        // Separators are ASCII and never part of an encoded run, whose alphabet they would end.
        return wire.split(separator: separator, omittingEmptySubsequences: true).map {
            MailboxName(wire: Array($0)).decoded
        }
    }

    private func targetName(_ levels: [String]) -> MailboxName {
        // Where everything is below INBOX, its children are beside all others.
        let isBelowInbox = levels.count > 1 && levels[0].uppercased() == "INBOX" && target.isBelowInbox
        let encoded = levels.dropFirst(isBelowInbox ? 1 : 0).map { ModifiedUTF7.encode(allowed($0)) }
        // A flat target keeps the levels readable as one name.
        let separator = target.separator ?? Self.replacement
        return MailboxName(wire: target.prefix + Array(encoded.joined(separator: [separator])))
    }

    /// Stands for what cannot stand in a name at the target.
    private static let replacement = UInt8(ascii: "_")

    private func allowed(_ level: String) -> String {
        let separator = target.separator.map { Unicode.Scalar($0) }
        let scalars = level.unicodeScalars.map { scalar in
            scalar == separator || scalar.value < 0x20 || scalar.value == 0x7F
                ? Unicode.Scalar(Self.replacement) : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Many servers hold `Work` and `work` for one folder; two folders of the source never become one by accident.
    private func unique(_ name: MailboxName, in taken: inout Set<String>) -> MailboxName {
        var candidate = name
        var number = 2
        while !taken.insert(candidate.decoded.lowercased()).inserted {
            candidate = MailboxName(wire: name.wire + Array(" (\(number))".utf8))
            number += 1
        }
        return candidate
    }
}

extension [SpecialUse: MailboxName] {
    fileprivate subscript(listing: MailboxListing) -> MailboxName? {
        listing.specialUse.flatMap { self[$0] }
    }
}
