"""sharepool measured against every rival, and as problems grow; see README.md beside this file."""
