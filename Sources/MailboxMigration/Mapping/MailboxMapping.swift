internal import IMAPClient
internal import IMAPCodec

/// Gives each folder of the source its place at the target, by what people read and not by how servers spell it.
struct MailboxMapping {
    let source: NamingScheme
    let target: NamingScheme
    let selection: MailboxSelection
    let placement: MailboxPlacement
    /// Where earlier runs put folders. A folder stays there, whatever has happened to its neighbours.
    let recorded: [MailboxName: MailboxName]
    private let existing: [MailboxName: MailboxListing]
    private let byUse: [SpecialUse: MailboxName]

    init(
        source: NamingScheme, target: NamingScheme, targetListings: [MailboxListing],
        selection: MailboxSelection = MailboxSelection(), placement: MailboxPlacement = MailboxPlacement(),
        recorded: [MailboxName: MailboxName] = [:]
    ) {
        self.source = source
        self.target = target
        self.selection = selection
        self.placement = placement
        self.recorded = recorded
        existing = Dictionary(targetListings.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        byUse = Dictionary(
            targetListings.compactMap { listing in
                guard listing.isSelectable, let use = listing.specialUse else { return nil }
                return (use, listing.name)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Between two accounts as they are at this moment.
    init(
        from: MailboxOverview, to: MailboxOverview, distinguishesCase: Bool, options: MigrationOptions,
        recorded: [MailboxName: MailboxName]
    ) {
        self.init(
            source: NamingScheme(namespaces: from.namespaces, listings: from.listings),
            target: NamingScheme(
                namespaces: to.namespaces, listings: to.listings, distinguishesCase: distinguishesCase),
            targetListings: to.listings, selection: options.selection, placement: options.placement, recorded: recorded)
    }

    /// The chosen folders that hold mail, in the source's order with INBOX first. Parents that cannot be opened are
    /// left to the target to make.
    func map(_ listings: [MailboxListing]) throws(MailboxChoiceError) -> [MappedMailbox] {
        let selectable = listings.filter(\.isSelectable)
        try checkPatterns(against: selectable)
        let rules = try rules(for: selectable)
        let chosen = selectable.filter { selection.includes(spellings(of: $0)) }
        let folders = (chosen.filter(\.name.isInbox) + chosen.filter { !$0.name.isInbox }).map { route(of: $0, rules) }
        try checkPlaces(of: folders)

        var places = MailboxPlaces(target)
        var names: [MailboxName: MailboxName] = [:]
        // What was said comes first, then what was so before: nothing that is chosen here may take their places.
        for folder in folders where folder.isRuled { names[folder.listing.name] = places.name(for: folder.path) }
        for folder in folders {
            guard let name = recordedPlace(of: folder), places.claim(name, for: folder.path) else { continue }
            names[folder.listing.name] = name
        }
        let ownNames = Set(folders.map { plainName($0.path) })
        return folders.map { folder in
            let known = names[folder.listing.name]
            return mapped(folder, to: known ?? freePlace(for: folder, besides: ownNames, in: &places))
        }
    }

    /// A folder of the source, and where it is to go if nothing is in the way.
    private struct Route {
        let listing: MailboxListing
        let path: [MailboxLevel]
        /// Whether the user named its place.
        let isRuled: Bool
    }

    private func mapped(_ folder: Route, to name: MailboxName) -> MappedMailbox {
        let isThere = existing[name]?.isSelectable ?? name.isInbox
        var place = MappedMailbox(
            source: folder.listing, target: name, create: isThere ? nil : creation(of: folder, as: name))
        place.isRenamed =
            source.spelledLevels(of: folder.listing.name, separator: folder.listing.separator)
            != target.spelledLevels(of: name)
        return place
    }

    private func creation(of folder: Route, as name: MailboxName) -> MappedMailbox.Creation {
        // A folder below another account's has the use only there.
        let use = placement.parent == nil && byUse[folder.listing] == nil ? folder.listing.specialUse : nil
        let plain = target.name(target.spelledLevels(of: name).map(plainText))
        return MappedMailbox.Creation(specialUse: use, plainName: plain == name ? nil : plain)
    }

    /// A level that was changed to tell it apart from others stays as it is.
    private func plainText(_ spelled: MailboxLevel) -> String {
        let level = MailboxEscape.undo(spelled)
        return target.text(level) == spelled.text ? target.text(level, isStrict: true) : spelled.text
    }

    /// The same name wins; a folder of the same use with another name comes second, unless a folder of the source has
    /// that very name.
    private func freePlace(
        for folder: Route, besides ownNames: Set<MailboxName>, in places: inout MailboxPlaces
    ) -> MailboxName {
        if placement.parent == nil, existing[plainName(folder.path)] == nil, let other = byUse[folder.listing],
            !ownNames.contains(other), places.claim(other)
        {
            return other
        }
        return places.name(for: folder.path)
    }

    /// Where an earlier run put the folder, as long as it is there and the user has not named another place since.
    private func recordedPlace(of folder: Route) -> MailboxName? {
        guard !folder.isRuled, let name = recorded[folder.listing.name], existing[name]?.isSelectable ?? false,
            target.levels(of: name).starts(with: parentPath)
        else { return nil }
        return name
    }

    private func plainName(_ path: [MailboxLevel]) -> MailboxName { target.name(path.map { target.text($0) }) }

    private var parentPath: [MailboxLevel] { placement.parent.map { target.levels(typed: $0) } ?? [] }
}

// What the user named
extension MailboxMapping {
    /// A rule in levels.
    private struct Rule {
        let from: [MailboxLevel]
        let to: [MailboxLevel]
    }

    /// - Throws: for a rule that is about no folder, which is a slip of the pen.
    private func rules(for listings: [MailboxListing]) throws(MailboxChoiceError) -> [Rule] {
        guard !placement.rules.isEmpty else { return [] }
        let paths = listings.map(path)
        var rules: [Rule] = []
        for rule in placement.rules {
            let spelled = listings.firstIndex { $0.name.decoded == rule.source }.map { paths[$0] }
            let resolved = Rule(
                from: spelled ?? source.levels(typed: rule.source), to: target.levels(typed: rule.target))
            guard !resolved.from.isEmpty, paths.contains(where: { $0.starts(with: resolved.from) }) else {
                throw .noSuchMailbox(rule.source)
            }
            guard !resolved.to.isEmpty else { throw .noSuchMailbox(rule.target) }
            rules.append(resolved)
        }
        return rules
    }

    private func path(of listing: MailboxListing) -> [MailboxLevel] {
        source.levels(of: listing.name, separator: listing.separator)
    }

    private func route(of listing: MailboxListing, _ rules: [Rule]) -> Route {
        let path = path(of: listing)
        let fitting = rules.filter { path.starts(with: $0.from) }
        guard let rule = fitting.max(by: { $0.from.count < $1.from.count }) else {
            return Route(listing: listing, path: parentPath + path, isRuled: false)
        }
        return Route(listing: listing, path: rule.to + path.dropFirst(rule.from.count), isRuled: true)
    }

    /// The names of a folder a pattern may mean.
    private func spellings(of listing: MailboxListing) -> [MailboxSpelling] {
        let separator = (listing.separator ?? source.separator).map { Character(Unicode.Scalar($0)) }
        let levels = source.spelledLevels(of: listing.name, separator: listing.separator).map(\.text)
        return [
            MailboxSpelling(name: listing.name.decoded, separator: separator),
            MailboxSpelling(name: levels.joined(separator: "/"), separator: "/"),
        ]
    }

    /// A pattern that fits nothing is a slip of the pen, and would leave mail behind without a word.
    private func checkPatterns(against listings: [MailboxListing]) throws(MailboxChoiceError) {
        let spellings = listings.map(spellings)
        let unmatched = selection.included.first { pattern in !spellings.contains { pattern.matches($0) } }
        if let unmatched { throw .noSuchMailbox(unmatched.description) }
    }

    private func checkPlaces(of folders: [Route]) throws(MailboxChoiceError) {
        let byPath = Dictionary(grouping: folders, by: \.path)
        let contested = folders.first { $0.isRuled && byPath[$0.path, default: []].count > 1 }
        guard let contested else { return }
        throw .sameTarget(
            plainName(contested.path).decoded, sources: byPath[contested.path, default: []].map(\.listing.name.decoded))
    }
}

extension [SpecialUse: MailboxName] {
    fileprivate subscript(listing: MailboxListing) -> MailboxName? {
        listing.specialUse.flatMap { self[$0] }
    }
}
