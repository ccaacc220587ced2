extension UntaggedResponse {
    /// About how many bytes of memory the response holds on to.
    package var weight: Int {
        let values =
            switch self {
            case .list(let listing), .lsub(let listing): listing.name.wire.count
            case .mailboxStatus(let name, _): name.wire.count
            case .status(let status): status.text.count
            case .search(let uids): uids.count * MemoryLayout<UID>.size
            case .extendedSearch(let uids), .vanished(let uids, _): uids.ranges.count * 8
            case .flags(let flags): flags.reduce(0) { $0 + $1.rawValue.utf8.count }
            case .fetch(let attributes): attributes.weight
            case .capability, .enabled, .namespace, .quota, .exists, .expunge, .id, .other: 0
            }
        return values + 128
    }
}

extension FetchAttributes {
    fileprivate var weight: Int {
        var bytes = header?.count ?? 0
        if case .inline(let body) = body { bytes += body.count }
        return bytes + (flags ?? []).reduce(0) { $0 + $1.rawValue.utf8.count }
    }
}
