"""The editor's desk: review and topics in a browser, on this machine alone."""
