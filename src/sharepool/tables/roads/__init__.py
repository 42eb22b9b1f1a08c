"""Travel times by road: asked of a routing engine, or found in an extract on disk."""
