"""CallRoom's web application."""
