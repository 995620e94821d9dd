import Corpus
import Foundation
import Testing

@Test("dump") func dump() {
    let g = StoryGenerator(seed: 1)
    for i in 0..<40 { let s = g.story(at: i); print("==", s.shape, "\n" + s.text) }
    let t = Date()
    var bytes = 0
    for i in 0..<20000 { bytes += g.story(at: i).text.utf8.count }
    print("MB/s", Double(bytes) / 1e6 / Date().timeIntervalSince(t), bytes)
}
