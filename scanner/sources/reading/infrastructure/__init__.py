"""Infrastructure files: Terraform, compose, Kubernetes and environment files."""
