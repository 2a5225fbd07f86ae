"""From systems and a privacy policy to the differences between them: crawl, join, hold against the policy."""
