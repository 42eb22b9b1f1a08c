"""Problems that fall into components, each solved by a worker of its own."""
