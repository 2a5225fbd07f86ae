"""Recipients as data: packages, domains and hosts to vendor, function and country."""
