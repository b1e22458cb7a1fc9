"""What becomes of one thing that was changed on two machines: days by their structure, records by their id."""
