/// Lays a few rules out as a `precompiled_charsmap`, each node of the trie in 256 units of its own.
enum CharacterMapBuilder {
    static func bytes(_ rules: [(from: String, to: String)]) -> [UInt8] {
        final class Node {
            var children: [(UInt8, Node)] = []
            var value: Int?
        }
        let root = Node()
        var strings: [UInt8] = []
        for rule in rules {
            var node = root
            for byte in rule.from.utf8 {
                if let child = node.children.first(where: { $0.0 == byte })?.1 {
                    node = child
                } else {
                    let child = Node()
                    node.children.append((byte, child))
                    node = child
                }
            }
            node.value = strings.count
            strings += Array(rule.to.utf8) + [0]
        }
        var units = [UInt32](repeating: 0, count: 256)
        // The children of a node lie at its own index XOR an offset: a fresh block of 256, whose first unit is the value.
        func lay(_ node: Node, at index: Int) {
            let block = units.count
            units += [UInt32](repeating: 0, count: 256)
            let offset = UInt32(block ^ index)
            // Offsets from 2^21 on are stored shifted by 8; these tries are smaller.
            units[index] |= offset << 10
            if let value = node.value {
                units[index] |= 1 << 8
                units[block] = 1 << 31 | UInt32(value)
            }
            for (label, child) in node.children {
                units[block ^ Int(label)] = UInt32(label)
                lay(child, at: block ^ Int(label))
            }
        }
        lay(root, at: 0)
        func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
        return word(UInt32(units.count * 4)) + units.flatMap(word) + strings
    }
}
