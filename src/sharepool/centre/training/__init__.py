"""Training, shadowing in town (跟班学习) and collective preparation (集体备课)."""
