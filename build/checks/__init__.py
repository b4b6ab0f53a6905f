"""What files for machines must hold: pure functions of their text, faults as sentences in Chinese."""
