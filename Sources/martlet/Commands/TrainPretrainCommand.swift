import ArgumentParser
struct TrainPretrainCommand: AsyncParsableCommand {}
