"""The HTML report: one offline file under a strict content security policy."""
