"""JavaScript: where pages and programs in it collect data, and whom they send it to."""
