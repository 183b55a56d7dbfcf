"""One user's question, one file: a Selection goes in, a published Result comes out."""
