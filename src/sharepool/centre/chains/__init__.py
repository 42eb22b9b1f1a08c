"""The feeder pyramids of sports (后备人才梯队): how they stand, and how they could."""
