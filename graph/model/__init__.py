"""What a claim is made of: types, times, quantities, identity."""
