"""What Jupyter shows: every kind of answer as a small page, in English or Chinese."""
