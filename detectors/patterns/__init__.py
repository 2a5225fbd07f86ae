"""One kind of personal data a module; the registry in detectors.registry lists them in order."""
