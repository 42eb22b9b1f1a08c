"""What is legal but cannot well be true, a module a kind of thing; each has its own checks."""
