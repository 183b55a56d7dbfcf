"""Paper: the same layer views as on the screen, drawn with Matplotlib, and answers as files."""
