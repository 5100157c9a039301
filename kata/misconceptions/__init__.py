"""Wrong solutions worth recognising: they help a learner, and prove what the tests are worth."""
