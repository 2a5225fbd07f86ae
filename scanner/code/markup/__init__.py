"""HTML and templates: forms, tags of vendors, notices and e-mails."""
