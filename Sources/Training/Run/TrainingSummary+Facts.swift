extension TrainingSummary {
    /// The figures for the top of the report.
    var facts: [RunReport.Fact] {
        var facts: [RunReport.Fact] = [
            .init("Parameters", FigureFormat.count(Double(parameters))),
            .init("Steps", "\(FigureFormat.grouped(step)) of \(FigureFormat.grouped(steps))"),
            .init("Tokens", FigureFormat.count(Double(tokens))),
            .init("Time in steps", FigureFormat.duration(seconds)),
            .init("Tokens a second", FigureFormat.grouped(Int(tokensPerSecond))),
        ]
        if let utilization {
            facts.append(.init("Model FLOPs utilisation", FigureFormat.fixed(100 * utilization, 1) + "%"))
        }
        if let lastLoss { facts.append(.init("Training loss", FigureFormat.fixed(lastLoss, 3))) }
        if let lastEvaluation {
            if let loss = lastEvaluation.loss {
                facts.append(.init("Validation loss", FigureFormat.fixed(loss, 3)))
            }
            if let bits = lastEvaluation.bitsPerByte {
                facts.append(.init("Bits per byte", FigureFormat.fixed(bits, 3)))
            }
            for figure in lastEvaluation.figures {
                facts.append(.init("Held-out \(figure.title)", FigureFormat.significant(figure.value, 3)))
            }
        }
        return facts
    }
}
