extension [ServiceRecord] {
    /// The order in which to try the records (RFC 2782): by priority, and within one priority by a draw in which
    /// each record's chance is its weight. Records of weight 0 stand first in the draw, so they have a small chance.
    package func inOrderOfUse(using generator: inout some RandomNumberGenerator) -> [ServiceRecord] {
        var ordered: [ServiceRecord] = []
        for priority in Set(map(\.priority)).sorted() {
            var pool = filter { $0.priority == priority && $0.weight == 0 }
            pool += filter { $0.priority == priority && $0.weight > 0 }
            while !pool.isEmpty {
                let total = pool.reduce(0) { $0 + Int($1.weight) }
                let mark = Int.random(in: 0...total, using: &generator)
                var sum = 0
                let index = pool.firstIndex { record in
                    sum += Int(record.weight)
                    return sum >= mark
                }
                ordered.append(pool.remove(at: index ?? pool.startIndex))
            }
        }
        return ordered
    }
}
