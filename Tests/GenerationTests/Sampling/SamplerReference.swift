import Generation
import Glibc

/// The sampler chain as the definitions say it: everything sorted, in double precision, one step after another.
struct SamplerReference {
    struct Entry {
        let token: Int32
        var logit: Double
        var probability = 0.0
    }

    /// What may be drawn, in the order of choice.
    private(set) var entries: [Entry]

    /// The distance of the closest decision to the other outcome: below what single precision tells apart, results may
    /// differ.
    private(set) var margin = Double.infinity

    init(_ logits: [Float], _ options: SamplingOptions, after tokens: [Int32] = []) {
        var row = logits.map(Double.init)
        Self.adjust(&row, options, tokens)
        // Adjusted logits are single precision, and so are their ties.
        entries = row.indices.filter { row[$0] > -.infinity }.map {
            Entry(token: Int32($0), logit: Double(Float(row[$0])))
        }
        entries.sort { $0.logit != $1.logit ? $0.logit > $1.logit : $0.token < $1.token }
        if options.isGreedy {
            entries = [entries[0]]
        } else {
            if options.mirostat == nil { filter(options, SamplingDraws(seed: options.seed, position: tokens.count)) }
            shape(options)
            if let mirostat = options.mirostat {
                weigh(temperature)
                let least = exp2(-2 * mirostat.target)
                entries.forEach { note($0.probability - least) }
                entries = Array(entries.prefix(max(1, entries.count { $0.probability >= least })))
            }
        }
        weigh(entries.count == 1 ? 1 : temperature)
    }

    private var temperature = 1.0

    private static func adjust(_ row: inout [Double], _ options: SamplingOptions, _ tokens: [Int32]) {
        for (token, bias) in options.logitBias { row[Int(token)] = Double(Float(row[Int(token)]) + Float(bias)) }
        let penalties = options.penalties
        let window = penalties.window < 0 ? tokens[...] : tokens.suffix(penalties.window)
        for token in Set(window) {
            let old = row[Int(token)]
            var logit = Float(old)
            logit = old > 0 ? logit / Float(penalties.repetition) : logit * Float(penalties.repetition)
            let count = Double(window.count { $0 == token })
            row[Int(token)] = Double(logit - Float(penalties.presence + count * penalties.frequency))
        }
        let dry = options.dry
        guard dry.multiplier > 0 else { return }
        let searched = Array(dry.window < 0 ? tokens[...] : tokens.suffix(dry.window))
        for token in Set(searched) {
            var longest = 0
            for place in searched.indices.dropFirst() where searched[place] == token {
                // How many tokens before `place` equal the last ones.
                var length = 0
                while length < place, searched[place - 1 - length] == searched[searched.count - 1 - length] {
                    length += 1
                }
                longest = max(longest, length)
            }
            if longest >= dry.allowedLength {
                let loss = dry.multiplier * pow(dry.base, Double(longest - dry.allowedLength))
                row[Int(token)] = Double(Float(row[Int(token)]) - Float(loss))
            }
        }
    }

    private mutating func filter(_ options: SamplingOptions, _ draws: SamplingDraws) {
        if options.topNSigma > 0 {
            let mean = entries.reduce(0) { $0 + $1.logit } / Double(entries.count)
            let variance = entries.reduce(0) { $0 + ($1.logit - mean) * ($1.logit - mean) } / Double(entries.count)
            let lowest = entries[0].logit - options.topNSigma * variance.squareRoot()
            entries.forEach { note($0.logit - lowest) }
            entries = Array(entries.prefix { $0.logit >= lowest })
        }
        if options.topK > 0 { entries = Array(entries.prefix(options.topK)) }
        weigh()
        if options.typical < 1 { keepTypical(options.typical) }
        weigh()
        if options.topP < 1 {
            var cumulative = 0.0
            var length = 0
            for entry in entries {
                note(cumulative - options.topP)
                if cumulative >= options.topP { break }
                cumulative += entry.probability
                length += 1
            }
            entries = Array(entries.prefix(length))
        }
        if options.minP > 0 {
            let lowest = options.minP * entries[0].probability
            entries.forEach { note($0.probability - lowest) }
            entries = Array(entries.prefix { $0.probability >= lowest })
        }
        weigh()
        if draws.exclusion < options.xtc.probability {
            let choices = entries.count { $0.probability >= options.xtc.threshold }
            entries.forEach { note($0.probability - options.xtc.threshold) }
            if choices > 1 { entries.removeFirst(choices - 1) }
        }
    }

    private mutating func keepTypical(_ mass: Double) {
        let entropy = entries.reduce(0) { $0 - ($1.probability > 0 ? $1.probability * log($1.probability) : 0) }
        let distances = entries.map { abs(-log($0.probability) - entropy) }
        let order = entries.indices.sorted { left, right in
            distances[left] != distances[right] ? distances[left] < distances[right] : left < right
        }
        for (left, right) in zip(order, order.dropFirst()) where entries[left].logit != entries[right].logit {
            note(distances[right] - distances[left])
        }
        var cumulative = 0.0
        var kept: [Int] = []
        for index in order where cumulative <= mass {
            kept.append(index)
            cumulative += entries[index].probability
            note(cumulative - mass)
        }
        entries = kept.sorted().map { entries[$0] }
    }

    private mutating func shape(_ options: SamplingOptions) {
        temperature = options.temperature
        let dynamic = options.dynamicTemperature
        guard dynamic.range > 0, entries.count > 1 else { return }
        weigh()
        let entropy = entries.reduce(0) { $0 - ($1.probability > 0 ? $1.probability * log($1.probability) : 0) }
        let low = max(0, temperature - dynamic.range)
        let high = temperature + dynamic.range
        temperature = max(1e-9, low + (high - low) * pow(entropy / log(Double(entries.count)), dynamic.exponent))
    }

    private mutating func note(_ distance: Double) { margin = min(margin, abs(distance)) }

    private mutating func weigh(_ temperature: Double = 1) {
        let weights = entries.map { exp(($0.logit - entries[0].logit) / temperature) }
        let total = weights.reduce(0, +)
        for index in entries.indices { entries[index].probability = weights[index] / total }
    }

    /// The token whose share of the line from 0 to 1 holds `point`, and the distance to the share's nearest end.
    func token(at point: Double) -> (token: Int32, margin: Double) {
        var cumulative = 0.0
        for entry in entries {
            let start = cumulative
            cumulative += entry.probability
            if cumulative > point { return (entry.token, min(point - start, cumulative - point)) }
        }
        return (entries[entries.count - 1].token, 0)
    }
}
