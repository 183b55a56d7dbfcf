"""One file a format: other people's files become canonical frames, every row accounted for. Nothing is written."""
