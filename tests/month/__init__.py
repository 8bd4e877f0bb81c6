"""A simulated month of refreshes: what comes of 720 hourly runs over recorded news."""
