"""One file a lexicon format; each turns a file's text into a `Lexicon`."""
