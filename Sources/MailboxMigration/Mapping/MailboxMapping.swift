internal import IMAPCodec

/// How one account spells names: what stands before each of them, and what divides their levels.
struct NamingScheme: Hashable, Sendable {
    let prefix: [UInt8]
    let separator: UInt8?

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
        var taken: Set<String> = []
        return ordered.map { listing in
            let name = unique(place(of: listing), in: &taken)
            let isThere = existing[name]?.isSelectable ?? name.isInbox
            return MappedMailbox(
                source: listing, target: name,
                create: isThere ? nil : MappedMailbox.Creation(specialUse: byUse[listing] == nil ? listing.specialUse : nil))
        }
    }

    private func place(of listing: MailboxListing) -> MailboxName {
        if listing.name.isInbox { return .inbox }
        let byName = targetName(levels(of: listing))
        // The same name wins; a folder of the same use with another name comes second.
        if existing[byName] == nil, let use = listing.specialUse, let other = byUse[use] { return other }
        return byName
    }

    /// The readable names of a folder's levels, without the account's own prefix.
    private func levels(of listing: MailboxListing) -> [String] {
        var wire = listing.name.wire[...]
        if !source.prefix.isEmpty, wire.count > source.prefix.count, wire.starts(with: source.prefix) {
            wire = wire.dropFirst(source.prefix.count)
        }
        guard let separator = listing.separator ?? source.separator else { return [MailboxName(wire: Array(wire)).decoded] }
        // Separators are ASCII and never part of an encoded run, whose alphabet they would end.
        return wire.split(separator: separator, omittingEmptySubsequences: true).map {
            MailboxName(wire: Array($0)).decoded
        }
    }

    private func targetName(_ levels: [String]) -> MailboxName {
        var wire = target.prefix
        for (depth, level) in levels.enumerated() {
            if depth > 0, let separator = target.separator { wire.append(separator) }
            wire += ModifiedUTF7.encode(allowed(level))
        }
        return MailboxName(wire: wire)
    }

    /// The level with what cannot stand in a name at the target replaced by `_`.
    private func allowed(_ level: String) -> String {
        let separator = target.separator.map { Unicode.Scalar($0) }
        return String(
            String.UnicodeScalarView(
                level.unicodeScalars.map { scalar in
                    scalar == separator || scalar.value < 0x20 || scalar.value == 0x7F ? "_" : scalar
                }))
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
