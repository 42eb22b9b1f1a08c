"""sharepool: who of a shared pool of coaches and PE teachers goes to which school, when."""
