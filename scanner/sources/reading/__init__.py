"""What sources read with: values and their bounds, compressed files, and the inside of each kind of store."""
