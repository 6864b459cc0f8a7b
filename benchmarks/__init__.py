"""How fast the project is, as ratios against a bare Django page measured in the same run."""
