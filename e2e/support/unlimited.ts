// Imported first by tests that call more often than a person may: limits have tests of their own.
process.env.CONFER_RATE_LIMIT = "off";
