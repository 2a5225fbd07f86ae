"""What pages do with personal data, whatever they are written in: inputs, tags, notices."""
