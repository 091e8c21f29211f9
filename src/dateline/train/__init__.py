"""Training: from gold data and incident records to the weights in `extract/nets/weights`. Needs `dateline[train]`."""
