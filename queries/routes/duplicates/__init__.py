"""Lines that look like one: found by a documented score, told apart or merged by a decision that is data."""
