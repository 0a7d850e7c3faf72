"""The office's own records: read from files, indexed on disk, matched to a letter with a reason."""
