"""The one lineage graph: joining what was seen, and tracing paths. The only home of networkx."""
