// Replaced by the first tests of the command line.
