"""The seed report and the samples: what the whole pipeline must read, as a coder would say it."""
