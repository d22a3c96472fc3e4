# terms
