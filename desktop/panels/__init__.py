"""One file or folder for each tab; panels never import each other."""
