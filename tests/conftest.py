"""Having this file here lets every test import what stands beside it (builders, strategies)."""
