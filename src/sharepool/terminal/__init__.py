"""What commands share: options, the screen, the live line, how they end."""
