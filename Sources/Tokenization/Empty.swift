// Replaced by the first files of this floor.
