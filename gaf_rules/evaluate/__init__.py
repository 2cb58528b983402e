"""From a case to its assessment: the log is replayed, duties and findings are worked out."""
